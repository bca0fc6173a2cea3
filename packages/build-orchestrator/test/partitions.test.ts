import { randomUUID } from 'node:crypto'

import { defineStack, inSchema, type Queryable } from '@schemata/contract'
import { createRunner, fromPool } from '@schemata/runner'
import { createTestDatabase } from '@schemata/testing'
import pg from 'pg'
import { expect, test as plain } from 'vitest'

import {
  asTenant,
  buildOrchestrator,
  createPartitions,
  enqueueBuild,
  listBuildEvents,
  type PartitionableTable,
  partitionTable,
  recordBuildEvents,
  recordBuildMetrics,
} from '../src/index.js'
import { aBuild, aLicensedCustomer, daysAgo } from './builders.js'
import { anEvent, partitioned } from './partitions.js'
import { freshTest, test } from './test.js'

const LOGS: readonly PartitionableTable[] = ['build_access_log', 'build_events', 'build_metrics']

plain.for(['build_orchestrator', 'tenant_42', 'public'])('is no drift: %s', async (schema) => {
  const stack = defineStack({ packages: [buildOrchestrator], schemas: { 'build-orchestrator': schema } })
  const database = await createTestDatabase({ stack })
  try {
    const { pool } = database
    const db = inSchema(pool, buildOrchestrator, schema)
    const runner = createRunner({ stack, sessions: fromPool(pool) })
    const { id } = await enqueueBuild(db, aBuild())
    await recordBuildEvents(db, { buildId: id, events: [{ eventType: 'before' }] })

    for (const table of LOGS) expect(await partitionTable(db, { table })).not.toEqual([])

    expect(await runner.verify({ level: 'drift' })).toMatchObject({ ok: true, differences: [] })
    await recordBuildEvents(db, { buildId: id, events: [{ eventType: 'after' }] })
    expect((await listBuildEvents(db, { buildId: id })).map(({ eventType }) => eventType)).toEqual(['before', 'after'])
    await pool.query(`DROP POLICY build_events_tenant ON ${schema}.build_events`)
    expect((await runner.verify({ level: 'drift' })).differences).toMatchObject([{ kind: 'policy' }])
  } finally {
    await database.drop()
  }
})

test('a customer sees its own rows through the log, and none without its name', async ({ db }) => {
  const [own, other] = [await aLicensedCustomer(db), await aLicensedCustomer(db)]
  for (const customerId of [own, other]) {
    const { id } = await enqueueBuild(db, aBuild({ customerId }))
    await anEvent(db, id, daysAgo(60))
    await recordBuildMetrics(db, { buildId: id, metrics: [{ name: customerId, value: 1 }] })
  }

  for (const table of LOGS) await partitioned(db, table)

  const count = (visible: Queryable, table: string) =>
    visible.query(`SELECT count(*)::integer AS rows FROM build_orchestrator.${table}`)
  for (const table of ['build_events', 'build_metrics']) {
    expect((await asTenant(db, own, (tenant) => count(tenant, table))).rows).toEqual([{ rows: 1 }])
    expect((await asTenant(db, 'nobody', (tenant) => count(tenant, table))).rows).toEqual([{ rows: 0 }])
  }
})

test.for(['build_app', 'build_worker', 'build_maintenance'])(
  '%s cannot reach a partition itself',
  async (role, { db }) => {
    const partitions = (await partitioned(db, 'build_events')).map(({ name }) => name)
    await db.query(`SET LOCAL ROLE ${role}`)

    for (const name of partitions) {
      await db.query('SAVEPOINT here')
      await expect(db.query(`SELECT FROM build_orchestrator.${name}`)).rejects.toMatchObject({ code: '42501' })
      await db.query('ROLLBACK TO here')
    }
  },
)

test('whoever is granted all tables sees no row in a partition, and writes none', async ({ db }) => {
  const { id } = await enqueueBuild(db, aBuild())
  await anEvent(db, id, daysAgo(60))
  const [first] = await partitioned(db, 'build_events')
  const role = `reader_${randomUUID().replaceAll('-', '')}`
  await db.query(`CREATE ROLE ${role}`)
  await db.query(`GRANT USAGE ON SCHEMA build_orchestrator TO ${role}`)
  await db.query(`GRANT ALL ON ALL TABLES IN SCHEMA build_orchestrator TO ${role}`)
  await db.query(`GRANT ALL ON ALL SEQUENCES IN SCHEMA build_orchestrator TO ${role}`)
  await db.query(`GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA build_orchestrator TO ${role}`)
  await db.query(`SET LOCAL ROLE ${role}`)

  expect(await db.query('SELECT FROM build_orchestrator.build_events')).toMatchObject({ rowCount: 1 })
  expect(await db.query(`SELECT FROM build_orchestrator.${first?.name}`)).toMatchObject({ rowCount: 0 })
  await expect(
    db.query(`INSERT INTO build_orchestrator.${first?.name} (build_queue_id, event_type) VALUES ($1, 'x')`, [id]),
  ).rejects.toMatchObject({ code: '42501' })
})

