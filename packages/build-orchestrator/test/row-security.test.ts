import type { Queryable } from '@schemata/contract'
import { expect } from 'vitest'

import {
  addRegistryCredential,
  appendConversationMessage,
  asTenant,
  cancelBuild,
  claimBuilds,
  cleanUpTrials,
  completeBuild,
  createBuildManifest,
  createLocalKeyProvider,
  findBuild,
  findCachedBuild,
  getLicenseQuotaUsage,
  listBuilds,
  listRegistryCredentials,
  purgeOldRows,
  recordBuildArtifact,
  recordBuildEvents,
  recordBuildMetrics,
  recordCacheAccess,
  recordConversationIntents,
  recordRequirementExtractions,
  requestBuild,
  startConversation,
  sweepBuilds,
} from '../src/index.js'
import { aCacheEntry, aLicensedCustomer, insert, sha256 } from './builders.js'
import { test } from './test.js'

const worker = { workerId: 'worker-1', workerHostname: 'build-3' }
const keys = createLocalKeyProvider({ keyId: 'main', keys: { 1: new Uint8Array(32) } })

/** One row in every table that belongs to a customer. */
async function aTenant(db: Queryable): Promise<string> {
  const customerId = await aLicensedCustomer(db, { concurrent: 5 })
  await addRegistryCredential(db, {
    customerId,
    registryName: 'main',
    registryUrl: 'r',
    registryProvider: 'custom',
    username: 'u',
    password: 'p',
    keys,
  })
  const entry = await aCacheEntry(db)
  await recordCacheAccess(db, { cacheEntryId: entry, customerId, accessType: 'cache_hit' })
  const request = { customerId, manifestPath: 'm', manifest: { of: customerId }, deduplicate: false, cacheFirst: false }
  await requestBuild(db, request)
  const build = (await claimBuilds(db, { ...worker, limit: 100 })).find((one) => one.customerId === customerId)
  if (build === undefined) throw new Error('The build was not ready.')
  await requestBuild(db, { ...request, dependsOn: [build.buildId] })
  await completeBuild(db, build)
  await recordBuildArtifact(db, {
    buildId: build.buildId,
    attempt: build.fence,
    artifactType: 'sbom',
    artifactName: 'sbom',
    storageType: 's3',
    storageUrl: 's3://x',
  })
  await recordBuildEvents(db, { buildId: build.buildId, events: [{ eventType: 'step' }] })
  await recordBuildMetrics(db, { buildId: build.buildId, metrics: [{ name: 'm', value: 1 }] })
  // A second result, so that the first one is in the history.
  await db.query('UPDATE build_orchestrator.build_results SET attempt = 7 WHERE build_queue_id = $1', [build.buildId])
  const conversation = await startConversation(db, { customerId })
  const conversationId = conversation.id
  await appendConversationMessage(db, { conversationId, role: 'user', content: 'hello' })
  await recordConversationIntents(db, { conversationId, intents: [{ intentType: 'new_build' }] })
  await recordRequirementExtractions(db, { conversationId, requirements: [{ requirementType: 'cloud', value: 'aws' }] })
  await createBuildManifest(db, { customerId, manifest: { a: 1 }, conversationId })
  return customerId
}

interface Guarded {
  table: string
}

async function guardedTables(db: Queryable): Promise<string[]> {
  const { rows } = await db.query(
    `SELECT relname AS table FROM pg_class
     WHERE relnamespace = 'build_orchestrator'::regnamespace AND relkind = 'r' AND relrowsecurity AND relforcerowsecurity
     ORDER BY relname`,
  )
  return rows.map(({ table }: Guarded) => table)
}

const ACTIONS = {
  SELECT: (table: string) => `SELECT count(*)::integer AS touched FROM build_orchestrator.${table}`,
  UPDATE: (
    table: string,
  ) => `WITH t AS (UPDATE build_orchestrator.${table} SET (__column__) = ROW(__column__) RETURNING 1)
    SELECT count(*)::integer AS touched FROM t`,
  DELETE: (table: string) => `WITH t AS (DELETE FROM build_orchestrator.${table} RETURNING 1)
    SELECT count(*)::integer AS touched FROM t`,
}

