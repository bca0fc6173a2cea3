import { randomUUID } from 'node:crypto'

import pg from 'pg'
import { expect } from 'vitest'

import { buildOrchestrator } from '../src/index.js'
import { test } from './test.js'

const { steps } = buildOrchestrator.migrations

/** Every object of the schema with its definition, as PostgreSQL states it. */
const CATALOG = `
  SELECT 'relation' AS kind, rel.relname AS name, concat_ws(' ', rel.relkind, rel.reloptions, rel.relrowsecurity, rel.relforcerowsecurity,
    rights.given) AS definition
  FROM pg_class AS rel
  CROSS JOIN LATERAL (SELECT string_agg(item::text, ' ' ORDER BY item::text) AS given FROM unnest(rel.relacl) AS item
    WHERE item::text !~ '^postgres=') AS rights
  WHERE rel.relnamespace = 'build_orchestrator'::regnamespace
  UNION ALL
  SELECT 'right', rel.relname || '.' || att.attname, att.attacl::text
  FROM pg_class AS rel JOIN pg_attribute AS att ON att.attrelid = rel.oid
  WHERE rel.relnamespace = 'build_orchestrator'::regnamespace AND cardinality(att.attacl) > 0
  UNION ALL
  SELECT 'policy', tablename || '.' || policyname, concat_ws(' ', permissive, roles, cmd, qual, with_check)
  FROM pg_policies WHERE schemaname = 'build_orchestrator'
  UNION ALL
  SELECT 'column', rel.relname || '.' || att.attname,
    concat_ws(' ', format_type(att.atttypid, att.atttypmod), att.attnotnull, pg_get_expr(def.adbin, def.adrelid),
      col_description(rel.oid, att.attnum))
  FROM pg_class AS rel
  JOIN pg_attribute AS att ON att.attrelid = rel.oid AND att.attnum > 0 AND NOT att.attisdropped
  LEFT JOIN pg_attrdef AS def ON def.adrelid = rel.oid AND def.adnum = att.attnum
  WHERE rel.relnamespace = 'build_orchestrator'::regnamespace AND rel.relkind IN ('r', 'v')
  UNION ALL
  SELECT 'constraint', conname, pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = 'build_orchestrator'::regnamespace
  UNION ALL
  SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'build_orchestrator'
  UNION ALL
  SELECT 'view', viewname, definition FROM pg_views WHERE schemaname = 'build_orchestrator'
  UNION ALL
  SELECT 'function', oid::regprocedure::text, concat(pg_get_functiondef(oid), coalesce(proacl, acldefault('f', proowner)))
  FROM pg_proc WHERE pronamespace = 'build_orchestrator'::regnamespace
  UNION ALL
  SELECT 'trigger', tgname, concat(pg_get_triggerdef(oid), tgenabled)
  FROM pg_trigger WHERE NOT tgisinternal
  ORDER BY 1, 2, 3
`

const COUNT = `SELECT count(*)::integer AS objects FROM pg_class WHERE relnamespace = to_regnamespace('build_orchestrator')`

async function inEmptyDatabase(pool: pg.Pool, url: string, use: (db: pg.Client) => Promise<void>): Promise<void> {
  const name = `build_orchestrator_${randomUUID().replaceAll('-', '')}`
  await pool.query(`CREATE DATABASE ${name}`)
  const place = new URL(url)
  place.pathname = name
  const db = new pg.Client({ connectionString: place.href })
  try {
    await db.connect()
    await use(db)
  } finally {
    await db.end()
    await pool.query(`DROP DATABASE ${name}`)
  }
}

test('the document lists five steps, in this order', () => {
  expect(steps.slice(0, 5).map(({ version, name }) => `${version}_${name}`)).toEqual([
    '001_InitialSchema',
    '002_BuildQueue',
    '003_IntakeSystem',
    '004_Indexes',
    '005_Functions',
  ])
})

test('each step goes up, down to where it came from, and up again', async ({ pool, url }) => {
  await inEmptyDatabase(pool, url, async (db) => {
    let before: unknown[] = []
    for (const step of steps) {
      await db.query(step.up.sql)
      const after = (await db.query(CATALOG)).rows
      expect(after).not.toEqual(before)

      await db.query(step.down?.sql ?? '')
      expect((await db.query(COUNT)).rows[0].objects === 0 ? [] : (await db.query(CATALOG)).rows).toEqual(before)

      await db.query(step.up.sql)
      before = after
    }
    expect((await db.query(CATALOG)).rows).toEqual(before)
    for (const step of steps.toReversed()) await db.query(step.down?.sql ?? '')
    expect((await db.query(`SELECT to_regnamespace('build_orchestrator') AS schema`)).rows).toEqual([{ schema: null }])
  })
}, 60_000)

test('a second application of the first step does not double the customer `system`', async ({ pool, url }) => {
  await inEmptyDatabase(pool, url, async (db) => {
    await db.query(steps[0]?.up.sql ?? '')
    await db.query(
      `INSERT INTO build_orchestrator.customers (customer_id, organization_name, contact_email)
       VALUES ('system', 'x', 'x@x') ON CONFLICT (customer_id) DO NOTHING`,
    )
    expect((await db.query('SELECT customer_id FROM build_orchestrator.customers')).rows).toHaveLength(1)
  })
})
