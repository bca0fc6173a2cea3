import type { SchemaError } from '@schemata/contract'

import { type ReferenceKind, TakenError, UnknownReferenceError } from './errors.js'
import { explainRaised } from './explain-raised.js'

/** The foreign keys by which accessors name rows that may not be there, and what each names. */
const REFERENCES: Readonly<Record<string, ReferenceKind>> = {
  users_role_id_fkey: 'role',
  user_teams_user_id_fkey: 'user',
  user_teams_team_id_fkey: 'team',
  sessions_user_id_fkey: 'user',
  ssh_keys_user_id_fkey: 'user',
  local_auth_user_id_fkey: 'user',
  web_ssh_sessions_user_id_fkey: 'user',
  web_ssh_sessions_container_id_fkey: 'container',
  courses_created_by_fkey: 'user',
  modules_course_id_fkey: 'course',
  tasks_created_by_fkey: 'user',
  tasks_related_course_id_fkey: 'course',
  tasks_module_id_fkey: 'module',
  assignments_task_id_fkey: 'task',
  assignments_assigned_to_user_id_fkey: 'user',
  assignments_assigned_by_fkey: 'user',
  assignments_assigned_group_id_fkey: 'team',
  course_assignments_course_id_fkey: 'course',
  course_assignments_assigned_to_user_id_fkey: 'user',
  course_assignments_assigned_by_fkey: 'user',
  module_assignments_module_id_fkey: 'module',
  module_assignments_assigned_to_user_id_fkey: 'user',
  module_assignments_assigned_by_fkey: 'user',
  import_jobs_uploaded_by_fkey: 'user',
  containers_owner_user_id_fkey: 'user',
  containers_template_id_fkey: 'template',
  operation_queue_container_id_fkey: 'container',
  metrics_container_id_fkey: 'container',
  metrics_team_id_fkey: 'team',
  snapshots_container_id_fkey: 'container',
  snapshots_created_by_fkey: 'user',
  templates_created_by_fkey: 'user',
  template_versions_template_id_fkey: 'template',
  template_versions_created_by_fkey: 'user',
  template_dependency_template_id_fkey: 'template',
  template_dependency_dependency_set_id_fkey: 'dependency set',
  dependency_sets_created_by_fkey: 'user',
  quotas_user_id_fkey: 'user',
  quotas_team_id_fkey: 'team',
  usage_exports_generated_by_fkey: 'user',
}

/** The keys that one value may have once, and what the value is called. */
const UNIQUE: Readonly<Record<string, string>> = {
  uq_users_email_lower: 'email',
  users_email_key: 'email',
  users_azure_ad_id_key: 'external id',
  teams_name_key: 'team name',
  courses_slug_key: 'slug',
  containers_lxc_name_key: 'container name',
  templates_name_key: 'template name',
  uq_template_versions_template_id_version_tag: 'version',
  uq_snapshots_container_id_lxc_snapshot_name: 'snapshot name',
}

/**
 * Makes a typed error of what the database refused: a rule of a function, a row that is
 * not there, a value that is taken. Any other error comes back as it is.
 */
export function explainWrite(cause: unknown): unknown {
  return explainReference(cause) ?? explainTaken(cause) ?? explainRaised(cause)
}

function explainReference(cause: unknown): SchemaError | undefined {
  const { constraint, detail } = violation(cause, '23503')
  const kind = constraint === undefined ? undefined : REFERENCES[constraint]
  // A reference that holds a row back is told apart by the words of its detail.
  if (kind === undefined || detail?.includes('still referenced')) return undefined
  return new UnknownReferenceError({ kind, id: keyOf(detail), cause })
}

function explainTaken(cause: unknown): SchemaError | undefined {
  const { constraint, detail } = violation(cause, '23505')
  const what = constraint === undefined ? undefined : UNIQUE[constraint]
  return what === undefined ? undefined : new TakenError({ what, value: keyOf(detail) ?? '', cause })
}

function violation(cause: unknown, code: string): { constraint?: string; detail?: string } {
  if (typeof cause !== 'object' || cause === null || !('code' in cause) || cause.code !== code) return {}
  return {
    ...('constraint' in cause && typeof cause.constraint === 'string' && { constraint: cause.constraint }),
    ...('detail' in cause && typeof cause.detail === 'string' && { detail: cause.detail }),
  }
}

/** PostgreSQL states the key as `Key (column)=(value)`; a server may keep it to itself. */
function keyOf(detail: string | undefined): string | undefined {
  return detail === undefined ? undefined : /=\((.*?)\)(?: |$)/.exec(detail)?.[1]
}