/** How many rows the action touches; -1 when it is not granted at all. */
async function touch(db: Queryable, action: keyof typeof ACTIONS, table: string): Promise<number> {
  const { rows: columns } = await db.query(
    `SELECT attname FROM pg_attribute
     WHERE attrelid = to_regclass('build_orchestrator.' || $1) AND attnum > 0 AND NOT attisdropped
       AND has_column_privilege(current_user, attrelid, attnum, $2) ORDER BY attnum LIMIT 1`,
    [table, action === 'UPDATE' ? 'UPDATE' : 'SELECT'],
  )
  if (action !== 'DELETE' && columns.length === 0) return -1
  const column = columns[0]?.attname ?? 'ctid'
  await db.query('SAVEPOINT attempt')
  try {
    const sql =
      action === 'SELECT' && columns.length > 0
        ? `SELECT count(${column})::integer AS touched FROM build_orchestrator.${table}`
        : ACTIONS[action](table).replaceAll('__column__', column)
    return (await db.query(sql)).rows[0].touched
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === '42501') return -1
    // Something else stood in the way, a status for example: it was reached, so it counts as touched.
    throw error
  } finally {
    await db.query('ROLLBACK TO SAVEPOINT attempt')
  }
}

async function enter(db: Queryable, role: string, tenant: string | null) {
  await db.query('SELECT set_config($1, $2, true)', ['app.current_tenant', tenant ?? ''])
  await db.query('SELECT set_config($1, $2, true)', ['role', role])
}

test('every table of customers is under forced row security', async ({ db }) => {
  const guarded = await guardedTables(db)
  const { rows } = await db.query(
    `SELECT relname FROM pg_class WHERE relnamespace = 'build_orchestrator'::regnamespace AND relkind = 'r'`,
  )

  const open = rows.map(({ relname }) => relname).filter((name) => !guarded.includes(name))
  expect(open.toSorted()).toEqual([
    'build_admissions',
    'build_claim_bounds',
    'build_queue_pauses',
    'build_queue_settings',
    'model_prices',
    'schema_migrations',
  ])
})

test.for(['unset', 'empty', 'of another customer', 'of a customer that does not exist'] as const)(
  'with a tenant that is %s, the application touches nothing of a customer, in any table, by any action',
  async (setting, { db }) => {
    await aTenant(db)
    const other = await aLicensedCustomer(db)
    // The entries of the cache are shared on purpose; here none is.
    await db.query(`UPDATE build_orchestrator.build_cache_registry SET tier = 'asp'`)
    const own: Record<string, number> = { customers: 1, licenses: 1 }
    const guarded = await guardedTables(db)
    const tenants = { unset: null, empty: '', 'of another customer': other, 'of a customer that does not exist': 'x' }
    if (setting === 'unset') await db.query(`SELECT set_config('role', 'build_app', true)`)
    else await enter(db, 'build_app', tenants[setting])

    for (const table of guarded) {
      for (const action of ['SELECT', 'UPDATE', 'DELETE'] as const) {
        const touched = await touch(db, action, table)
        const expected = setting === 'of another customer' && action === 'SELECT' ? (own[table] ?? 0) : 0
        expect(touched === -1 ? 0 : touched, `${action} ${table}`).toBe(expected)
      }
    }
  },
)

test('the application sees what is its customer’s, in every table it may read', async ({ db }) => {
  const customerId = await aTenant(db)
  await aTenant(db)
  const readable = (await guardedTables(db)).filter(
    (table) => !['build_cache_customers', 'build_places'].includes(table),
  )
  await enter(db, 'build_app', customerId)

  for (const table of readable) {
    expect(await touch(db, 'SELECT', table), table).toBe(
      ['build_cache_registry', 'build_queue'].includes(table) ? 2 : 1,
    )
    expect(await touch(db, 'DELETE', table), table).toBe(-1)
  }
  for (const view of ['active_conversations', 'customer_build_usage', 'registry_credential_summaries']) {
    const { rows } = await db.query(`SELECT customer_id FROM build_orchestrator.${view}`)
    expect(rows, view).toEqual([{ customer_id: customerId }])
  }
})

