import { randomUUID } from 'node:crypto'

import pg from 'pg'
import { expect } from 'vitest'

import { containersLab } from '../src/index.js'
import { test } from './test.js'

const { steps } = containersLab.migrations

/** Every object of the schema with its definition, as PostgreSQL states it; what the owner may is left out. */
const CATALOG = `
  WITH space AS (SELECT oid, nspacl FROM pg_namespace WHERE nspname = 'containers_lab')
  SELECT 'relation' AS kind, rel.relname AS name, concat_ws(' ', rel.relkind, rel.reloptions, rel.relrowsecurity,
    (SELECT string_agg(acl::text, ',') FROM unnest(rel.relacl) AS acl WHERE acl::text NOT LIKE current_user || '=%')) AS definition
  FROM pg_class AS rel JOIN space ON space.oid = rel.relnamespace
  UNION ALL
  SELECT 'column', rel.relname || '.' || att.attname,
    concat_ws(' ', format_type(att.atttypid, att.atttypmod), att.attnotnull, pg_get_expr(def.adbin, def.adrelid),
      att.attacl, col_description(rel.oid, att.attnum))
  FROM pg_class AS rel JOIN space ON space.oid = rel.relnamespace
  JOIN pg_attribute AS att ON att.attrelid = rel.oid AND att.attnum > 0 AND NOT att.attisdropped
  LEFT JOIN pg_attrdef AS def ON def.adrelid = rel.oid AND def.adnum = att.attnum
  WHERE rel.relkind IN ('r', 'v', 'm')
  UNION ALL
  SELECT 'constraint', conname, pg_get_constraintdef(con.oid)
  FROM pg_constraint AS con JOIN space ON space.oid = con.connamespace
  UNION ALL
  SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'containers_lab'
  UNION ALL
  SELECT 'function', pro.oid::regprocedure::text,
    concat(pg_get_functiondef(pro.oid), obj_description(pro.oid, 'pg_proc'),
      (SELECT string_agg(acl::text, ',') FROM unnest(pro.proacl) AS acl WHERE acl::text NOT LIKE current_user || '=%'))
  FROM pg_proc AS pro JOIN space ON space.oid = pro.pronamespace
  UNION ALL
  SELECT 'trigger', tgname, concat(pg_get_triggerdef(oid), tgenabled) FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL
  SELECT 'policy', policyname, concat_ws(' ', tablename, roles, cmd, qual, with_check)
  FROM pg_policies WHERE schemaname = 'containers_lab'
  UNION ALL
  SELECT 'grant', 'schema', acl::text FROM space, unnest(nspacl) AS acl WHERE acl::text NOT LIKE current_user || '=%'
  ORDER BY 1, 2, 3
`

async function inEmptyDatabase(pool: pg.Pool, url: string, use: (db: pg.Client) => Promise<void>): Promise<void> {
  const name = `containers_lab_${randomUUID().replaceAll('-', '')}`
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

test('the document lists twenty-five steps, in this order', () => {
  expect(steps.slice(0, 25).map(({ version, name }) => `${version}_${name}`)).toEqual([
    '1695470000000_create_core_types_and_tables',
    '1695470100000_create_courses_modules',
    '1695470200000_create_tasks_assignments',
    '1695470300000_create_templates_and_dependencies',
    '1695470400000_create_containers_and_snapshots',
    '1695470500000_create_audit_import_and_metrics',
    '1695470600000_create_shared_tables_and_indexes',
    '1695470700000_create_audit_triggers',
    '1695470800000_add_constraints_and_checks',
    '1695470900000_adjust_fk_ondelete_behaviour',
    '1695471000000_enforce_assignment_status_fk_like',
    '1695471100000_sessions_sshkeys_usage_and_retention',
    '1695471200000_quota_functions',
    '1695471300000_snapshot_helpers',
    '1695471400000_dbroles_rls_and_triggers',
    '1695471500000_transactional_container_provisioning',
    '1695471600000_web_ssh_sessions',
    '1695471700000_container_lifecycle',
    '1695471800000_search_indexes',
    '1695471900000_monitoring_views',
    '1695472000000_import_job_improvements',
    '1695472100000_template_versioning',
    '1695472200000_lxc_operation_queue_and_audit',
    '1695472300000_billing_and_export',
    '1695472400000_housekeeping_and_health',
  ])
})

test('each step goes up, down to where it came from, and up again', { timeout: 60_000 }, async ({ pool, url }) => {
  await inEmptyDatabase(pool, url, async (db) => {
    const catalog = async () => (await db.query(CATALOG)).rows
    for (const step of steps) {
      const before = await catalog()
      await db.query(step.up.sql)
      const after = await catalog()
      expect(after).not.toEqual(before)

      await db.query(step.down?.sql ?? '')
      expect([step.name, await catalog()]).toEqual([step.name, before])

      await db.query(step.up.sql)
      expect([step.name, await catalog()]).toEqual([step.name, after])
    }
    for (const step of steps.toReversed()) await db.query(step.down?.sql ?? '')
    expect((await db.query(`SELECT to_regnamespace('containers_lab') AS schema`)).rows).toEqual([{ schema: null }])
  })
})

test('the search is served by trigram indexes where the extension is there, and works where it is not', async ({
  pool,
  url,
}) => {
  const search = `SELECT count(*)::integer AS found FROM containers_lab.users WHERE name ILIKE '%da love%'`
  const indexes = `SELECT indexname FROM pg_indexes WHERE indexname LIKE 'users%trgm_idx' ORDER BY 1`
  const person = `INSERT INTO containers_lab.users (azure_ad_id, name, email, role_id)
    SELECT 'a', 'Ada Lovelace', 'ada@lab.example', id FROM containers_lab.roles WHERE name = 'employee'`
  const { rows } = await pool.query(`SELECT name FROM pg_available_extensions WHERE name = 'pg_trgm'`)
  const trigrams = rows.length > 0
  const both = trigrams ? [{ indexname: 'users_email_trgm_idx' }, { indexname: 'users_name_trgm_idx' }] : []
  const apply = async (db: pg.Client) => {
    for (const step of steps) await db.query(step.up.sql)
  }
  await inEmptyDatabase(pool, url, async (db) => {
    await apply(db)
    await db.query(person)
    expect((await db.query(search)).rows).toEqual([{ found: 1 }])
    expect((await db.query(indexes)).rows).toEqual([])
    if (trigrams) await db.query('CREATE EXTENSION pg_trgm')
    const made = await db.query('SELECT containers_lab.create_search_indexes() AS made')
    expect(made.rows).toEqual([{ made: trigrams }])
    expect((await db.query(indexes)).rows).toEqual(both)
  })
  await inEmptyDatabase(pool, url, async (db) => {
    await db.query('CREATE SCHEMA extensions')
    if (trigrams) await db.query('CREATE EXTENSION pg_trgm SCHEMA extensions')
    await apply(db)
    await db.query(person)
    expect((await db.query(indexes)).rows).toEqual(both)
    await db.query('SET enable_seqscan = off')
    expect((await db.query(search)).rows).toEqual([{ found: 1 }])
    const plan = JSON.stringify((await db.query(`EXPLAIN ${search}`)).rows)
    expect(plan.includes('users_name_trgm_idx')).toBe(trigrams)
  })
})
