import { defineStack } from '@schemata/contract'
import { createTest } from '@schemata/testing'
import { expect } from 'vitest'

import { containersLab } from '../src/index.js'

// The document knows no schema name: its statements stand here as it words them.
const test = createTest(defineStack({ packages: [containersLab], schemas: { 'containers-lab': 'public' } }))

test('the document works as it is written in the schema public', async ({ db }) => {
  const one = async (sql: string, values: unknown[] = []) =>
    Object.values((await db.query(sql, values)).rows[0] ?? {})[0]
  const user = await one(
    `INSERT INTO users (azure_ad_id, name, email, role_id)
     SELECT 'x', 'Ada', 'ada@lab.example', id FROM roles WHERE name = 'employee' RETURNING id`,
  )
  await db.query(`SET LOCAL app.current_user_id = '${user}'`)
  await db.query('INSERT INTO quotas (user_id, cores_limit) VALUES ($1, 2)', [user])
  expect(await one('SELECT check_and_reserve_quota($1, NULL, 1, 512, 1024)', [user])).toBe(true)
  const container = await one(`SELECT reserve_container_row($1, NULL, NULL, 'ubuntu:24.04', 1, 512, 1024)`, [user])
  expect(await one('SELECT lxc_name FROM containers WHERE id = $1', [container])).toBe(`plab-${container}`)
  expect(await one(`SELECT reserve_container_row($1, NULL, NULL, 'ubuntu:24.04', 1, 512, 1024)`, [user])).toBeNull()
  await db.query(`SELECT record_snapshot($1, 'clean', $2, NULL)`, [container, user])
  await db.query('SELECT refresh_monitoring_materialized_views()')
  await db.query('SELECT move_old_audit_logs(90)')
  await db.query('SELECT purge_old_metrics(30)')
  expect(await one(`SELECT generate_usage_export(CURRENT_DATE, CURRENT_DATE, $1)`, [user])).toBe(1)
  expect(await one('SELECT acquire_advisory_lock(7, 0)')).toBe(true)
  expect(await one('SELECT release_advisory_lock(7)')).toBe(true)
  expect(await one(`SELECT count(*)::integer FROM audit_logs WHERE actor_user_id = $1`, [user])).toBe(1)
  expect(await one('SELECT total_containers FROM db_health')).toBe('1')
  expect(await one(`SELECT count(*)::integer FROM mv_containers_by_status`)).toBe(5)
  expect(await one('SELECT count(*)::integer FROM seal_audit_logs() CROSS JOIN verify_audit_logs()')).toBe(0)
  expect(await one(`SELECT to_regnamespace('containers_lab') IS NULL`)).toBe(true)
})

test('policies hold under another schema name', async ({ db }) => {
  await db.query('SET LOCAL ROLE app_role')

  expect((await db.query('SELECT id FROM containers')).rows).toEqual([])
  await expect(db.query(`INSERT INTO containers (lxc_name, image) VALUES ('x', 'x')`)).rejects.toMatchObject({
    code: '42501',
  })
})
