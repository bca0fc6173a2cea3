import { expect } from 'vitest'

import { age, anActiveReservation } from './builders.js'
import { test } from './test.js'

test('reservation_timelines tells how long each stage took', async ({ db }) => {
  const { reservationId } = await anActiveReservation(db)
  await age(db, reservationId, '3 hours', ['created_at'])
  await age(db, reservationId, '2 hours', ['preparing_at'])
  await age(db, reservationId, '1 hour', ['launched_at'])

  const { rows } = await db.query(
    `SELECT round(queue_seconds / 3600) AS queue, round(preparation_seconds / 3600) AS preparation, use_seconds
     FROM gpu_dev.reservation_timelines WHERE reservation_id = $1`,
    [reservationId],
  )

  expect(rows).toEqual([{ queue: 1, preparation: 1, use_seconds: null }])
})
