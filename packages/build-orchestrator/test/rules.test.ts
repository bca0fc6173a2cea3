import { expect } from 'vitest'

import { enqueueBuild } from '../src/index.js'
import { aBareCustomer, aBuild, aCacheEntry, insert, sha256 } from './builders.js'
import { test } from './test.js'

const build = { customer_id: 'system', manifest_path: 'x', manifest_json: '{}', manifest_hash: '0123456789abcdef' }

test.for([
  ['a priority of 0', 'build_queue', { ...build, priority: 0 }, 'ck_build_queue_priority'],
  ['a priority of 11', 'build_queue', { ...build, priority: 11 }, 'ck_build_queue_priority'],
  ['an unknown status', 'build_queue', { ...build, status: 'pending' }, 'ck_build_queue_status'],
  ['a limit of 0 s', 'build_queue', { ...build, max_duration_seconds: 0 }, 'ck_build_queue_max_duration_seconds'],
  ['101 percent', 'build_queue', { ...build, progress_percent: 101 }, 'ck_build_queue_progress_percent'],
  ['fewer than no retries', 'build_queue', { ...build, max_retries: -1 }, 'ck_build_queue_not_negative'],
  ['a hash of 15 digits', 'build_queue', { ...build, manifest_hash: '0'.repeat(15) }, 'ck_build_queue_manifest_hash'],
  [
    'a hash that is not hex',
    'build_queue',
    { ...build, manifest_hash: 'g'.repeat(64) },
    'ck_build_queue_manifest_hash',
  ],
] as const)('%s is refused', async ([, table, row, constraint], { db }) => {
  await expect(insert(db, table, row)).rejects.toMatchObject({ code: '23514', constraint })
})

test.for([16, 32, 64])('a hash of %i hex digits is accepted', async (digits, { db }) => {
  const manifest_hash = 'aB'.repeat(digits / 2)

  expect(await insert(db, 'build_queue', { ...build, manifest_hash })).toMatchObject({ manifest_hash })
})

test('a build without a limit is refused', async ({ db }) => {
  await expect(insert(db, 'build_queue', { ...build, max_duration_seconds: null })).rejects.toMatchObject({
    code: '23502',
  })
})

test.for(['nobody', 'two words@acme.example', '@acme.example', 'ada@'])(
  'the address %s is refused',
  async (mail, { db }) => {
    await expect(aBareCustomer(db, { contact_email: mail })).rejects.toMatchObject({
      constraint: 'ck_customers_contact_email',
    })
  },
)

test.for([
  [{ actual_duration_seconds: -5 }, 'ck_build_results_not_negative'],
  [{ image_digest: `sha256:${'A'.repeat(64)}` }, 'ck_build_results_image_digest'],
] as const)('the result %o is refused', async ([given, constraint], { db }) => {
  const { id } = await enqueueBuild(db, aBuild())
  const row = { build_queue_id: id, success: true, actual_duration_seconds: 1, ...given }

  await expect(insert(db, 'build_results', row)).rejects.toMatchObject({ constraint })
})

test.for(['F'.repeat(64), 'f'.repeat(63)])('a license key hash of %s is refused', async (hash, { db }) => {
  const row = { customer_id: 'system', license_key: 'x', license_key_hash: hash, tier: 'core', expires_at: new Date() }

  await expect(insert(db, 'licenses', row)).rejects.toMatchObject({ constraint: 'ck_licenses_license_key_hash' })
})

test('an access other than a miss names its entry', async ({ db }) => {
  const row = { customer_id: 'system', access_type: 'cache_hit', manifest_hash: sha256('x') }

  await expect(insert(db, 'build_access_log', row)).rejects.toMatchObject({ constraint: 'ck_build_access_log_entry' })
})

test('the customer `system` is there from the start', async ({ db }) => {
  const { rows } = await db.query(`SELECT * FROM build_orchestrator.customers WHERE customer_id = 'system'`)

  expect(rows).toMatchObject([
    {
      organization_name: 'Honua System',
      contact_email: 'system@honua.io',
      subscription_status: 'active',
      tier: 'enterprise',
    },
  ])
})

test('deleting a customer takes its builds and keeps what others use', async ({ db }) => {
  const customerId = await aBareCustomer(db)
  const { id } = await enqueueBuild(db, aBuild({ customerId }))
  const entry = await aCacheEntry(db, { first_built_by_customer: customerId })

  await db.query('DELETE FROM build_orchestrator.customers WHERE customer_id = $1', [customerId])

  const { rows } = await db.query(
    `SELECT (SELECT count(*) FROM build_orchestrator.build_queue WHERE id = $1) AS builds,
       (SELECT first_built_by_customer FROM build_orchestrator.build_cache_registry WHERE id = $2) AS builder`,
    [id, entry],
  )
  expect(rows).toEqual([{ builds: '0', builder: null }])
})

test.for([
  ['queued', 'success'],
  ['success', 'queued'],
  ['failed', 'success'],
  ['cancelled', 'building'],
])('a build cannot go from %s to %s', async ([from, to], { db }) => {
  const { id } = await enqueueBuild(db, aBuild())
  const set = (status: string | undefined) =>
    db.query('UPDATE build_orchestrator.build_queue SET status = $2 WHERE id = $1', [id, status])
  if (from !== 'queued') {
    await set('building')
    await set(from)
  }

  await expect(set(to)).rejects.toMatchObject({ code: 'LB005' })
})
