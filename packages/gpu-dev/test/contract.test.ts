import { fileURLToPath } from 'node:url'

import { writeContract } from '@schemata/compiler'
import { expect, test } from 'vitest'

import * as rows from '../src/generated/rows.js'
import { reservationMessage } from '../src/index.js'
import { reservationRow } from '../src/reservations/reservation.js'

const directory = fileURLToPath(new URL('..', import.meta.url))

test.each([15, 18] as const)('the contract is what the steps make on PostgreSQL %i', async (major) => {
  expect((await writeContract({ directory, major, check: true })).written).toEqual([])
})

test('a reservation is made of columns that there are', () => {
  expect(Object.keys(rows.reservationsRow.shape)).toEqual(expect.arrayContaining(Object.keys(reservationRow.shape)))
})

test('a message may hold more than this release knows', () => {
  const message = { action: 'cancel', reservation_id: 'r-1', user_id: 'ada', retry: { retry_count: 0 } }

  expect(reservationMessage.parse(message)).toEqual(message)
})
