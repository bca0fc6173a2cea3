import type { Queryable } from '@schemata/contract'
import { expect } from 'vitest'

import { enqueueBuild, failBuild, getNextBuildForWorker } from '../src/index.js'
import { aBareCustomer, aBuild, aCacheEntry, daysAgo, held, insert, sha256 } from './builders.js'
import { test } from './test.js'

const worker = { workerId: 'worker-1', workerHostname: 'build-3' }

async function purge(db: Queryable, days: number | null = 30) {
  const { rows } = await db.query('SELECT * FROM build_orchestrator.purge_soft_deleted_records($1)', [days])
  return rows
}

async function exists(db: Queryable, customerId: string): Promise<boolean> {
  const { rows } = await db.query('SELECT id FROM build_orchestrator.customers WHERE customer_id = $1', [customerId])
  return rows.length === 1
}

function aLicense(db: Queryable, customerId: string, given: Record<string, unknown>) {
  return insert(db, 'licenses', {
    customer_id: customerId,
    license_key: 'cipher text',
    license_key_hash: sha256(customerId),
    tier: 'core',
    ...given,
  })
}

function aCredential(db: Queryable, customerId: string, given: Record<string, unknown> = {}) {
  return insert(db, 'registry_credentials', {
    customer_id: customerId,
    registry_name: 'main',
    registry_url: 'registry.example',
    registry_provider: 'harbor',
    username_encrypted: Buffer.from('u'),
    password_encrypted: Buffer.from('p'),
    encryption_key_id: 'key-1',
    ...given,
  })
}

test('a purge takes what was deleted long enough ago, and counts it table by table', async ({ db }) => {
  const gone = await aBareCustomer(db, { deleted_at: daysAgo(31) })
  const recent = await aBareCustomer(db, { deleted_at: daysAgo(29) })
  await aCacheEntry(db, { deleted_at: daysAgo(31), first_built_by_customer: gone })
  await aCacheEntry(db, { deleted_at: daysAgo(31) })
  await aCacheEntry(db)

  expect(await purge(db)).toEqual([
    { table_name: 'customers', records_purged: '1' },
    { table_name: 'build_cache_registry', records_purged: '2' },
    { table_name: 'build_manifests', records_purged: '0' },
  ])

  expect(await exists(db, gone)).toBe(false)
  expect(await exists(db, recent)).toBe(true)
})

test('a purge spares the customer `system`', async ({ db }) => {
  await db.query(`UPDATE build_orchestrator.customers SET deleted_at = $1 WHERE customer_id = 'system'`, [daysAgo(90)])

  expect(await purge(db, 0)).toMatchObject([{ records_purged: '0' }, {}, {}])
})

test('a purge waits for a build that runs', async ({ db }) => {
  const customerId = await aBareCustomer(db)
  const { id: buildId } = await enqueueBuild(db, aBuild({ customerId }))
  await db.query('UPDATE build_orchestrator.customers SET deleted_at = $2 WHERE customer_id = $1', [
    customerId,
    daysAgo(31),
  ])
  await getNextBuildForWorker(db, worker)

  await purge(db)
  expect(await exists(db, customerId)).toBe(true)

  await failBuild(db, { ...(await held(db, buildId)), errorMessage: 'no' })
  await purge(db)
  expect(await exists(db, customerId)).toBe(false)
})

test.for([
  ['purge_soft_deleted_records', -1],
  ['purge_soft_deleted_records', null],
  ['cleanup_old_build_logs', -1],
  ['cleanup_old_build_logs', null],
] as const)('%s refuses %s days', async ([name, days], { db }) => {
  await expect(db.query(`SELECT * FROM build_orchestrator.${name}($1)`, [days])).rejects.toMatchObject({
    code: 'LB001',
    message: expect.stringContaining(`is ${days}, expected 0 or more`),
  })
})

test('a purge after no days takes what has just been deleted', async ({ db }) => {
  const customerId = await aBareCustomer(db, { deleted_at: daysAgo(0) })

  await purge(db, 0)

  expect(await exists(db, customerId)).toBe(false)
})

test('a credential found invalid more than 7 days ago is revoked', async ({ db }) => {
  const invalid = { validation_status: 'invalid' }
  const old = await aCredential(db, 'system', { ...invalid, last_validated_at: daysAgo(8) })
  await aCredential(db, 'system', { ...invalid, last_validated_at: daysAgo(6) })
  await aCredential(db, 'system', { validation_status: 'valid', last_validated_at: daysAgo(8) })

  const { rows } = await db.query('SELECT * FROM build_orchestrator.revoke_expired_credentials()')

  expect(rows).toEqual([
    { credential_id: old.id, customer_id: 'system', registry_name: 'main', revoked_at: expect.any(Date) },
  ])
  const after = await db.query(
    'SELECT is_active, revoked_at FROM build_orchestrator.registry_credentials WHERE id = $1',
    [old.id],
  )
  expect(after.rows).toEqual([{ is_active: false, revoked_at: rows[0].revoked_at }])
})