test('no cipher text is read, and no row is written for another customer', async ({ db }) => {
  const customerId = await aTenant(db)
  const other = await aTenant(db)
  await enter(db, 'build_app', customerId)
  const refused = async (sql: string, values: unknown[] = []) => {
    await db.query('SAVEPOINT attempt')
    await expect(db.query(sql, values), sql).rejects.toMatchObject({ code: '42501' })
    await db.query('ROLLBACK TO SAVEPOINT attempt')
  }

  await refused('SELECT license_key FROM build_orchestrator.licenses')
  await refused('SELECT password_encrypted FROM build_orchestrator.registry_credentials')
  await refused('SELECT * FROM build_orchestrator.build_places')
  const row = `(customer_id, manifest_path, manifest_hash, manifest_json) VALUES ($1, 'x', '0123456789abcdef', '{}')`
  await refused(`INSERT INTO build_orchestrator.build_queue ${row}`, [other])
  await refused(`INSERT INTO build_orchestrator.conversations (customer_id) VALUES ($1)`, [other])
  await refused(
    `INSERT INTO build_orchestrator.build_access_log (customer_id, access_type) VALUES ($1, 'cache_miss')`,
    [other],
  )
  await refused('UPDATE build_orchestrator.conversations SET customer_id = $1', [other])
  await refused(`SELECT * FROM build_orchestrator.claim_builds('w', 'h')`)
  await refused('SELECT build_orchestrator.purge_old_rows($1, 0)', ['customers'])
  await db.query(`INSERT INTO build_orchestrator.build_queue ${row}`, [customerId])
  await refused(`UPDATE build_orchestrator.build_queue SET status = 'building' WHERE status = 'queued'`)
})

test('the application does its work for one customer', async ({ db }) => {
  const customerId = await aTenant(db)
  const hash = sha256('shared')
  const shared = await aCacheEntry(db, { manifest_hash: hash, manifest_json: '{"a": 1}' })
  const dear = await aCacheEntry(db, { tier: 'enterprise' })

  await asTenant(db, customerId, async (tenant) => {
    const request = await requestBuild(tenant, { customerId, manifestPath: 'm', manifest: { of: 'me' } })
    if (request.outcome !== 'queued') throw new Error('It was not queued.')
    await requestBuild(tenant, {
      customerId,
      manifestPath: 'm',
      manifest: { of: 'next' },
      dependsOn: [request.buildId],
    })
    expect(await cancelBuild(tenant, { buildId: request.buildId, cancelledBy: 'me' })).toBe('cancelled')
    expect(await listBuilds(tenant, { customerId })).toHaveLength(4)
    expect(await findCachedBuild(tenant, { customerId, manifestHash: hash })).toMatchObject({ id: shared })
    await recordCacheAccess(tenant, { cacheEntryId: shared, customerId, accessType: 'cache_hit' })
    await recordCacheAccess(tenant, { cacheEntryId: dear, customerId, accessType: 'cache_hit' })
    expect(await getLicenseQuotaUsage(tenant, { customerId })).toMatchObject({ activeRegistries: 1 })
    expect(await listRegistryCredentials(tenant, { customerId })).toHaveLength(1)
    const { id: conversationId } = await startConversation(tenant, { customerId })
    await appendConversationMessage(tenant, { conversationId, role: 'user', content: 'hello' })
  })

  const { rows } = await db.query(
    'SELECT id, cache_hit_count FROM build_orchestrator.build_cache_registry WHERE id = ANY ($1) ORDER BY tier',
    [[shared, dear]],
  )
  expect(rows).toEqual([
    { id: shared, cache_hit_count: 1 },
    { id: dear, cache_hit_count: 0 },
  ])
})

