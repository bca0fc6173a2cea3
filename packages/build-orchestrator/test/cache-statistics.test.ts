import { randomUUID } from 'node:crypto'

import type { Queryable } from '@schemata/contract'
import { expect } from 'vitest'

import { aBareCustomer, aCacheEntry, daysAgo, insert, sha256 } from './builders.js'
import { test } from './test.js'

async function record(db: Queryable, entry: string | null, customer: string, type = 'cache_hit') {
  const { rows } = await db.query('SELECT build_orchestrator.record_cache_access($1, $2, $3) AS id', [
    entry,
    customer,
    type,
  ])
  const log = await db.query('SELECT * FROM build_orchestrator.build_access_log WHERE id = $1', [rows[0].id])
  return log.rows[0]
}

async function statistics(db: Queryable, entry: string) {
  const { rows } = await db.query(
    `SELECT cache_hit_count AS hits, total_customers_served AS customers, last_accessed_at
     FROM build_orchestrator.build_cache_registry WHERE id = $1`,
    [entry],
  )
  return rows[0]
}

test('a hit counts on its entry, a customer once', async ({ db }) => {
  const entry = await aCacheEntry(db)
  const [one, other] = [await aBareCustomer(db), await aBareCustomer(db)]
  expect(await statistics(db, entry)).toMatchObject({ hits: 0, customers: 1, last_accessed_at: null })

  await record(db, entry, one)
  expect(await statistics(db, entry)).toMatchObject({ hits: 1, customers: 1 })

  await record(db, entry, one)
  const last = await record(db, entry, other)
  expect(await statistics(db, entry)).toEqual({ hits: 3, customers: 2, last_accessed_at: last.accessed_at })
})

test('hits change their entry in its place, and no index with it', async ({ db }) => {
  const entry = await aCacheEntry(db)
  const customer = await aBareCustomer(db)
  const hot = async () => {
    const { rows } = await db.query(
      `SELECT pg_stat_get_xact_tuples_hot_updated('build_orchestrator.build_cache_registry'::regclass)::integer AS n`,
    )
    return rows[0].n
  }
  const before = await hot()

  for (let hit = 0; hit < 10; hit += 1) await record(db, entry, customer)

  // A page may fill up once.
  expect((await hot()) - before).toBeGreaterThanOrEqual(9)
})

test('a creation serves a customer without being a hit; a miss changes nothing', async ({ db }) => {
  const entry = await aCacheEntry(db)
  const [builder, reader] = [await aBareCustomer(db), await aBareCustomer(db)]

  await record(db, entry, builder, 'build_created')
  expect(await statistics(db, entry)).toMatchObject({ hits: 0, customers: 1 })

  await record(db, entry, reader, 'cache_miss')
  expect(await statistics(db, entry)).toMatchObject({ hits: 0, customers: 1 })

  await record(db, entry, reader)
  expect(await statistics(db, entry)).toMatchObject({ hits: 1, customers: 2 })
})

test('the last access never goes back', async ({ db }) => {
  const entry = await aCacheEntry(db)
  const customer = await aBareCustomer(db)
  const recent = await record(db, entry, customer)

  await insert(db, 'build_access_log', {
    build_cache_id: entry,
    customer_id: customer,
    access_type: 'cache_hit',
    accessed_at: daysAgo(3),
  })

  expect(await statistics(db, entry)).toEqual({ hits: 2, customers: 1, last_accessed_at: recent.accessed_at })
})

test('40 customers at once, twice each, are 80 hits and 40 customers', async ({ pool }) => {
  const entry = await aCacheEntry(pool)
  const customers = await Promise.all(Array.from({ length: 40 }, () => aBareCustomer(pool)))

  await Promise.all([...customers, ...customers].map((customer) => record(pool, entry, customer)))

  expect(await statistics(pool, entry)).toMatchObject({ hits: 80, customers: 40 })
})

test('a miss can be recorded without an entry', async ({ db }) => {
  const customer = await aBareCustomer(db)

  expect(await record(db, null, customer, 'cache_miss')).toMatchObject({
    build_cache_id: null,
    customer_id: customer,
    access_type: 'cache_miss',
  })
  const manifest_hash = sha256('manifest')
  const row = { customer_id: customer, access_type: 'cache_miss', manifest_hash }
  expect(await insert(db, 'build_access_log', row)).toMatchObject(row)
})

