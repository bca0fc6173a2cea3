import { randomUUID } from 'node:crypto'

import pg from 'pg'
import { expect } from 'vitest'

import { containersLab } from '../src/index.js'
import { test } from './test.js'

const { steps } = containersLab.migrations

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
