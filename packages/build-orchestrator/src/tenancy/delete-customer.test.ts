import { expect } from 'vitest'

import { aLicensedCustomer, enqueueMany, worker } from '../../test/builders.js'
import { test } from '../../test/test.js'
import { claimBuilds, deleteCustomer } from '../index.js'

test('deleting a customer cancels what waits and asks what runs to stop', async ({ db }) => {
  const customerId = await aLicensedCustomer(db, { concurrent: 1 })
  await enqueueMany(db, customerId, 2)
  await claimBuilds(db, worker)

  expect(await deleteCustomer(db, { customerId })).toBe(true)
  expect(await deleteCustomer(db, { customerId })).toBe(false)

  const { rows } = await db.query(
    `SELECT status, cancel_requested_at IS NOT NULL AS stopping FROM build_orchestrator.build_queue
     WHERE customer_id = $1 ORDER BY status`,
    [customerId],
  )
  expect(rows).toEqual([
    { status: 'building', stopping: true },
    { status: 'cancelled', stopping: false },
  ])
  await expect(deleteCustomer(db, { customerId: 'system' })).rejects.toMatchObject({ code: 'BUILD_INVALID_INPUT' })
})