test.for([
  ['deleted', { deleted_at: daysAgo(1) }],
  ['expired', { expires_at: daysAgo(1) }],
  ['above the tier of the customer', { tier: 'enterprise' }],
] as const)('a hit on an entry that is %s is a miss', async ([, given], { db }) => {
  const entry = await aCacheEntry(db, given)
  const customer = await aBareCustomer(db, { tier: 'pro' })

  expect(await record(db, entry, customer)).toMatchObject({ build_cache_id: entry, access_type: 'cache_miss' })

  expect(await statistics(db, entry)).toMatchObject({ hits: 0 })
})

test.for(['core', 'pro', 'enterprise', 'asp'])('an asp customer may use an entry for %s', async (tier, { db }) => {
  const entry = await aCacheEntry(db, { tier })
  const customer = await aBareCustomer(db, { tier: 'asp' })

  expect(await record(db, entry, customer)).toMatchObject({ access_type: 'cache_hit' })
})

test('a hit on an entry that is gone is a miss that names none', async ({ db }) => {
  const customer = await aBareCustomer(db)

  expect(await record(db, randomUUID(), customer)).toMatchObject({ build_cache_id: null, access_type: 'cache_miss' })
})

test('an unknown customer is refused', async ({ db }) => {
  const entry = await aCacheEntry(db)

  await expect(record(db, entry, 'nobody')).rejects.toMatchObject({ constraint: 'fk_build_access_customer' })
})

test('all nine arguments reach the log', async ({ db }) => {
  const entry = await aCacheEntry(db)
  const { rows } = await db.query(
    `SELECT build_orchestrator.record_cache_access($1, 'system', 'cache_hit', 'd-1', 'eu', 1.25, 9007199254740993,
      'agent/1', '10.0.0.1') AS id`,
    [entry],
  )

  const log = await db.query('SELECT * FROM build_orchestrator.build_access_log WHERE id = $1', [rows[0].id])

  expect(log.rows[0]).toMatchObject({
    deployment_id: 'd-1',
    deployment_region: 'eu',
    pull_duration_seconds: '1.25',
    download_size_bytes: '9007199254740993',
    user_agent: 'agent/1',
    ip_address: '10.0.0.1',
  })
})

test('one live entry per manifest and tier; a deleted one makes room', async ({ db }) => {
  const manifest_hash = sha256('manifest')
  const first = await aCacheEntry(db, { manifest_hash })
  await aCacheEntry(db, { manifest_hash, tier: 'pro' })
  await db.query('SAVEPOINT before')
  await expect(aCacheEntry(db, { manifest_hash })).rejects.toMatchObject({
    constraint: 'idx_build_cache_manifest_hash',
  })
  await db.query('ROLLBACK TO SAVEPOINT before')
  await db.query('UPDATE build_orchestrator.build_cache_registry SET deleted_at = now() WHERE id = $1', [first])

  expect(await aCacheEntry(db, { manifest_hash })).not.toBe(first)
})

test('the hit rate is hits among all look-ups, best customer first', async ({ db }) => {
  const entry = await aCacheEntry(db)
  const [good, poor, old] = [await aBareCustomer(db), await aBareCustomer(db), await aBareCustomer(db)]
  for (const type of ['cache_hit', 'cache_hit', 'cache_miss']) await record(db, entry, good, type)
  for (const type of ['cache_hit', 'cache_miss', 'build_created']) await record(db, entry, poor, type)
  await insert(db, 'build_access_log', {
    build_cache_id: entry,
    customer_id: old,
    access_type: 'cache_hit',
    accessed_at: daysAgo(8),
  })

  const { rows } = await db.query(
    'SELECT * FROM build_orchestrator.get_cache_hit_rate(NULL, 7) WHERE customer_id = ANY ($1)',
    [[good, poor, old]],
  )
  expect(rows).toEqual([
    { customer_id: good, total_accesses: '3', cache_hits: '2', cache_misses: '1', hit_rate_percent: '66.67' },
    { customer_id: poor, total_accesses: '3', cache_hits: '1', cache_misses: '1', hit_rate_percent: '33.33' },
  ])
  const one = await db.query('SELECT customer_id FROM build_orchestrator.get_cache_hit_rate($1)', [old])
  expect(one.rows).toEqual([{ customer_id: old }])
  await expect(db.query('SELECT * FROM build_orchestrator.get_cache_hit_rate(NULL, -1)')).rejects.toMatchObject({
    code: 'LB001',
  })
})
