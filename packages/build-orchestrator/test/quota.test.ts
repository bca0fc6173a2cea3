import type { Queryable } from '@schemata/contract'
import { expect } from 'vitest'

import { enqueueBuild, getNextBuildForWorker, signUpCustomer } from '../src/index.js'
import { aBuild, aCustomer, daysAgo, insert } from './builders.js'
import { test } from './test.js'

const worker = { workerId: 'worker-1', workerHostname: 'build-3' }

async function usage(db: Queryable, customerId: string) {
  const { rows } = await db.query('SELECT * FROM build_orchestrator.get_license_quota_usage($1)', [customerId])
  return rows[0]
}

async function licensed(db: Queryable, quota: number | null): Promise<string> {
  const { customer } = await signUpCustomer(db, aCustomer())
  await db.query('UPDATE build_orchestrator.licenses SET max_builds_per_month = $2 WHERE customer_id = $1', [
    customer.customerId,
    quota,
  ])
  return customer.customerId
}

function aRegistry(db: Queryable, customerId: string, given: Record<string, unknown> = {}) {
  return insert(db, 'registry_credentials', {
    customer_id: customerId,
    registry_name: 'main',
    registry_url: 'registry.example',
    registry_provider: 'custom',
    username_encrypted: Buffer.from('u'),
    password_encrypted: Buffer.from('p'),
    encryption_key_id: 'key-1',
    ...given,
  })
}

test('builds and registries are counted apart', async ({ db }) => {
  const customerId = await licensed(db, 8)
  await aRegistry(db, customerId)
  await aRegistry(db, customerId)
  await aRegistry(db, customerId, { revoked_at: daysAgo(1), is_active: false })
  for (let build = 0; build < 3; build++) await enqueueBuild(db, aBuild({ customerId }))
  await getNextBuildForWorker(db, worker)

  expect(await usage(db, customerId)).toEqual({
    max_builds_per_month: 8,
    builds_this_month: '3',
    remaining_builds: 5,
    quota_utilization_percent: '37.50',
    max_registries: 3,
    active_registries: '2',
    max_concurrent_builds: 1,
    current_concurrent_builds: '1',
  })
})

test('builds of another month and cancelled ones do not count', async ({ db }) => {
  const customerId = await licensed(db, 8)
  const [old, cancelled] = [
    await enqueueBuild(db, aBuild({ customerId })),
    await enqueueBuild(db, aBuild({ customerId })),
  ]
  await db.query(
    `UPDATE build_orchestrator.build_queue SET queued_at = date_trunc('month', now(), 'UTC') - interval '1 ms'
     WHERE id = $1`,
    [old.id],
  )
  await db.query(`UPDATE build_orchestrator.build_queue SET status = 'cancelled' WHERE id = $1`, [cancelled.id])

  expect(await usage(db, customerId)).toMatchObject({ builds_this_month: '0', remaining_builds: 8 })
})

test('the month does not follow the time zone of the caller', async ({ db }) => {
  const customerId = await licensed(db, 8)
  const { id } = await enqueueBuild(db, aBuild({ customerId }))
  await db.query(
    `UPDATE build_orchestrator.build_queue SET queued_at = date_trunc('month', now(), 'UTC') WHERE id = $1`,
    [id],
  )

  for (const zone of ['Pacific/Kiritimati', 'UTC', 'Pacific/Pago_Pago']) {
    await db.query(`SELECT set_config('TimeZone', $1, true)`, [zone])
    expect(await usage(db, customerId)).toMatchObject({ builds_this_month: '1' })
  }
})

test('what is unlimited has no remainder', async ({ db }) => {
  const customerId = await licensed(db, null)
  await enqueueBuild(db, aBuild({ customerId }))

  expect(await usage(db, customerId)).toMatchObject({
    max_builds_per_month: null,
    builds_this_month: '1',
    remaining_builds: null,
    quota_utilization_percent: null,
  })
})

test('more than the quota leaves a remainder of 0', async ({ db }) => {
  const customerId = await licensed(db, 1)
  for (let build = 0; build < 3; build++) await enqueueBuild(db, aBuild({ customerId }))

  expect(await usage(db, customerId)).toMatchObject({ remaining_builds: 0, quota_utilization_percent: '300.00' })
})

test('there is no row without a license', async ({ db }) => {
  expect(await usage(db, 'system')).toBeUndefined()
})

test('the gate holds against 12 builds at once, and lets `system` pass', async ({ pool }) => {
  await pool.query('ALTER TABLE build_orchestrator.build_queue ENABLE TRIGGER trigger_validate_build_queue_insert')
  try {
    const customerId = await licensed(pool, 5)

    const attempts = await Promise.allSettled(
      Array.from({ length: 12 }, () => enqueueBuild(pool, aBuild({ customerId }))),
    )

    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
    await enqueueBuild(pool, aBuild())
  } finally {
    await pool.query('ALTER TABLE build_orchestrator.build_queue DISABLE TRIGGER trigger_validate_build_queue_insert')
  }
})

test('the gate names the limit and what is used', async ({ db }) => {
  await db.query('ALTER TABLE build_orchestrator.build_queue ENABLE TRIGGER trigger_validate_build_queue_insert')
  const customerId = await licensed(db, 1)
  await enqueueBuild(db, aBuild({ customerId }))

  const refused = enqueueBuild(db, aBuild({ customerId }))

  await expect(refused).rejects.toMatchObject({
    cause: { code: 'LB004', message: `Customer ${customerId} has used up its monthly builds: limit 1, used 1.` },
  })
})

test('the gate does not accept a license past its end', async ({ db }) => {
  await db.query('ALTER TABLE build_orchestrator.build_queue ENABLE TRIGGER trigger_validate_build_queue_insert')
  const customerId = await licensed(db, 5)
  await db.query(
    `UPDATE build_orchestrator.licenses SET status = 'active', expires_at = now() - interval '1 s' WHERE customer_id = $1`,
    [customerId],
  )

  await expect(enqueueBuild(db, aBuild({ customerId }))).rejects.toMatchObject({ code: 'BUILD_NO_VALID_LICENSE' })
})