test('storage parameters are set on partitions from then on', async ({ db }) => {
  await db.query('ALTER TABLE build_orchestrator.build_events SET (autovacuum_vacuum_scale_factor = 0.05)')
  const partitions = await partitioned(db, 'build_events')

  const { rows } = await db.query(
    `SELECT rel.reloptions FROM pg_class AS rel
     JOIN build_orchestrator.list_partitions('build_events') AS part ON part.partition_name = rel.relname
     WHERE NOT part.is_default`,
  )
  expect(rows).toHaveLength(partitions.length - 1)
  for (const { reloptions } of rows) expect(reloptions).toEqual(['autovacuum_vacuum_scale_factor=0.05'])
  await expect(
    db.query('ALTER TABLE build_orchestrator.build_events SET (autovacuum_vacuum_scale_factor = 0.05)'),
  ).rejects.toThrow(pg.DatabaseError)
})

const OWN_EVERYTHING = `
  DO $$
  DECLARE
    statement text;
  BEGIN
    FOR statement IN
      SELECT format('ALTER SCHEMA build_orchestrator OWNER TO %I', 'ROLE')
      UNION ALL
      SELECT format('ALTER TABLE build_orchestrator.%I OWNER TO %I', relname, 'ROLE') FROM pg_class
      WHERE relnamespace = 'build_orchestrator'::regnamespace AND relkind IN ('r', 'v')
      UNION ALL
      SELECT format('ALTER FUNCTION %s OWNER TO %I', oid::regprocedure, 'ROLE') FROM pg_proc
      WHERE pronamespace = 'build_orchestrator'::regnamespace
    LOOP
      EXECUTE statement;
    END LOOP;
  END $$
`

test('is done by an owner who is no superuser, and whose rows the policies guard', async ({ db }) => {
  const role = `owner_${randomUUID().replaceAll('-', '')}`
  await db.query(`CREATE ROLE ${role}`)
  await db.query(OWN_EVERYTHING.replaceAll("'ROLE'", `'${role}'`))
  await db.query(`SET LOCAL ROLE ${role}`)
  const { id } = await enqueueBuild(db, aBuild())
  await anEvent(db, id, daysAgo(60))

  for (const table of LOGS) await partitioned(db, table)
  expect(await anEvent(db, id, new Date(Date.now() + 200 * 86_400_000))).toBe('build_events_p_default')
  await createPartitions(db, { table: 'build_events', ahead: 10 })

  expect(await anEvent(db, id, new Date(Date.now() + 200 * 86_400_000))).toMatch(/_p\d{4}_\d{2}$/)
  expect(await listBuildEvents(db, { buildId: id })).toHaveLength(3)
  await db.query('DELETE FROM build_orchestrator.build_queue WHERE id = $1', [id])
  expect(await listBuildEvents(db, { buildId: id })).toEqual([])
})

freshTest('steps may go back and come again while logs are partitioned', async ({ pool }) => {
  const { steps } = buildOrchestrator.migrations
  const helpers = steps.filter(({ name }) => /partition/.test(name))
  const { id } = await enqueueBuild(pool, aBuild())
  await partitionTable(pool, { table: 'build_events' })

  for (const step of helpers.toReversed()) await pool.query(step.down?.sql ?? '')
  expect(await anEvent(pool, id, new Date(Date.now() + 200 * 86_400_000))).toBe('build_events_p_default')
  for (const step of helpers) await pool.query(step.up.sql)

  expect(await createPartitions(pool, { ahead: 10 })).not.toEqual([])
  expect(await listBuildEvents(pool, { buildId: id })).toHaveLength(1)
  await pool.query('DELETE FROM build_orchestrator.build_queue')
  for (const step of steps.toReversed()) await pool.query(step.down?.sql ?? '')
  const { rows } = await pool.query(`SELECT to_regnamespace('build_orchestrator') AS schema`)
  expect(rows).toEqual([{ schema: null }])
})
