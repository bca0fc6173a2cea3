import { expect } from 'vitest'

import { aBuild, aLicensedCustomer, daysAgo, insert } from '../../test/builders.js'
import { test } from '../../test/test.js'
import { enqueueBuild, purgeOldRows } from '../index.js'

test('old rows go in batches; what is young, live or `system` stays', async ({ db }) => {
  const customerId = await aLicensedCustomer(db)
  for (const days of [40, 40, 40, 1]) {
    await insert(db, 'build_access_log', {
      customer_id: customerId,
      access_type: 'cache_miss',
      accessed_at: daysAgo(days),
    })
  }
  const purge = (limit: number) => purgeOldRows(db, { table: 'build_access_log', olderThanDays: 30, limit })
  expect([await purge(2), await purge(2), await purge(2)]).toEqual([2, 1, 0])

  const { id } = await enqueueBuild(db, aBuild({ customerId }))
  expect(await purgeOldRows(db, { table: 'build_queue', olderThanDays: 0 })).toBe(0)
  await db.query(`UPDATE build_orchestrator.customers SET deleted_at = $1`, [daysAgo(40)])
  await db.query(`UPDATE build_orchestrator.build_queue SET status = 'building' WHERE id = $1`, [id])
  expect(await purgeOldRows(db, { table: 'customers', olderThanDays: 30 })).toBe(0)
  await db.query(`UPDATE build_orchestrator.build_queue SET status = 'failed' WHERE id = $1`, [id])
  expect(await purgeOldRows(db, { table: 'customers', olderThanDays: 30 })).toBe(1)
  await expect(db.query(`DELETE FROM build_orchestrator.customers`)).rejects.toMatchObject({ code: 'LB011' })
})

test('a table without retention is refused', async ({ db }) => {
  await expect(db.query(`SELECT build_orchestrator.purge_old_rows('licenses', 1)`)).rejects.toMatchObject({
    code: 'LB001',
  })
})