test('a customer has one default registry; a revoked one makes room', async ({ db }) => {
  const customerId = await aBareCustomer(db)
  const first = await aCredential(db, customerId, { is_default: true })
  await db.query('SAVEPOINT before')
  await expect(aCredential(db, customerId, { is_default: true })).rejects.toMatchObject({
    constraint: 'uq_default_registry_per_customer',
  })
  await db.query('ROLLBACK TO SAVEPOINT before')
  await db.query('UPDATE build_orchestrator.registry_credentials SET revoked_at = now() WHERE id = $1', [first.id])

  expect(await aCredential(db, customerId, { is_default: true })).toMatchObject({ is_default: true })
})

test('a license expires at its end, a trial at the earlier of its two', async ({ db }) => {
  const past = daysAgo(1)
  const future = daysAgo(-1)
  const cases = [
    { status: 'active', expires_at: past },
    { status: 'active', expires_at: future, trial_expires_at: past },
    { status: 'trial', expires_at: future, trial_expires_at: past },
    { status: 'trial', expires_at: past },
    { status: 'trial', expires_at: past, trial_expires_at: future },
    { status: 'trial', expires_at: future },
    { status: 'revoked', expires_at: past },
  ]
  const licenses = []
  for (const given of cases) licenses.push(await aLicense(db, await aBareCustomer(db), given))

  const { rows } = await db.query('SELECT * FROM build_orchestrator.expire_licenses()')

  const expired = [licenses[0], licenses[2], licenses[3], licenses[4]].map((license) => license?.id)
  expect(rows.map((row) => row.license_id).toSorted()).toEqual(expired.toSorted())
  expect(rows[0]).toMatchObject({ customer_id: expect.any(String), expired_at: expect.any(Date) })
})

test('old logs give way to a marker, unless they are short', async ({ db }) => {
  const results: string[] = []
  for (const [days, length] of [
    [91, 1001],
    [91, 1000],
    [89, 1001],
  ] as const) {
    const { id: buildId } = await enqueueBuild(db, aBuild())
    await getNextBuildForWorker(db, worker)
    const result = await failBuild(db, {
      ...(await held(db, buildId)),
      errorMessage: 'no',
      stdoutLog: 'x'.repeat(length),
    })
    await db.query('UPDATE build_orchestrator.build_results SET created_at = $2 WHERE id = $1', [
      result?.id,
      daysAgo(days),
    ])
    results.push(String(result?.id))
  }

  const { rows } = await db.query('SELECT * FROM build_orchestrator.cleanup_old_build_logs(90)')
  expect(rows).toEqual([{ deleted_count: '1' }])
  const logs = await db.query(
    `SELECT stdout_log, stderr_log FROM build_orchestrator.build_results WHERE id = ANY ($1)
     ORDER BY array_position($1, id)`,
    [results],
  )
  expect(logs.rows).toEqual([
    { stdout_log: '[Log truncated: retention period exceeded]', stderr_log: null },
    { stdout_log: 'x'.repeat(1000), stderr_log: null },
    { stdout_log: 'x'.repeat(1001), stderr_log: null },
  ])
  const again = await db.query('SELECT * FROM build_orchestrator.cleanup_old_build_logs()')
  expect(again.rows).toEqual([{ deleted_count: '0' }])
})

test('the vacuum list holds commands that run', async ({ pool }) => {
  const { rows } = await pool.query('SELECT * FROM build_orchestrator.maintenance_vacuum_analyze()')

  expect(rows).toHaveLength(5)
  for (const { table_name } of rows) await pool.query(table_name)
})

test.for(['customers', 'licenses', 'registry_credentials', 'build_queue', 'build_manifests', 'conversations'])(
  'a change of %s sets updated_at, even in the transaction that made the row',
  async (table, { db }) => {
    const customerId = await aBareCustomer(db)
    await aLicense(db, customerId, { expires_at: daysAgo(-1) })
    await aCredential(db, customerId)
    await enqueueBuild(db, aBuild({ customerId }))
    await insert(db, 'build_manifests', {
      customer_id: customerId,
      manifest_json: '{}',
      manifest_hash: '0123456789abcdef',
    })
    await insert(db, 'conversations', { customer_id: customerId })

    const { rows } = await db.query(
      `UPDATE build_orchestrator.${table} SET customer_id = customer_id WHERE customer_id = $1
       RETURNING updated_at > created_at AS later`,
      [customerId],
    )

    expect(rows).toEqual([{ later: true }])
  },
)
