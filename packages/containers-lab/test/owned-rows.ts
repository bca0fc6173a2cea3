import { randomUUID } from 'node:crypto'

import type { Queryable } from '@schemata/contract'

import { aTeam, aUser, insert, type Row, value } from './builders.js'

/** A row that concerns one person, and what it takes to write another one like it. */
export interface OwnedRow {
  table: string
  /** The column that finds it. */
  key: string
  id: unknown
  another: () => Row
}

/**
 * One row of every table with row security, all of them concerning one person who owns a
 * private course, a container and everything that hangs on them.
 */
export async function ownedRows(db: Queryable): Promise<{ owner: number; rows: OwnedRow[] }> {
  const owner = await aUser(db)
  const team = await aTeam(db, [owner])
  const rows: OwnedRow[] = [
    {
      table: 'users',
      key: 'id',
      id: owner,
      another: () => ({ azure_ad_id: unique(), name: 'x', email: `${unique()}@x`, role_id: 1 }),
    },
    { table: 'user_teams', key: 'user_id', id: owner, another: () => ({ user_id: owner, team_id: 0 }) },
  ]
  const add = async (table: string, another: () => Row, key = 'id') => {
    const row = await insert(db, table, another())
    rows.push({ table, key, id: row[key], another })
    return Number(row.id)
  }
  /** A row that a trigger or another row's function has written. */
  const follow = async (table: string, another: () => Row) => {
    const id = await value(db, `SELECT max(id) FROM containers_lab.${table}`)
    rows.push({ table, key: 'id', id, another })
  }
  const user_id = owner
  const course_id = await add('courses', () => ({ title: 'x', slug: unique(), created_by: owner }))
  const module_id = await add('modules', () => ({ course_id, title: 'x' }))
  const task_id = await add('tasks', () => ({ title: 'x', created_by: owner, module_id }))
  const assignment_id = await add('assignments', () => ({ task_id, assigned_to_user_id: owner, assigned_by: owner }))
  await follow('assignment_history', () => ({ assignment_id, new_status: 'assigned' }))
  await follow('notifications', () => ({ user_id, type: 'x' }))
  await add('course_assignments', () => ({ course_id, assigned_to_user_id: owner, assigned_by: owner }))
  await add('module_assignments', () => ({ module_id, assigned_to_user_id: owner, assigned_by: owner }))
  const import_job_id = await add('import_jobs', () => ({ uploaded_by: owner, file_name: 'x' }))
  await add('import_errors', () => ({ import_job_id }))
  await add('quotas', () => ({ user_id }))
  const container_id = await add('containers', () => ({ lxc_name: unique(), image: 'x', owner_user_id: owner }))
  await follow('quota_holds', () => ({ user_id, cores: 1, memory_mb: 1, disk_mb: 1 }))
  await follow('quota_balances', () => ({ user_id }))
  await follow('usage_counters', () => ({ user_id, team_id: team, period_start: '2026-01-01' }))
  await follow('container_lifecycle', () => ({ container_id, new_status_id: 1 }))
  await add('snapshots', () => ({ container_id, lxc_snapshot_name: unique() }))
  await follow('snapshots_metadata', () => ({ container_id, snapshot_name: unique() }))
  await add('operation_queue', () => ({ container_id, operation: 'start' }))
  await add('operation_audit', () => ({ container_id, action: 'enqueue' }))
  await add('metrics', () => ({ container_id, metric_name: 'x' }))
  await add('local_auth', () => ({ user_id, email: 'x@x', password_hash: `$2b$12$${'x'.repeat(53)}` }))
  await add('sessions', () => ({ user_id }))
  await add('ssh_keys', () => ({ user_id, key_type: 'x', public_key: unique() }))
  await add('web_ssh_sessions', () => ({ user_id, container_id, session_token: unique() }))
  await add('usage_exports', () => ({ generated_by: owner }))
  await add('audit_logs', () => ({ actor_user_id: owner, action: 'x', target_type: 'x' }))
  await add('audit_logs_archive', () => ({
    id: -rows.length,
    txid: 0,
    actor_user_id: owner,
    action: 'x',
    target_type: 'x',
    created_at: new Date(),
  }))
  return { owner, rows }
}

/** Rows that everybody who acts may read, and only who manages containers may write. */
export async function sharedRows(db: Queryable): Promise<OwnedRow[]> {
  const template_id = Number((await insert(db, 'templates', { name: unique(), image: 'x' })).id)
  const dependency_set_id = Number((await insert(db, 'dependency_sets', { name: unique() })).id)
  await insert(db, 'template_dependency', { template_id, dependency_set_id })
  const version = await insert(db, 'template_versions', { template_id, version_tag: unique() })
  const team_id = Number((await insert(db, 'teams', { name: unique() })).id)
  return [
    { table: 'teams', key: 'id', id: team_id, another: () => ({ name: unique() }) },
    { table: 'templates', key: 'id', id: template_id, another: () => ({ name: unique(), image: 'x' }) },
    { table: 'dependency_sets', key: 'id', id: dependency_set_id, another: () => ({ name: unique() }) },
    {
      table: 'template_dependency',
      key: 'template_id',
      id: template_id,
      another: () => ({ template_id, dependency_set_id: 0 }),
    },
    { table: 'template_versions', key: 'id', id: version.id, another: () => ({ template_id, version_tag: unique() }) },
  ]
}

function unique(): string {
  return randomUUID()
}