test('asTenant puts back who was there before, and holds inside a transaction only', async ({ db, pool }) => {
  const [one, other] = [await aLicensedCustomer(db), await aLicensedCustomer(db)]
  const names = async (tenant: Queryable) =>
    (await tenant.query('SELECT customer_id FROM build_orchestrator.customers')).rows.map((row) => row.customer_id)

  await asTenant(db, one, async (tenant) => {
    expect(await names(tenant)).toEqual([one])
    expect(await asTenant(tenant, { customerId: other }, names)).toEqual([other])
    expect(await names(tenant)).toEqual([one])
  })
  expect(await names(db)).toContain(other)
  await expect(asTenant(db, one, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await names(db)).toContain(other)

  await expect(asTenant(pool, one, names)).rejects.toMatchObject({ code: 'BUILD_NOT_IN_TRANSACTION' })
  await expect(asTenant(db, { customerId: one, role: 'none' }, names)).rejects.toMatchObject({
    code: 'BUILD_TENANT_NOT_ISOLATED',
  })
})

test('a role with grants on tables alone sees nothing; with all functions it sees everybody', async ({ db }) => {
  const role = `build_orchestrator_${sha256(String(Math.random())).slice(0, 16)}`
  await aTenant(db)
  await db.query(`CREATE ROLE ${role}`)
  await db.query(`GRANT USAGE ON SCHEMA build_orchestrator TO ${role}`)
  await db.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA build_orchestrator TO ${role}`)
  const guarded = await guardedTables(db)
  await enter(db, role, null)
  for (const table of guarded) expect(await touch(db, 'SELECT', table), table).toBe(0)

  await db.query(`SELECT set_config('role', 'none', true)`)
  await db.query(`GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA build_orchestrator TO ${role}`)
  await enter(db, role, null)
  for (const table of guarded) expect(await touch(db, 'SELECT', table), table).toBeGreaterThan(0)
})

test('a worker builds for everybody, and maintenance sweeps and purges; neither does the other’s work', async ({
  db,
}) => {
  const customerId = await aLicensedCustomer(db, { concurrent: 1 })
  await requestBuild(db, { customerId, manifestPath: 'm', manifest: { a: 1 } })
  await enter(db, 'build_worker', null)
  const [build] = await claimBuilds(db, worker)
  if (build === undefined) throw new Error('No build was ready.')
  expect(await completeBuild(db, { ...build, exitCode: 0 })).toMatchObject({ success: true })
  await recordBuildEvents(db, { buildId: build.buildId, events: [{ eventType: 'done' }] })
  expect(await sweepBuilds(db)).toEqual([])
  await db.query('SAVEPOINT attempt')
  await expect(purgeOldRows(db, { table: 'customers', olderThanDays: 0 })).rejects.toMatchObject({ code: '42501' })
  await db.query('ROLLBACK TO SAVEPOINT attempt')
  await db.query('SAVEPOINT attempt')
  await expect(db.query('DELETE FROM build_orchestrator.customers')).rejects.toMatchObject({ code: '42501' })
  await db.query('ROLLBACK TO SAVEPOINT attempt')

  await enter(db, 'build_maintenance', null)
  expect(await sweepBuilds(db)).toEqual([])
  expect(await cleanUpTrials(db)).toEqual([])
  for (const job of [
    'expire_old_conversations(24)',
    'revoke_expired_credentials()',
    'expire_licenses()',
    'handle_build_timeouts()',
    'cleanup_old_build_logs(90)',
    'purge_soft_deleted_records(30)',
  ]) {
    await db.query(`SELECT build_orchestrator.${job}`)
  }
  expect(await purgeOldRows(db, { table: 'build_queue', olderThanDays: 0 })).toBe(1)
  expect(await findBuild(db, { id: build.buildId })).toBeUndefined()
  await db.query('SAVEPOINT attempt')
  await expect(claimBuilds(db, worker)).rejects.toMatchObject({ code: '42501' })
  await db.query('ROLLBACK TO SAVEPOINT attempt')
})

test('the owner of the tables is held to the policies too, and does its work', async ({ db }) => {
  const role = `build_orchestrator_${sha256(String(Math.random())).slice(0, 16)}`
  const customerId = await aTenant(db)
  await db.query(`CREATE ROLE ${role}`)
  await db.query(`GRANT USAGE ON SCHEMA build_orchestrator TO ${role}`)
  const { rows } = await db.query(
    `SELECT format('ALTER %s %s OWNER TO ${role}', kind, name) AS statement
     FROM (SELECT 'TABLE' AS kind, oid::regclass::text AS name FROM pg_class
           WHERE relnamespace = 'build_orchestrator'::regnamespace AND relkind IN ('r', 'v')
           UNION ALL SELECT 'FUNCTION', oid::regprocedure::text FROM pg_proc
           WHERE pronamespace = 'build_orchestrator'::regnamespace) AS object`,
  )
  for (const { statement } of rows) await db.query(statement)
  await db.query(`SELECT set_config('role', $1, true)`, [role])

  expect(
    (await db.query('SELECT row_security_active($1::regclass) AS on', ['build_orchestrator.build_queue'])).rows,
  ).toEqual([{ on: true }])
  await insert(db, 'conversations', { customer_id: customerId })
  await requestBuild(db, { customerId, manifestPath: 'm', manifest: { a: 2 } })
  expect(await claimBuilds(db, worker)).toHaveLength(1)
  await db.query('SELECT build_orchestrator.handle_build_timeouts()')
})
