// Written by `schemata contract`; not to be edited.
import * as z from 'zod'

/** 64-bit integers are text, so that no digit is lost: pg gives text, PGlite a number or a bigint. */
const int8 = z.preprocess(
  (value) => (typeof value === 'number' || typeof value === 'bigint' ? String(value) : value),
  z.string().regex(/^-?\d+$/),
)

/** What PostgreSQL takes for a 64-bit integer. */
const int8Input = z.union([z.string().regex(/^-?\d+$/), z.int(), z.bigint()])

/** Floating-point numbers, NaN and infinity among them. */
const float = z.custom<number>((value) => typeof value === 'number', { error: 'Invalid input: expected number' })

/** `YYYY-MM-DD`. pg gives a Date at midnight here, PGlite one at midnight UTC. */
const calendarDate = z.preprocess((value) => {
  if (!(value instanceof Date)) return value
  if (value.getTime() % 86_400_000 === 0) return value.toISOString().slice(0, 10)
  const [month, day] = [value.getMonth() + 1, value.getDate()].map((part) => String(part).padStart(2, '0'))
  return `${String(value.getFullYear()).padStart(4, '0')}-${month}-${day}`
}, z.iso.date())

/** As PostgreSQL writes and reads it. pg gives an object that knows how. */
const interval = z.preprocess((value) => {
  const known = typeof value === 'object' && value !== null && 'toPostgres' in value ? value.toPostgres : undefined
  return typeof known === 'function' ? String(known.call(value)) : value
}, z.string())

/** A Buffer of pg is one. */
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, {
  error: 'Invalid input: expected Uint8Array',
})

/** PostgreSQL counts code points. */
const characters = (max: number) =>
  z.string().refine((value) => Array.from(value).length <= max, { error: `Too long: at most ${max} characters` })

/** What became of an assignment, step by step. */
export const assignmentHistoryRow = z.object({
  /** The assignment. */
  assignment_id: z.int32(),
  /** When. */
  changed_at: z.date(),
  /** Who did it, where that is known. */
  changed_by: z.int32().nullable(),
  /** Identifies the entry. */
  id: z.int32(),
  /** The status from then on. */
  new_status: z.string().nullable(),
  /** created, reassigned, or nothing. */
  note: z.string().nullable(),
  /** The status before; null at the start. */
  previous_status: z.string().nullable(),
})
export type AssignmentHistoryRow = z.infer<typeof assignmentHistoryRow>

export const assignmentHistoryInsert = z.strictObject({
  assignment_id: z.int32(),
  changed_at: z.date().optional(),
  changed_by: z.int32().nullish(),
  id: z.int32().optional(),
  new_status: z.string().nullish(),
  note: z.string().nullish(),
  previous_status: z.string().nullish(),
})
export type AssignmentHistoryInsert = z.infer<typeof assignmentHistoryInsert>

export const assignmentHistoryUpdate = assignmentHistoryInsert.partial()
export type AssignmentHistoryUpdate = z.infer<typeof assignmentHistoryUpdate>

/** A state that an assignment can be in. */
export const assignmentStatusesRow = z.object({
  /** Identifies the state. */
  id: z.int32(),
  /** What it is called, as in assignments.status. */
  name: z.string(),
})
export type AssignmentStatusesRow = z.infer<typeof assignmentStatusesRow>

export const assignmentStatusesInsert = z.strictObject({
  id: z.int32().optional(),
  name: z.string(),
})
export type AssignmentStatusesInsert = z.infer<typeof assignmentStatusesInsert>

export const assignmentStatusesUpdate = assignmentStatusesInsert.partial()
export type AssignmentStatusesUpdate = z.infer<typeof assignmentStatusesUpdate>

/** assigned, in_progress, completed or blocked. */
export const assignmentsStatus = z.enum(['assigned', 'in_progress', 'completed', 'blocked'])
export type AssignmentsStatus = z.infer<typeof assignmentsStatus>

/** A task given to a person or a team. */
export const assignmentsRow = z.object({
  /** Who said so. */
  assigned_by: z.int32().nullable(),
  /** Which team is to do it. */
  assigned_group_id: z.int32().nullable(),
  /** Who is to do it. */
  assigned_to_user_id: z.int32().nullable(),
  /** The same as status, as a reference; kept by trigger. */
  assignment_status_id: z.int32().nullable(),
  /** When it was completed, kept by trigger; null while it is not. */
  completed_at: z.date().nullable(),
  /** When it was given. */
  created_at: z.date(),
  /** By when. */
  due_date: z.date().nullable(),
  /** Identifies the assignment. */
  id: z.int32(),
  /** What the application notes. */
  metadata: z.unknown(),
  /** What the assignee notes. */
  notes: z.string().nullable(),
  /** When it was first in progress, kept by trigger; null while it never was. */
  started_at: z.date().nullable(),
  /** assigned, in_progress, completed or blocked. */
  status: assignmentsStatus,
  /** What is to be done. */
  task_id: z.int32().nullable(),
  /** When it last changed, kept by trigger. */
  updated_at: z.date(),
})
export type AssignmentsRow = z.infer<typeof assignmentsRow>

export const assignmentsInsert = z.strictObject({
  assigned_by: z.int32().nullish(),
  assigned_group_id: z.int32().nullish(),
  assigned_to_user_id: z.int32().nullish(),
  assignment_status_id: z.int32().nullish(),
  completed_at: z.date().nullish(),
  created_at: z.date().optional(),
  due_date: z.date().nullish(),
  id: z.int32().optional(),
  metadata: z.unknown().optional(),
  notes: z.string().nullish(),
  started_at: z.date().nullish(),
  status: assignmentsStatus.optional(),
  task_id: z.int32().nullish(),
  updated_at: z.date().optional(),
})
export type AssignmentsInsert = z.infer<typeof assignmentsInsert>

export const assignmentsUpdate = assignmentsInsert.partial()
export type AssignmentsUpdate = z.infer<typeof assignmentsUpdate>

/** The whole audit trail, archived or not. */
export const auditEntriesRow = z.object({
  action: z.string().nullable(),
  actor_user_id: z.int32().nullable(),
  created_at: z.date().nullable(),
  id: int8.nullable(),
  meta: z.unknown(),
  target_id: z.string().nullable(),
  target_type: z.string().nullable(),
  txid: int8.nullable(),
})
export type AuditEntriesRow = z.infer<typeof auditEntriesRow>

/** What a sealed entry said, as a digest. */
export const auditLeavesRow = z.object({
  /** Who did it, as of the sealing: the entry forgets a person who is deleted. */
  actor_user_id: z.int32().nullable(),
  /** The entry, in audit_logs or in its archive. */
  audit_log_id: int8,
  /** SHA-256 of the entry. */
  leaf: bytes,
  /** The seal under which retention deleted the entry. */
  purge_seal_id: int8.nullable(),
  /** The seal that covers it. */
  seal_id: int8,
})
export type AuditLeavesRow = z.infer<typeof auditLeavesRow>

export const auditLeavesInsert = z.strictObject({
  actor_user_id: z.int32().nullish(),
  audit_log_id: int8Input,
  leaf: bytes,
  purge_seal_id: int8Input.nullish(),
  seal_id: int8Input,
})
export type AuditLeavesInsert = z.infer<typeof auditLeavesInsert>

export const auditLeavesUpdate = auditLeavesInsert.partial()
export type AuditLeavesUpdate = z.infer<typeof auditLeavesUpdate>

/** Who did what to which row. */
export const auditLogsRow = z.object({
  /** INSERT, UPDATE or DELETE, or what the application calls it. */
  action: z.string(),
  /** Who did it; null when nobody is known or the person is gone. */
  actor_user_id: z.int32().nullable(),
  /** When. */
  created_at: z.date(),
  /** Identifies the entry. */
  id: int8,
  /** Of a change of a row: operation, old, new, changed_columns, and actor where the setting named nobody. */
  meta: z.unknown(),
  /** The row. */
  target_id: z.string().nullable(),
  /** The table, or what the application calls it. */
  target_type: z.string(),
  /** The transaction that wrote the entry. */
  txid: int8,
})
export type AuditLogsRow = z.infer<typeof auditLogsRow>

export const auditLogsInsert = z.strictObject({
  action: z.string(),
  actor_user_id: z.int32().nullish(),
  created_at: z.date().optional(),
  id: int8Input.optional(),
  meta: z.unknown().optional(),
  target_id: z.string().nullish(),
  target_type: z.string(),
  txid: int8Input.optional(),
})
export type AuditLogsInsert = z.infer<typeof auditLogsInsert>

export const auditLogsUpdate = auditLogsInsert.partial()
export type AuditLogsUpdate = z.infer<typeof auditLogsUpdate>

/** Entries of audit_logs that have been moved out of the way. */
export const auditLogsArchiveRow = z.object({
  /** INSERT, UPDATE or DELETE, or what the application calls it. */
  action: z.string(),
  /** Who did it. */
  actor_user_id: z.int32().nullable(),
  /** When. */
  created_at: z.date(),
  /** The id it had there. */
  id: int8,
  /** As in audit_logs. */
  meta: z.unknown(),
  /** The row. */
  target_id: z.string().nullable(),
  /** The table, or what the application calls it. */
  target_type: z.string(),
  /** The transaction that wrote the entry. */
  txid: int8,
})
export type AuditLogsArchiveRow = z.infer<typeof auditLogsArchiveRow>

export const auditLogsArchiveInsert = z.strictObject({
  action: z.string(),
  actor_user_id: z.int32().nullish(),
  created_at: z.date().optional(),
  id: int8Input,
  meta: z.unknown().optional(),
  target_id: z.string().nullish(),
  target_type: z.string(),
  txid: int8Input,
})
export type AuditLogsArchiveInsert = z.infer<typeof auditLogsArchiveInsert>

export const auditLogsArchiveUpdate = auditLogsArchiveInsert.partial()
export type AuditLogsArchiveUpdate = z.infer<typeof auditLogsArchiveUpdate>

/** rows for new entries, purge for entries that were deleted by retention, restart for the first seal in a restored database. */
export const auditSealsKind = z.enum(['rows', 'purge', 'restart'])
export type AuditSealsKind = z.infer<typeof auditSealsKind>

/** A sealed part of the audit trail; each seal holds the digest of the one before. */
export const auditSealsRow = z.object({
  /** SHA-256 of all of the above: the value to keep elsewhere. */
  chain: bytes,
  /** Entries of transactions below it are covered by this seal or an earlier one. */
  horizon: int8,
  /** Number of the seal, from 1 on without a gap. */
  id: int8,
  /** rows for new entries, purge for entries that were deleted by retention, restart for the first seal in a restored database. */
  kind: auditSealsKind,
  /** Chain value of the seal before; 32 zero bytes for the first. */
  previous: bytes,
  /** SHA-256 of the leaves, in the order of the entries' ids. */
  root: bytes,
  /** How many entries it covers. */
  row_count: int8,
  /** When it was made. */
  sealed_at: z.date(),
})
export type AuditSealsRow = z.infer<typeof auditSealsRow>

export const auditSealsInsert = z.strictObject({
  chain: bytes,
  horizon: int8Input,
  id: int8Input,
  kind: auditSealsKind,
  previous: bytes,
  root: bytes,
  row_count: int8Input,
  sealed_at: z.date().optional(),
})
export type AuditSealsInsert = z.infer<typeof auditSealsInsert>

export const auditSealsUpdate = auditSealsInsert.partial()
export type AuditSealsUpdate = z.infer<typeof auditSealsUpdate>

/** A state that a container has come to. */
export const containerLifecycleRow = z.object({
  /** When. */
  changed_at: z.date(),
  /** Who did it, where that is known. */
  changed_by: z.int32().nullable(),
  /** The container. */
  container_id: z.int32().nullable(),
  /** Identifies the entry. */
  id: int8,
  /** The state from then on. */
  new_status_id: z.int32().nullable(),
  /** The state before; null at the start. */
  old_status_id: z.int32().nullable(),
  /** Why, where the application says so. */
  reason: z.string().nullable(),
})
export type ContainerLifecycleRow = z.infer<typeof containerLifecycleRow>

export const containerLifecycleInsert = z.strictObject({
  changed_at: z.date().optional(),
  changed_by: z.int32().nullish(),
  container_id: z.int32().nullish(),
  id: int8Input.optional(),
  new_status_id: z.int32().nullish(),
  old_status_id: z.int32().nullish(),
  reason: z.string().nullish(),
})
export type ContainerLifecycleInsert = z.infer<typeof containerLifecycleInsert>

export const containerLifecycleUpdate = containerLifecycleInsert.partial()
export type ContainerLifecycleUpdate = z.infer<typeof containerLifecycleUpdate>

/** A move from one state to another that is allowed. */
export const containerStatusMovesRow = z.object({
  /** The state before; null for a new container. */
  from_status_id: z.int32().nullable(),
  /** The state after. */
  to_status_id: z.int32(),
})
export type ContainerStatusMovesRow = z.infer<typeof containerStatusMovesRow>

export const containerStatusMovesInsert = z.strictObject({
  from_status_id: z.int32().nullish(),
  to_status_id: z.int32(),
})
export type ContainerStatusMovesInsert = z.infer<typeof containerStatusMovesInsert>

export const containerStatusMovesUpdate = containerStatusMovesInsert.partial()
export type ContainerStatusMovesUpdate = z.infer<typeof containerStatusMovesUpdate>

/** A state that a container can be in. */
export const containerStatusesRow = z.object({
  /** Whether a container in this state counts against the quota of its owner. */
  holds_quota: z.boolean(),
  /** Identifies the state. */
  id: z.int32(),
  /** What it is called. */
  name: z.string(),
})
export type ContainerStatusesRow = z.infer<typeof containerStatusesRow>

export const containerStatusesInsert = z.strictObject({
  holds_quota: z.boolean().optional(),
  id: z.int32().optional(),
  name: z.string(),
})
export type ContainerStatusesInsert = z.infer<typeof containerStatusesInsert>

export const containerStatusesUpdate = containerStatusesInsert.partial()
export type ContainerStatusesUpdate = z.infer<typeof containerStatusesUpdate>

/** States, operations and snapshots of containers the reader may see; order it by at. */
export const containerTimelineRow = z.object({
  at: z.date().nullable(),
  container_id: z.int32().nullable(),
  details: z.unknown(),
  kind: z.string().nullable(),
  user_id: z.int32().nullable(),
  what: z.string().nullable(),
})
export type ContainerTimelineRow = z.infer<typeof containerTimelineRow>

/** An LXC container. */
export const containersRow = z.object({
  /** Processor cores. */
  cpu: z.int32(),
  /** When it was reserved. */
  created_at: z.date(),
  /** Disk in MB. */
  disk_mb: z.int32(),
  /** Identifies the container. */
  id: z.int32(),
  /** The image it started from. */
  image: z.string(),
  /** Where it is reached. */
  ip_address: z.string().nullable(),
  /** Its name on the host. */
  lxc_name: z.string(),
  /** Memory in MB. */
  memory_mb: z.int32(),
  /** What the application notes. */
  metadata: z.unknown(),
  /** Whose it is. */
  owner_user_id: z.int32().nullable(),
  /** When it last started. */
  started_at: z.date().nullable(),
  /** The state it is in. */
  status_id: z.int32().nullable(),
  /** When it last stopped. */
  stopped_at: z.date().nullable(),
  /** What it was made from. */
  template_id: z.int32().nullable(),
})
export type ContainersRow = z.infer<typeof containersRow>

export const containersInsert = z.strictObject({
  cpu: z.int32().optional(),
  created_at: z.date().optional(),
  disk_mb: z.int32().optional(),
  id: z.int32().optional(),
  image: z.string(),
  ip_address: z.string().nullish(),
  lxc_name: z.string(),
  memory_mb: z.int32().optional(),
  metadata: z.unknown().optional(),
  owner_user_id: z.int32().nullish(),
  started_at: z.date().nullish(),
  status_id: z.int32().nullish(),
  stopped_at: z.date().nullish(),
  template_id: z.int32().nullish(),
})
export type ContainersInsert = z.infer<typeof containersInsert>

export const containersUpdate = containersInsert.partial()
export type ContainersUpdate = z.infer<typeof containersUpdate>

/** A course given to a person; each pair once. */
export const courseAssignmentsRow = z.object({
  /** Who said so. */
  assigned_by: z.int32().nullable(),
  /** Who is to read it. */
  assigned_to_user_id: z.int32(),
  /** The course. */
  course_id: z.int32(),
  /** When it was given. */
  created_at: z.date(),
  /** By when. */
  due_date: z.date().nullable(),
  /** Identifies the assignment. */
  id: z.int32(),
})
export type CourseAssignmentsRow = z.infer<typeof courseAssignmentsRow>

export const courseAssignmentsInsert = z.strictObject({
  assigned_by: z.int32().nullish(),
  assigned_to_user_id: z.int32(),
  course_id: z.int32(),
  created_at: z.date().optional(),
  due_date: z.date().nullish(),
  id: z.int32().optional(),
})
export type CourseAssignmentsInsert = z.infer<typeof courseAssignmentsInsert>

export const courseAssignmentsUpdate = courseAssignmentsInsert.partial()
export type CourseAssignmentsUpdate = z.infer<typeof courseAssignmentsUpdate>

/** A course with how many modules and tasks it has and to how many people it is given. The author has no name where the reader may not see them. */
export const courseOverviewRow = z.object({
  assignment_count: z.int32().nullable(),
  author_name: z.string().nullable(),
  course_id: z.int32().nullable(),
  created_at: z.date().nullable(),
  created_by: z.int32().nullable(),
  description: z.string().nullable(),
  module_count: z.int32().nullable(),
  slug: z.string().nullable(),
  task_count: z.int32().nullable(),
  title: z.string().nullable(),
  visibility: z.string().nullable(),
})
export type CourseOverviewRow = z.infer<typeof courseOverviewRow>

/** The courses of a person, given whole, by a module or by a task, with how many of their tasks there are in which state. */
export const courseProgressRow = z.object({
  blocked_count: z.int32().nullable(),
  completed_count: z.int32().nullable(),
  completion_percent: float.nullable(),
  course_id: z.int32().nullable(),
  due_date: z.date().nullable(),
  in_progress_count: z.int32().nullable(),
  slug: z.string().nullable(),
  task_count: z.int32().nullable(),
  title: z.string().nullable(),
  user_id: z.int32().nullable(),
  whole_course: z.boolean().nullable(),
})
export type CourseProgressRow = z.infer<typeof courseProgressRow>

/** private or public; a public course is open to everyone who has signed in. */
export const coursesVisibility = z.enum(['private', 'public'])
export type CoursesVisibility = z.infer<typeof coursesVisibility>

/** A course. */
export const coursesRow = z.object({
  /** When it was written. */
  created_at: z.date(),
  /** Who wrote it. */
  created_by: z.int32().nullable(),
  /** What it is about. */
  description: z.string().nullable(),
  /** Identifies the course. */
  id: z.int32(),
  /** Words of title and description, kept by trigger. */
  search_vector: z.string().nullable(),
  /** As it stands in addresses. */
  slug: z.string(),
  /** What it is called. */
  title: z.string(),
  /** private or public; a public course is open to everyone who has signed in. */
  visibility: coursesVisibility,
})
export type CoursesRow = z.infer<typeof coursesRow>

export const coursesInsert = z.strictObject({
  created_at: z.date().optional(),
  created_by: z.int32().nullish(),
  description: z.string().nullish(),
  id: z.int32().optional(),
  search_vector: z.string().nullish(),
  slug: z.string(),
  title: z.string(),
  visibility: coursesVisibility.optional(),
})
export type CoursesInsert = z.infer<typeof coursesInsert>

export const coursesUpdate = coursesInsert.partial()
export type CoursesUpdate = z.infer<typeof coursesUpdate>

/** One row: how many containers, running ones, people and waiting assignments the reader may see. */
export const dbHealthRow = z.object({
  assigned_tasks: int8.nullable(),
  last_checked: z.date().nullable(),
  running_containers: int8.nullable(),
  total_containers: int8.nullable(),
  total_users: int8.nullable(),
})
export type DbHealthRow = z.infer<typeof dbHealthRow>

/** Software that is installed together. */
export const dependencySetsRow = z.object({
  /** When it was written. */
  created_at: z.date(),
  /** Who wrote it. */
  created_by: z.int32().nullable(),
  /** What it is for. */
  description: z.string().nullable(),
  /** Identifies the set. */
  id: z.int32(),
  /** What it is called. */
  name: z.string(),
  /** The shell script that installs it. */
  script: z.string().nullable(),
})
export type DependencySetsRow = z.infer<typeof dependencySetsRow>

export const dependencySetsInsert = z.strictObject({
  created_at: z.date().optional(),
  created_by: z.int32().nullish(),
  description: z.string().nullish(),
  id: z.int32().optional(),
  name: z.string(),
  script: z.string().nullish(),
})
export type DependencySetsInsert = z.infer<typeof dependencySetsInsert>

export const dependencySetsUpdate = dependencySetsInsert.partial()
export type DependencySetsUpdate = z.infer<typeof dependencySetsUpdate>

/** What was assigned to a person themselves and how it goes: counts, first start, last completion, average minutes from start to completion. */
export const employeeTrackingRow = z.object({
  assigned_count: z.int32().nullable(),
  average_minutes: float.nullable(),
  blocked_count: z.int32().nullable(),
  completed_count: z.int32().nullable(),
  completion_percent: float.nullable(),
  course_count: z.int32().nullable(),
  email: z.string().nullable(),
  first_started_at: z.date().nullable(),
  in_progress_count: z.int32().nullable(),
  last_completed_at: z.date().nullable(),
  module_count: z.int32().nullable(),
  name: z.string().nullable(),
  overdue_count: z.int32().nullable(),
  role_name: z.string().nullable(),
  task_count: z.int32().nullable(),
  user_id: z.int32().nullable(),
  user_status: z.string().nullable(),
})
export type EmployeeTrackingRow = z.infer<typeof employeeTrackingRow>

/** The courses, modules and tasks that were assigned to a person themselves, as JSON. Read it for one person or a page of them. */
export const employeeWorkRow = z.object({
  courses: z.unknown(),
  modules: z.unknown(),
  tasks: z.unknown(),
  user_id: z.int32().nullable(),
})
export type EmployeeWorkRow = z.infer<typeof employeeWorkRow>

/** A row of a file that could not be imported. */
export const importErrorsRow = z.object({
  /** When it was met. */
  created_at: z.date(),
  /** What was wrong. */
  error_message: z.string().nullable(),
  /** Identifies the error. */
  id: z.int32(),
  /** The job. */
  import_job_id: z.int32(),
  /** The row as it was read. */
  payload: z.unknown(),
  /** Which row of the file, counted from 1. */
  row_number: z.int32().nullable(),
})
export type ImportErrorsRow = z.infer<typeof importErrorsRow>

export const importErrorsInsert = z.strictObject({
  created_at: z.date().optional(),
  error_message: z.string().nullish(),
  id: z.int32().optional(),
  import_job_id: z.int32(),
  payload: z.unknown().optional(),
  row_number: z.int32().nullish(),
})
export type ImportErrorsInsert = z.infer<typeof importErrorsInsert>

export const importErrorsUpdate = importErrorsInsert.partial()
export type ImportErrorsUpdate = z.infer<typeof importErrorsUpdate>

/** pending, processing, completed or failed. */
export const importJobsStatus = z.enum(['pending', 'processing', 'completed', 'failed'])
export type ImportJobsStatus = z.infer<typeof importJobsStatus>

/** A file to be imported. */
export const importJobsRow = z.object({
  /** How often it was claimed. */
  attempts: z.int32(),
  /** The worker that holds it. */
  claimed_by: z.string().nullable(),
  /** When it was done. */
  completed_at: z.date().nullable(),
  /** When it was uploaded. */
  created_at: z.date(),
  /** When it was given up. */
  dead_at: z.date().nullable(),
  /** Why it was given up, or why the last attempt failed. */
  dead_reason: z.string().nullable(),
  /** When the last attempt failed. */
  failed_at: z.date().nullable(),
  /** Number of the claim; every later write must state it. */
  fence: int8,
  /** What the file is called. */
  file_name: z.string(),
  /** Its size. */
  file_size_bytes: int8.nullable(),
  /** Identifies the job. */
  id: z.int32(),
  /** Until when the worker holds it, unless it asks for more. */
  lease_until: z.date().nullable(),
  /** How often it may be. */
  max_attempts: z.int32(),
  /** Not to be claimed before then; null when it is ready. */
  not_before: z.date().nullable(),
  /** What came of it. */
  result_summary: z.string().nullable(),
  /** Rows that could not be imported; each has a row in import_errors. */
  rows_failed: z.int32(),
  /** Rows imported so far. */
  rows_imported: z.int32(),
  /** Rows in the file, once that is known. */
  rows_total: z.int32().nullable(),
  /** When the present attempt began. */
  started_at: z.date().nullable(),
  /** pending, processing, completed or failed. */
  status: importJobsStatus,
  /** Where the file lies. */
  storage_path: z.string().nullable(),
  /** Who uploaded it. */
  uploaded_by: z.int32().nullable(),
})
export type ImportJobsRow = z.infer<typeof importJobsRow>

export const importJobsInsert = z.strictObject({
  attempts: z.int32().optional(),
  claimed_by: z.string().nullish(),
  completed_at: z.date().nullish(),
  created_at: z.date().optional(),
  dead_at: z.date().nullish(),
  dead_reason: z.string().nullish(),
  failed_at: z.date().nullish(),
  fence: int8Input.optional(),
  file_name: z.string(),
  file_size_bytes: int8Input.nullish(),
  id: z.int32().optional(),
  lease_until: z.date().nullish(),
  max_attempts: z.int32().optional(),
  not_before: z.date().nullish(),
  result_summary: z.string().nullish(),
  rows_failed: z.int32().optional(),
  rows_imported: z.int32().optional(),
  rows_total: z.int32().nullish(),
  started_at: z.date().nullish(),
  status: importJobsStatus.optional(),
  storage_path: z.string().nullish(),
  uploaded_by: z.int32().nullish(),
})
export type ImportJobsInsert = z.infer<typeof importJobsInsert>

export const importJobsUpdate = importJobsInsert.partial()
export type ImportJobsUpdate = z.infer<typeof importJobsUpdate>

/** The password of a person. */
export const localAuthRow = z.object({
  /** When it was set. */
  created_at: z.date(),
  /** The address it was made for; sign-in goes by users.email. */
  email: z.string(),
  /** Identifies the credential. */
  id: int8,
  /** Digest of the password, as in bcrypt or argon2. */
  password_hash: z.string(),
  /** Whose it is. */
  user_id: z.int32(),
})
export type LocalAuthRow = z.infer<typeof localAuthRow>

export const localAuthInsert = z.strictObject({
  created_at: z.date().optional(),
  email: characters(255),
  id: int8Input.optional(),
  password_hash: z.string(),
  user_id: z.int32(),
})
export type LocalAuthInsert = z.infer<typeof localAuthInsert>

export const localAuthUpdate = localAuthInsert.partial()
export type LocalAuthUpdate = z.infer<typeof localAuthUpdate>

/** A measured value. */
export const metricsRow = z.object({
  /** Of which container. */
  container_id: z.int32().nullable(),
  /** Identifies the measurement. */
  id: int8,
  /** What else is known. */
  meta: z.unknown(),
  /** What was measured. */
  metric_name: z.string(),
  /** When it was measured. */
  recorded_at: z.date(),
  /** Of which team. */
  team_id: z.int32().nullable(),
  /** The value, where it is a number. */
  value_num: float.nullable(),
  /** The value, where it is not. */
  value_text: z.string().nullable(),
})
export type MetricsRow = z.infer<typeof metricsRow>

export const metricsInsert = z.strictObject({
  container_id: z.int32().nullish(),
  id: int8Input.optional(),
  meta: z.unknown().optional(),
  metric_name: z.string(),
  recorded_at: z.date().optional(),
  team_id: z.int32().nullish(),
  value_num: float.nullish(),
  value_text: z.string().nullish(),
})
export type MetricsInsert = z.infer<typeof metricsInsert>

export const metricsUpdate = metricsInsert.partial()
export type MetricsUpdate = z.infer<typeof metricsUpdate>

/** A module given to a person; each pair once. */
export const moduleAssignmentsRow = z.object({
  /** Who said so. */
  assigned_by: z.int32().nullable(),
  /** Who is to read it. */
  assigned_to_user_id: z.int32(),
  /** When it was given. */
  created_at: z.date(),
  /** By when. */
  due_date: z.date().nullable(),
  /** Identifies the assignment. */
  id: z.int32(),
  /** The module. */
  module_id: z.int32(),
})
export type ModuleAssignmentsRow = z.infer<typeof moduleAssignmentsRow>

export const moduleAssignmentsInsert = z.strictObject({
  assigned_by: z.int32().nullish(),
  assigned_to_user_id: z.int32(),
  created_at: z.date().optional(),
  due_date: z.date().nullish(),
  id: z.int32().optional(),
  module_id: z.int32(),
})
export type ModuleAssignmentsInsert = z.infer<typeof moduleAssignmentsInsert>

export const moduleAssignmentsUpdate = moduleAssignmentsInsert.partial()
export type ModuleAssignmentsUpdate = z.infer<typeof moduleAssignmentsUpdate>

/** The modules of a person, given with the course, alone or by a task, with how many of their tasks there are in which state. */
export const moduleProgressRow = z.object({
  blocked_count: z.int32().nullable(),
  completed_count: z.int32().nullable(),
  completion_percent: float.nullable(),
  course_id: z.int32().nullable(),
  due_date: z.date().nullable(),
  in_progress_count: z.int32().nullable(),
  module_id: z.int32().nullable(),
  position: z.int32().nullable(),
  task_count: z.int32().nullable(),
  title: z.string().nullable(),
  user_id: z.int32().nullable(),
})
export type ModuleProgressRow = z.infer<typeof moduleProgressRow>

/** A part of a course. */
export const modulesRow = z.object({
  /** The text to be read. */
  content: z.string().nullable(),
  /** The course. */
  course_id: z.int32(),
  /** When it was written. */
  created_at: z.date(),
  /** Identifies the module. */
  id: z.int32(),
  /** Its place in the course; several may share one. */
  position: z.int32(),
  /** What it is called. */
  title: z.string(),
})
export type ModulesRow = z.infer<typeof modulesRow>

export const modulesInsert = z.strictObject({
  content: z.string().nullish(),
  course_id: z.int32(),
  created_at: z.date().optional(),
  id: z.int32().optional(),
  position: z.int32().optional(),
  title: z.string(),
})
export type ModulesInsert = z.infer<typeof modulesInsert>

export const modulesUpdate = modulesInsert.partial()
export type ModulesUpdate = z.infer<typeof modulesUpdate>

/** Every person with the number of their running containers, as of the last refresh. */
export const mvActiveContainersPerUserRow = z.object({
  active_containers: int8.nullable(),
  email: z.string().nullable(),
  user_id: z.int32().nullable(),
})
export type MvActiveContainersPerUserRow = z.infer<typeof mvActiveContainersPerUserRow>

/** Every state with the number of containers in it, as of the last refresh. */
export const mvContainersByStatusRow = z.object({
  cnt: int8.nullable(),
  status_name: z.string().nullable(),
})
export type MvContainersByStatusRow = z.infer<typeof mvContainersByStatusRow>

/** Something a person is to be told. */
export const notificationsRow = z.object({
  /** When it arose. */
  created_at: z.date(),
  /** Identifies the notification. */
  id: int8,
  /** What it is about. */
  payload: z.unknown(),
  /** Whether it has been seen. */
  read: z.boolean(),
  /** assignment_assigned, assignment_status_changed, or what the application calls it. */
  type: z.string(),
  /** Who is to be told. */
  user_id: z.int32().nullable(),
})
export type NotificationsRow = z.infer<typeof notificationsRow>

export const notificationsInsert = z.strictObject({
  created_at: z.date().optional(),
  id: int8Input.optional(),
  payload: z.unknown().optional(),
  read: z.boolean().optional(),
  type: z.string(),
  user_id: z.int32().nullish(),
})
export type NotificationsInsert = z.infer<typeof notificationsInsert>

export const notificationsUpdate = notificationsInsert.partial()
export type NotificationsUpdate = z.infer<typeof notificationsUpdate>

/** enqueue, start, progress, complete, fail, retry, release, redrive or cancel. */
export const operationAuditAction = z.enum([
  'enqueue',
  'start',
  'progress',
  'complete',
  'fail',
  'retry',
  'release',
  'redrive',
  'cancel',
])
export type OperationAuditAction = z.infer<typeof operationAuditAction>

/** A step in the life of an operation. */
export const operationAuditRow = z.object({
  /** enqueue, start, progress, complete, fail, retry, release, redrive or cancel. */
  action: operationAuditAction.nullable(),
  /** The container. */
  container_id: z.int32().nullable(),
  /** When. */
  created_at: z.date(),
  /** Who did it, where that is known. */
  created_by: z.int32().nullable(),
  /** What the worker said. */
  details: z.unknown(),
  /** Identifies the entry. */
  id: int8,
  /** The operation. */
  operation_queue_id: int8.nullable(),
})
export type OperationAuditRow = z.infer<typeof operationAuditRow>

export const operationAuditInsert = z.strictObject({
  action: operationAuditAction.nullish(),
  container_id: z.int32().nullish(),
  created_at: z.date().optional(),
  created_by: z.int32().nullish(),
  details: z.unknown().optional(),
  id: int8Input.optional(),
  operation_queue_id: int8Input.nullish(),
})
export type OperationAuditInsert = z.infer<typeof operationAuditInsert>

export const operationAuditUpdate = operationAuditInsert.partial()
export type OperationAuditUpdate = z.infer<typeof operationAuditUpdate>

/** create, start, stop, snapshot or delete. */
export const operationQueueOperation = z.enum(['create', 'start', 'stop', 'snapshot', 'delete'])
export type OperationQueueOperation = z.infer<typeof operationQueueOperation>

/** pending, in_progress, completed, failed or cancelled. */
export const operationQueueStatus = z.enum(['pending', 'in_progress', 'completed', 'failed', 'cancelled'])
export type OperationQueueStatus = z.infer<typeof operationQueueStatus>

/** Operations on containers that wait, run, or are over. */
export const operationQueueRow = z.object({
  /** How often it was claimed. */
  attempts: z.int32(),
  /** Why it was to be stopped. */
  cancel_reason: z.string().nullable(),
  /** When somebody wanted it stopped; the worker of a running one sees it at its next heartbeat. */
  cancel_requested_at: z.date().nullable(),
  /** The worker that holds it. */
  claimed_by: z.string().nullable(),
  /** When it was done. */
  completed_at: z.date().nullable(),
  /** The container. */
  container_id: z.int32().nullable(),
  /** When it was asked for. */
  created_at: z.date(),
  /** When it was given up or cancelled. */
  dead_at: z.date().nullable(),
  /** Why it was given up, or why the last attempt failed. */
  dead_reason: z.string().nullable(),
  /** Number of the claim; every later write must state it. */
  fence: int8,
  /** Identifies the operation; also its place in the queue. */
  id: int8,
  /** Until when the worker holds it, unless it asks for more. */
  lease_until: z.date().nullable(),
  /** How often it may be claimed. */
  max_attempts: z.int32(),
  /** Not to be claimed before then; null when it is ready. */
  not_before: z.date().nullable(),
  /** create, start, stop, snapshot or delete. */
  operation: operationQueueOperation,
  /** What the operation needs to know. */
  payload: z.unknown(),
  /** When it was meant to run; null for as soon as possible. */
  scheduled_at: z.date().nullable(),
  /** pending, in_progress, completed, failed or cancelled. */
  status: operationQueueStatus,
})
export type OperationQueueRow = z.infer<typeof operationQueueRow>

export const operationQueueInsert = z.strictObject({
  attempts: z.int32().optional(),
  cancel_reason: z.string().nullish(),
  cancel_requested_at: z.date().nullish(),
  claimed_by: z.string().nullish(),
  completed_at: z.date().nullish(),
  container_id: z.int32().nullish(),
  created_at: z.date().optional(),
  dead_at: z.date().nullish(),
  dead_reason: z.string().nullish(),
  fence: int8Input.optional(),
  id: int8Input.optional(),
  lease_until: z.date().nullish(),
  max_attempts: z.int32().optional(),
  not_before: z.date().nullish(),
  operation: operationQueueOperation,
  payload: z.unknown().optional(),
  scheduled_at: z.date().nullish(),
  status: operationQueueStatus.optional(),
})
export type OperationQueueInsert = z.infer<typeof operationQueueInsert>

export const operationQueueUpdate = operationQueueInsert.partial()
export type OperationQueueUpdate = z.infer<typeof operationQueueUpdate>

/** A process that works on operations and says so. */
export const operationWorkersRow = z.object({
  /** When it was last seen. */
  last_seen_at: z.date(),
  /** Taken for dead after that: its operations go to others. */
  lease_until: z.date(),
  /** When it was first seen. */
  started_at: z.date(),
  /** Its name, as in operation_queue.claimed_by; another process must not use it. */
  worker: z.string(),
})
export type OperationWorkersRow = z.infer<typeof operationWorkersRow>

export const operationWorkersInsert = z.strictObject({
  last_seen_at: z.date().optional(),
  lease_until: z.date(),
  started_at: z.date().optional(),
  worker: z.string(),
})
export type OperationWorkersInsert = z.infer<typeof operationWorkersInsert>

export const operationWorkersUpdate = operationWorkersInsert.partial()
export type OperationWorkersUpdate = z.infer<typeof operationWorkersUpdate>

/** Single things that a role may allow. */
export const permissionsRow = z.object({
  /** When it was made. */
  created_at: z.date(),
  /** What it allows. */
  description: z.string().nullable(),
  /** Identifies the permission. */
  id: z.int32(),
  /** Area and verb, as in containers:manage. */
  name: z.string(),
})
export type PermissionsRow = z.infer<typeof permissionsRow>

export const permissionsInsert = z.strictObject({
  created_at: z.date().optional(),
  description: z.string().nullish(),
  id: z.int32().optional(),
  name: z.string(),
})
export type PermissionsInsert = z.infer<typeof permissionsInsert>

export const permissionsUpdate = permissionsInsert.partial()
export type PermissionsUpdate = z.infer<typeof permissionsUpdate>

/** The sum of the live holds of a person, or of a team together. */
export const quotaBalancesRow = z.object({
  /** Containers. */
  concurrent_containers: z.int32(),
  /** Processor cores. */
  cores_used: z.int32(),
  /** Identifies the balance. */
  id: int8,
  /** Memory in MB. */
  memory_mb_used: int8,
  /** Disk in MB. */
  storage_mb_used: int8,
  /** The team; null for the balance of a person. */
  team_id: z.int32().nullable(),
  /** The person; null for the balance of a team. */
  user_id: z.int32().nullable(),
})
export type QuotaBalancesRow = z.infer<typeof quotaBalancesRow>

export const quotaBalancesInsert = z.strictObject({
  concurrent_containers: z.int32().optional(),
  cores_used: z.int32().optional(),
  id: int8Input.optional(),
  memory_mb_used: int8Input.optional(),
  storage_mb_used: int8Input.optional(),
  team_id: z.int32().nullish(),
  user_id: z.int32().nullish(),
})
export type QuotaBalancesInsert = z.infer<typeof quotaBalancesInsert>

export const quotaBalancesUpdate = quotaBalancesInsert.partial()
export type QuotaBalancesUpdate = z.infer<typeof quotaBalancesUpdate>

/** Resources granted to a person, until they are released. */
export const quotaHoldsRow = z.object({
  /** For which container; null for a bare reservation. */
  container_id: z.int32().nullable(),
  /** Processor cores. */
  cores: z.int32(),
  /** When they were granted. */
  created_at: z.date(),
  /** Disk in MB. */
  disk_mb: int8,
  /** Identifies the hold. */
  id: int8,
  /** Memory in MB. */
  memory_mb: int8,
  /** When they were given back; null while they are held. */
  released_at: z.date().nullable(),
  /** For which team, if any. */
  team_id: z.int32().nullable(),
  /** To whom they were granted. */
  user_id: z.int32(),
})
export type QuotaHoldsRow = z.infer<typeof quotaHoldsRow>

export const quotaHoldsInsert = z.strictObject({
  container_id: z.int32().nullish(),
  cores: z.int32(),
  created_at: z.date().optional(),
  disk_mb: int8Input,
  id: int8Input.optional(),
  memory_mb: int8Input,
  released_at: z.date().nullish(),
  team_id: z.int32().nullish(),
  user_id: z.int32(),
})
export type QuotaHoldsInsert = z.infer<typeof quotaHoldsInsert>

export const quotaHoldsUpdate = quotaHoldsInsert.partial()
export type QuotaHoldsUpdate = z.infer<typeof quotaHoldsUpdate>

/** How much a person, or a team together, may occupy at once. */
export const quotasRow = z.object({
  /** Processor cores; null for any number. */
  cores_limit: z.int32().nullable(),
  /** When it was set. */
  created_at: z.date(),
  /** Disk in MB; null for any amount. */
  disk_mb_limit: z.int32().nullable(),
  /** Identifies the quota. */
  id: z.int32(),
  /** Containers at a time; null for any number. */
  max_concurrent_containers: z.int32().nullable(),
  /** Memory in MB; null for any amount. */
  memory_mb_limit: z.int32().nullable(),
  /** The team; null for the quota of a person. */
  team_id: z.int32().nullable(),
  /** The person; null for the quota of a team. */
  user_id: z.int32().nullable(),
})
export type QuotasRow = z.infer<typeof quotasRow>

export const quotasInsert = z.strictObject({
  cores_limit: z.int32().nullish(),
  created_at: z.date().optional(),
  disk_mb_limit: z.int32().nullish(),
  id: z.int32().optional(),
  max_concurrent_containers: z.int32().nullish(),
  memory_mb_limit: z.int32().nullish(),
  team_id: z.int32().nullish(),
  user_id: z.int32().nullish(),
})
export type QuotasInsert = z.infer<typeof quotasInsert>

export const quotasUpdate = quotasInsert.partial()
export type QuotasUpdate = z.infer<typeof quotasUpdate>

/** Which role allows what; each pair once. */
export const rolePermissionsRow = z.object({
  /** When it was allowed. */
  created_at: z.date(),
  /** What it allows. */
  permission_id: z.int32(),
  /** The role. */
  role_id: z.int32(),
})
export type RolePermissionsRow = z.infer<typeof rolePermissionsRow>

export const rolePermissionsInsert = z.strictObject({
  created_at: z.date().optional(),
  permission_id: z.int32(),
  role_id: z.int32(),
})
export type RolePermissionsInsert = z.infer<typeof rolePermissionsInsert>

export const rolePermissionsUpdate = rolePermissionsInsert.partial()
export type RolePermissionsUpdate = z.infer<typeof rolePermissionsUpdate>

/** What a person may do, as a set of permissions under one name. */
export const rolesRow = z.object({
  /** When it was made. */
  created_at: z.date(),
  /** What it is meant for. */
  description: z.string().nullable(),
  /** Identifies the role. */
  id: z.int32(),
  /** What the role is called. */
  name: z.string(),
})
export type RolesRow = z.infer<typeof rolesRow>

export const rolesInsert = z.strictObject({
  created_at: z.date().optional(),
  description: z.string().nullish(),
  id: z.int32().optional(),
  name: z.string(),
})
export type RolesInsert = z.infer<typeof rolesInsert>

export const rolesUpdate = rolesInsert.partial()
export type RolesUpdate = z.infer<typeof rolesUpdate>

/** A sign-in. */
export const sessionsRow = z.object({
  /** When they signed in. */
  created_at: z.date(),
  /** Identifies the session. */
  id: int8,
  /** When they were last seen. */
  last_active_at: z.date().nullable(),
  /** What else is known; never a password or its hash. */
  meta: z.unknown(),
  /** Who vouches for them. */
  provider: z.string(),
  /** Their id there. */
  provider_account_id: z.string().nullable(),
  /** Digest of the token that prolongs the session. */
  refresh_token_hash: z.string().nullable(),
  /** When it was ended ahead of its time. */
  revoked_at: z.date().nullable(),
  /** Until when the token of the provider is good. */
  token_expires_at: z.date().nullable(),
  /** Who has signed in. */
  user_id: z.int32().nullable(),
})
export type SessionsRow = z.infer<typeof sessionsRow>

export const sessionsInsert = z.strictObject({
  created_at: z.date().optional(),
  id: int8Input.optional(),
  last_active_at: z.date().nullish(),
  meta: z.unknown().optional(),
  provider: z.string().optional(),
  provider_account_id: z.string().nullish(),
  refresh_token_hash: z.string().nullish(),
  revoked_at: z.date().nullish(),
  token_expires_at: z.date().nullish(),
  user_id: z.int32().nullish(),
})
export type SessionsInsert = z.infer<typeof sessionsInsert>

export const sessionsUpdate = sessionsInsert.partial()
export type SessionsUpdate = z.infer<typeof sessionsUpdate>

/** What an administrator sets. */
export const settingsRow = z.object({
  /** What it does. */
  description: z.string().nullable(),
  /** Its value as JSON. */
  json_value: z.unknown(),
  /** What is set. */
  key: z.string(),
  /** When it last changed, kept by trigger. */
  updated_at: z.date(),
  /** Its value as text. */
  value: z.string().nullable(),
})
export type SettingsRow = z.infer<typeof settingsRow>

export const settingsInsert = z.strictObject({
  description: z.string().nullish(),
  json_value: z.unknown().optional(),
  key: z.string(),
  updated_at: z.date().optional(),
  value: z.string().nullish(),
})
export type SettingsInsert = z.infer<typeof settingsInsert>

export const settingsUpdate = settingsInsert.partial()
export type SettingsUpdate = z.infer<typeof settingsUpdate>

/** A saved state of a container. */
export const snapshotsRow = z.object({
  /** The container. */
  container_id: z.int32(),
  /** When it was saved. */
  created_at: z.date(),
  /** Who saved it. */
  created_by: z.int32().nullable(),
  /** Identifies the snapshot. */
  id: z.int32(),
  /** Its name on the host. */
  lxc_snapshot_name: z.string(),
  /** Why. */
  notes: z.string().nullable(),
})
export type SnapshotsRow = z.infer<typeof snapshotsRow>

export const snapshotsInsert = z.strictObject({
  container_id: z.int32(),
  created_at: z.date().optional(),
  created_by: z.int32().nullish(),
  id: z.int32().optional(),
  lxc_snapshot_name: z.string(),
  notes: z.string().nullish(),
})
export type SnapshotsInsert = z.infer<typeof snapshotsInsert>

export const snapshotsUpdate = snapshotsInsert.partial()
export type SnapshotsUpdate = z.infer<typeof snapshotsUpdate>

/** The rows of snapshots once more, kept by trigger; write there. */
export const snapshotsMetadataRow = z.object({
  /** The container. */
  container_id: z.int32(),
  /** When it was saved. */
  created_at: z.date(),
  /** Who saved it. */
  created_by: z.int32().nullable(),
  /** Identifies the entry. */
  id: int8,
  /** Why. */
  notes: z.string().nullable(),
  /** Its name on the host. */
  snapshot_name: z.string(),
})
export type SnapshotsMetadataRow = z.infer<typeof snapshotsMetadataRow>

export const snapshotsMetadataInsert = z.strictObject({
  container_id: z.int32(),
  created_at: z.date().optional(),
  created_by: z.int32().nullish(),
  id: int8Input.optional(),
  notes: z.string().nullish(),
  snapshot_name: z.string(),
})
export type SnapshotsMetadataInsert = z.infer<typeof snapshotsMetadataInsert>

export const snapshotsMetadataUpdate = snapshotsMetadataInsert.partial()
export type SnapshotsMetadataUpdate = z.infer<typeof snapshotsMetadataUpdate>

/** A public key of a person. */
export const sshKeysRow = z.object({
  /** When it was added. */
  created_at: z.date(),
  /** Whether it is deleted once it has expired. */
  ephemeral: z.boolean(),
  /** Until when it is good; null for ever. */
  expires_at: z.date().nullable(),
  /** Identifies the key. */
  id: int8,
  /** Its algorithm, as in ssh-ed25519. */
  key_type: z.string(),
  /** What its owner calls it. */
  label: z.string().nullable(),
  /** The key. */
  public_key: z.string(),
  /** Whose it is. */
  user_id: z.int32().nullable(),
})
export type SshKeysRow = z.infer<typeof sshKeysRow>

export const sshKeysInsert = z.strictObject({
  created_at: z.date().optional(),
  ephemeral: z.boolean().optional(),
  expires_at: z.date().nullish(),
  id: int8Input.optional(),
  key_type: z.string(),
  label: z.string().nullish(),
  public_key: z.string(),
  user_id: z.int32().nullish(),
})
export type SshKeysInsert = z.infer<typeof sshKeysInsert>

export const sshKeysUpdate = sshKeysInsert.partial()
export type SshKeysUpdate = z.infer<typeof sshKeysUpdate>

/** A task with how many assignments of it there are, by status. */
export const taskOverviewRow = z.object({
  assigned_count: z.int32().nullable(),
  assignment_count: z.int32().nullable(),
  blocked_count: z.int32().nullable(),
  completed_count: z.int32().nullable(),
  course_id: z.int32().nullable(),
  created_at: z.date().nullable(),
  created_by: z.int32().nullable(),
  description: z.string().nullable(),
  in_progress_count: z.int32().nullable(),
  module_id: z.int32().nullable(),
  task_id: z.int32().nullable(),
  title: z.string().nullable(),
})
export type TaskOverviewRow = z.infer<typeof taskOverviewRow>

/** Something to be done. */
export const tasksRow = z.object({
  /** When it was written. */
  created_at: z.date(),
  /** Who wrote it. */
  created_by: z.int32().nullable(),
  /** What is to be done. */
  description: z.string().nullable(),
  /** Identifies the task. */
  id: z.int32(),
  /** The module it belongs to. */
  module_id: z.int32().nullable(),
  /** The course it belongs to. */
  related_course_id: z.int32().nullable(),
  /** What it is called. */
  title: z.string(),
})
export type TasksRow = z.infer<typeof tasksRow>

export const tasksInsert = z.strictObject({
  created_at: z.date().optional(),
  created_by: z.int32().nullish(),
  description: z.string().nullish(),
  id: z.int32().optional(),
  module_id: z.int32().nullish(),
  related_course_id: z.int32().nullish(),
  title: z.string(),
})
export type TasksInsert = z.infer<typeof tasksInsert>

export const tasksUpdate = tasksInsert.partial()
export type TasksUpdate = z.infer<typeof tasksUpdate>

/** Groups of people who share work and quota. */
export const teamsRow = z.object({
  /** When it was made. */
  created_at: z.date(),
  /** What it is for. */
  description: z.string().nullable(),
  /** Identifies the team. */
  id: z.int32(),
  /** What the team is called. */
  name: z.string(),
})
export type TeamsRow = z.infer<typeof teamsRow>

export const teamsInsert = z.strictObject({
  created_at: z.date().optional(),
  description: z.string().nullish(),
  id: z.int32().optional(),
  name: z.string(),
})
export type TeamsInsert = z.infer<typeof teamsInsert>

export const teamsUpdate = teamsInsert.partial()
export type TeamsUpdate = z.infer<typeof teamsUpdate>

/** Which template comes with what; each pair once. */
export const templateDependencyRow = z.object({
  /** What it comes with. */
  dependency_set_id: z.int32(),
  /** The template. */
  template_id: z.int32(),
})
export type TemplateDependencyRow = z.infer<typeof templateDependencyRow>

export const templateDependencyInsert = z.strictObject({
  dependency_set_id: z.int32(),
  template_id: z.int32(),
})
export type TemplateDependencyInsert = z.infer<typeof templateDependencyInsert>

export const templateDependencyUpdate = templateDependencyInsert.partial()
export type TemplateDependencyUpdate = z.infer<typeof templateDependencyUpdate>

/** A version of a template. */
export const templateVersionsRow = z.object({
  /** Processor cores; null to keep those of the template. */
  cpu: z.int32().nullable(),
  /** When it was written. */
  created_at: z.date(),
  /** Who wrote it. */
  created_by: z.int32().nullable(),
  /** Disk in MB; null to keep that of the template. */
  disk_mb: z.int32().nullable(),
  /** Identifies the version. */
  id: int8,
  /** The image; null to keep that of the template. */
  image: z.string().nullable(),
  /** Run at the first start; null to keep that of the template. */
  init_script: z.string().nullable(),
  /** Memory in MB; null to keep that of the template. */
  memory_mb: z.int32().nullable(),
  /** What the application notes. */
  metadata: z.unknown(),
  /** The template. */
  template_id: z.int32().nullable(),
  /** What the version is called. */
  version_tag: z.string(),
})
export type TemplateVersionsRow = z.infer<typeof templateVersionsRow>

export const templateVersionsInsert = z.strictObject({
  cpu: z.int32().nullish(),
  created_at: z.date().optional(),
  created_by: z.int32().nullish(),
  disk_mb: z.int32().nullish(),
  id: int8Input.optional(),
  image: z.string().nullish(),
  init_script: z.string().nullish(),
  memory_mb: z.int32().nullish(),
  metadata: z.unknown().optional(),
  template_id: z.int32().nullish(),
  version_tag: z.string(),
})
export type TemplateVersionsInsert = z.infer<typeof templateVersionsInsert>

export const templateVersionsUpdate = templateVersionsInsert.partial()
export type TemplateVersionsUpdate = z.infer<typeof templateVersionsUpdate>

/** A kind of container, with the sizes it starts with. */
export const templatesRow = z.object({
  /** When it was written. */
  created_at: z.date(),
  /** Who wrote it. */
  created_by: z.int32().nullable(),
  /** Processor cores. */
  default_cpu: z.int32(),
  /** Disk in MB. */
  default_disk_mb: z.int32(),
  /** Memory in MB. */
  default_memory_mb: z.int32(),
  /** Identifies the template. */
  id: z.int32(),
  /** The image it starts from. */
  image: z.string(),
  /** Run once, at the first start. */
  init_script: z.string().nullable(),
  /** What it is called. */
  name: z.string(),
  /** The network it is put into. */
  network_profile: z.string().nullable(),
  /** When it last changed, kept by trigger; null for one that never did. */
  updated_at: z.date().nullable(),
})
export type TemplatesRow = z.infer<typeof templatesRow>

export const templatesInsert = z.strictObject({
  created_at: z.date().optional(),
  created_by: z.int32().nullish(),
  default_cpu: z.int32().optional(),
  default_disk_mb: z.int32().optional(),
  default_memory_mb: z.int32().optional(),
  id: z.int32().optional(),
  image: z.string(),
  init_script: z.string().nullish(),
  name: z.string(),
  network_profile: z.string().nullish(),
  updated_at: z.date().nullish(),
})
export type TemplatesInsert = z.infer<typeof templatesInsert>

export const templatesUpdate = templatesInsert.partial()
export type TemplatesUpdate = z.infer<typeof templatesUpdate>

/** What a person, or a team together, occupied in a month: days times amount, and the most at the end of a day. */
export const usageByMonthRow = z.object({
  container_days: int8.nullable(),
  core_days: int8.nullable(),
  days: z.int32().nullable(),
  memory_mb_days: int8.nullable(),
  month: calendarDate.nullable(),
  peak_containers: z.int32().nullable(),
  peak_cores: z.int32().nullable(),
  peak_memory_mb: int8.nullable(),
  peak_storage_mb: int8.nullable(),
  storage_mb_days: int8.nullable(),
  team_id: z.int32().nullable(),
  user_id: z.int32().nullable(),
})
export type UsageByMonthRow = z.infer<typeof usageByMonthRow>

/** What a person, or a team together, occupied on a day, as of the last change on that day. */
export const usageCountersRow = z.object({
  /** Containers. */
  concurrent_containers: z.int32(),
  /** Processor cores. */
  cores_used: z.int32(),
  /** Identifies the counter. */
  id: z.int32(),
  /** Memory in MB. */
  memory_mb_used: int8,
  /** The day. */
  period_start: calendarDate,
  /** Disk in MB. */
  storage_mb_used: int8,
  /** The team; of a person's counter, the one they last acted for. */
  team_id: z.int32().nullable(),
  /** When it last changed. */
  updated_at: z.date(),
  /** The person; null for the counter of a team. */
  user_id: z.int32().nullable(),
})
export type UsageCountersRow = z.infer<typeof usageCountersRow>

export const usageCountersInsert = z.strictObject({
  concurrent_containers: z.int32().optional(),
  cores_used: z.int32().optional(),
  id: z.int32().optional(),
  memory_mb_used: int8Input.optional(),
  period_start: calendarDate,
  storage_mb_used: int8Input.optional(),
  team_id: z.int32().nullish(),
  updated_at: z.date().optional(),
  user_id: z.int32().nullish(),
})
export type UsageCountersInsert = z.infer<typeof usageCountersInsert>

export const usageCountersUpdate = usageCountersInsert.partial()
export type UsageCountersUpdate = z.infer<typeof usageCountersUpdate>

/** pending, ready or failed. */
export const usageExportsStatus = z.enum(['pending', 'ready', 'failed'])
export type UsageExportsStatus = z.infer<typeof usageExportsStatus>

/** A period whose usage was asked for. */
export const usageExportsRow = z.object({
  /** When it was ready, or had failed. */
  completed_at: z.date().nullable(),
  /** When it was asked for. */
  created_at: z.date(),
  /** Who asked. */
  generated_by: z.int32().nullable(),
  /** Identifies the export. */
  id: int8,
  /** The last day, included. */
  period_end: calendarDate.nullable(),
  /** The first day. */
  period_start: calendarDate.nullable(),
  /** pending, ready or failed. */
  status: usageExportsStatus,
  /** Where the application has put the file, if it made one. */
  storage_path: z.string().nullable(),
})
export type UsageExportsRow = z.infer<typeof usageExportsRow>

export const usageExportsInsert = z.strictObject({
  completed_at: z.date().nullish(),
  created_at: z.date().optional(),
  generated_by: z.int32().nullish(),
  id: int8Input.optional(),
  period_end: calendarDate.nullish(),
  period_start: calendarDate.nullish(),
  status: usageExportsStatus.optional(),
  storage_path: z.string().nullish(),
})
export type UsageExportsInsert = z.infer<typeof usageExportsInsert>

export const usageExportsUpdate = usageExportsInsert.partial()
export type UsageExportsUpdate = z.infer<typeof usageExportsUpdate>

/** The tasks of a person, each once: given to them, to a team of theirs, or with a course or module. Without an assignment, status is null. */
export const userTasksRow = z.object({
  assignment_id: z.int32().nullable(),
  completed_at: z.date().nullable(),
  course_id: z.int32().nullable(),
  due_date: z.date().nullable(),
  module_id: z.int32().nullable(),
  notes: z.string().nullable(),
  own: z.boolean().nullable(),
  status: z.string().nullable(),
  task_id: z.int32().nullable(),
  title: z.string().nullable(),
  user_id: z.int32().nullable(),
})
export type UserTasksRow = z.infer<typeof userTasksRow>

/** Who is in which team; each pair once. */
export const userTeamsRow = z.object({
  /** The team. */
  team_id: z.int32(),
  /** The member. */
  user_id: z.int32(),
})
export type UserTeamsRow = z.infer<typeof userTeamsRow>

export const userTeamsInsert = z.strictObject({
  team_id: z.int32(),
  user_id: z.int32(),
})
export type UserTeamsInsert = z.infer<typeof userTeamsInsert>

export const userTeamsUpdate = userTeamsInsert.partial()
export type UserTeamsUpdate = z.infer<typeof userTeamsUpdate>

/** active, disabled or suspended; only active people sign in. */
export const usersStatus = z.enum(['active', 'disabled', 'suspended'])
export type UsersStatus = z.infer<typeof usersStatus>

/** People who use the lab. */
export const usersRow = z.object({
  /** Their id at the identity provider; invented for people who sign in here. */
  azure_ad_id: z.string(),
  /** When they were registered. */
  created_at: z.date(),
  /** Where mail reaches them. Unique whatever its letter case. */
  email: z.string(),
  /** Identifies the person; what app.current_user_id holds. */
  id: z.int32(),
  /** What they are called. */
  name: z.string(),
  /** Where the picture lies. */
  profile_pic: z.string().nullable(),
  /** What their containers start with. */
  provisioning_pref: z.unknown(),
  /** The key put into their containers. */
  public_ssh_key: z.string().nullable(),
  /** What they may do. */
  role_id: z.int32(),
  /** active, disabled or suspended; only active people sign in. */
  status: usersStatus,
})
export type UsersRow = z.infer<typeof usersRow>

export const usersInsert = z.strictObject({
  azure_ad_id: z.string(),
  created_at: z.date().optional(),
  email: z.string(),
  id: z.int32().optional(),
  name: z.string(),
  profile_pic: z.string().nullish(),
  provisioning_pref: z.unknown().optional(),
  public_ssh_key: z.string().nullish(),
  role_id: z.int32(),
  status: usersStatus.optional(),
})
export type UsersInsert = z.infer<typeof usersInsert>

export const usersUpdate = usersInsert.partial()
export type UsersUpdate = z.infer<typeof usersUpdate>

/** active, closed or revoked. */
export const webSshSessionsStatus = z.enum(['active', 'closed', 'revoked'])
export type WebSshSessionsStatus = z.infer<typeof webSshSessionsStatus>

/** A shell in the browser. */
export const webSshSessionsRow = z.object({
  /** From where it was opened. */
  client_ip: z.string().nullable(),
  /** Where it leads. */
  container_id: z.int32().nullable(),
  /** When it was opened. */
  created_at: z.date(),
  /** Until when it is good. */
  expires_at: z.date(),
  /** Identifies the session. */
  id: int8,
  /** When it was last used. */
  last_active_at: z.date().nullable(),
  /** The beginning of the digest, for people; a token that is written here is replaced by it. */
  session_token: z.string(),
  /** active, closed or revoked. */
  status: webSshSessionsStatus,
  /** SHA-256 of the token, in hex. */
  token_hash: z.string(),
  /** With what. */
  user_agent: z.string().nullable(),
  /** Whose it is. */
  user_id: z.int32().nullable(),
})
export type WebSshSessionsRow = z.infer<typeof webSshSessionsRow>

export const webSshSessionsInsert = z.strictObject({
  client_ip: z.string().nullish(),
  container_id: z.int32().nullish(),
  created_at: z.date().optional(),
  expires_at: z.date().optional(),
  id: int8Input.optional(),
  last_active_at: z.date().nullish(),
  session_token: z.string(),
  status: webSshSessionsStatus.optional(),
  token_hash: z.string(),
  user_agent: z.string().nullish(),
  user_id: z.int32().nullish(),
})
export type WebSshSessionsInsert = z.infer<typeof webSshSessionsInsert>

export const webSshSessionsUpdate = webSshSessionsInsert.partial()
export type WebSshSessionsUpdate = z.infer<typeof webSshSessionsUpdate>

/** Takes a session-level advisory lock, waiting p_timeout seconds at most; true when it is held. Each hold needs a release. */
export const acquireAdvisoryLockArguments = z.strictObject({
  p_key: int8Input.nullable(),
  p_timeout: z.int32().nullish(),
})
export type AcquireAdvisoryLockArguments = z.infer<typeof acquireAdvisoryLockArguments>

export const acquireAdvisoryLockResult = z.boolean().nullable()
export type AcquireAdvisoryLockResult = z.infer<typeof acquireAdvisoryLockResult>

/** The person that app.current_user_id names, for a row that refers to it; null when it is unset, empty, no number or nobody. */
export const actingUserIdArguments = z.strictObject({})
export type ActingUserIdArguments = z.infer<typeof actingUserIdArguments>

export const actingUserIdResult = z.int32().nullable()
export type ActingUserIdResult = z.infer<typeof actingUserIdResult>

/** The courses that are given to whoever acts: whole, by a module, or by a task. */
export const actorCourseIdsArguments = z.strictObject({})
export type ActorCourseIdsArguments = z.infer<typeof actorCourseIdsArguments>

export const actorCourseIdsResult = z.array(z.int32()).nullable()
export type ActorCourseIdsResult = z.infer<typeof actorCourseIdsResult>

/** Whether whoever acts may do something. */
export const actorMayArguments = z.strictObject({
  p_permission: z.string().nullable(),
})
export type ActorMayArguments = z.infer<typeof actorMayArguments>

export const actorMayResult = z.boolean().nullable()
export type ActorMayResult = z.infer<typeof actorMayResult>

/** The tasks that are given to whoever acts, or to a team of theirs. */
export const actorTaskIdsArguments = z.strictObject({})
export type ActorTaskIdsArguments = z.infer<typeof actorTaskIdsArguments>

export const actorTaskIdsResult = z.array(z.int32()).nullable()
export type ActorTaskIdsResult = z.infer<typeof actorTaskIdsResult>

/** The teams that whoever acts belongs to. */
export const actorTeamIdsArguments = z.strictObject({})
export type ActorTeamIdsArguments = z.infer<typeof actorTeamIdsArguments>

export const actorTeamIdsResult = z.array(z.int32()).nullable()
export type ActorTeamIdsResult = z.infer<typeof actorTeamIdsResult>

/** Keeps to the periods in settings, at most p_limit rows of each kind; gives how many went. Kinds without a period are left out. */
export const applyRetentionArguments = z.strictObject({
  p_limit: z.int32().nullish(),
})
export type ApplyRetentionArguments = z.infer<typeof applyRetentionArguments>

/** One of the rows that it gives. */
export const applyRetentionResult = z.object({
  kind: z.string().nullable(),
  removed: int8.nullable(),
})
export type ApplyRetentionResult = z.infer<typeof applyRetentionResult>

/** Moves at most p_limit entries older than p_days days to the archive, oldest first; gives their number. */
export const archiveAuditLogsArguments = z.strictObject({
  p_days: z.int32().nullable(),
  p_limit: z.int32().nullable(),
})
export type ArchiveAuditLogsArguments = z.infer<typeof archiveAuditLogsArguments>

export const archiveAuditLogsResult = int8.nullable()
export type ArchiveAuditLogsResult = z.infer<typeof archiveAuditLogsResult>

/** Gives a course to people; tells for each whether it was added now or was theirs already. Ordered by person. */
export const assignCourseArguments = z.strictObject({
  p_course_id: z.int32().nullable(),
  p_user_ids: z.array(z.int32()).nullable(),
  p_assigned_by: z.int32().nullish(),
  p_due_date: z.date().nullish(),
})
export type AssignCourseArguments = z.infer<typeof assignCourseArguments>

/** One of the rows that it gives. */
export const assignCourseResult = z.object({
  user_id: z.int32().nullable(),
  added: z.boolean().nullable(),
})
export type AssignCourseResult = z.infer<typeof assignCourseResult>

/** Gives a module to people; tells for each whether it was added now or was theirs already. Ordered by person. */
export const assignModuleArguments = z.strictObject({
  p_module_id: z.int32().nullable(),
  p_user_ids: z.array(z.int32()).nullable(),
  p_assigned_by: z.int32().nullish(),
  p_due_date: z.date().nullish(),
})
export type AssignModuleArguments = z.infer<typeof assignModuleArguments>

/** One of the rows that it gives. */
export const assignModuleResult = z.object({
  user_id: z.int32().nullable(),
  added: z.boolean().nullable(),
})
export type AssignModuleResult = z.infer<typeof assignModuleResult>

/** Gives a task to people; tells for each whether it was added now or was theirs already. Ordered by person. */
export const assignTaskArguments = z.strictObject({
  p_task_id: z.int32().nullable(),
  p_user_ids: z.array(z.int32()).nullable(),
  p_assigned_by: z.int32().nullish(),
  p_due_date: z.date().nullish(),
})
export type AssignTaskArguments = z.infer<typeof assignTaskArguments>

/** One of the rows that it gives. */
export const assignTaskResult = z.object({
  user_id: z.int32().nullable(),
  added: z.boolean().nullable(),
})
export type AssignTaskResult = z.infer<typeof assignTaskResult>

/** Gives a task to teams as a whole; tells for each whether it was added now or was theirs already. Ordered by team. */
export const assignTaskToTeamsArguments = z.strictObject({
  p_task_id: z.int32().nullable(),
  p_team_ids: z.array(z.int32()).nullable(),
  p_assigned_by: z.int32().nullish(),
  p_due_date: z.date().nullish(),
})
export type AssignTaskToTeamsArguments = z.infer<typeof assignTaskToTeamsArguments>

/** One of the rows that it gives. */
export const assignTaskToTeamsResult = z.object({
  team_id: z.int32().nullable(),
  added: z.boolean().nullable(),
})
export type AssignTaskToTeamsResult = z.infer<typeof assignTaskToTeamsResult>

/** Digest of a seal. */
export const auditChainArguments = z.strictObject({
  p_id: int8Input.nullable(),
  p_kind: z.string().nullable(),
  p_horizon: int8Input.nullable(),
  p_row_count: int8Input.nullable(),
  p_root: bytes.nullable(),
  p_previous: bytes.nullable(),
})
export type AuditChainArguments = z.infer<typeof auditChainArguments>

export const auditChainResult = bytes.nullable()
export type AuditChainResult = z.infer<typeof auditChainResult>

/** Digest of an entry, with the person it named when it was sealed. */
export const auditLeafArguments = z.strictObject({
  p_entry: z.string().nullable(),
  p_actor_user_id: z.int32().nullable(),
})
export type AuditLeafArguments = z.infer<typeof auditLeafArguments>

export const auditLeafResult = bytes.nullable()
export type AuditLeafResult = z.infer<typeof auditLeafResult>

/** Makes a person the actor, unless another is; gives the setting as it was, for its return. */
export const beginActingArguments = z.strictObject({
  p_acting_user_id: z.int32().nullable(),
})
export type BeginActingArguments = z.infer<typeof beginActingArguments>

export const beginActingResult = z.string().nullable()
export type BeginActingResult = z.infer<typeof beginActingResult>

/** Stops an operation: cancelled when it waited, requested when its worker is to stop it, null when it is over or not there. */
export const cancelOperationArguments = z.strictObject({
  p_id: int8Input.nullable(),
  p_reason: z.string().nullish(),
})
export type CancelOperationArguments = z.infer<typeof cancelOperationArguments>

export const cancelOperationResult = z.string().nullable()
export type CancelOperationResult = z.infer<typeof cancelOperationResult>

/** Of the operations that a worker holds, those that it is to stop. */
export const cancelRequestsArguments = z.strictObject({
  p_ids: z.array(int8Input).nullable(),
  p_fences: z.array(int8Input).nullable(),
})
export type CancelRequestsArguments = z.infer<typeof cancelRequestsArguments>

/** One of the rows that it gives. */
export const cancelRequestsResult = int8.nullable()
export type CancelRequestsResult = z.infer<typeof cancelRequestsResult>

/** Makes the counters of today, and of days that were missed, for whoever still holds something; gives their number. */
export const carryUsageForwardArguments = z.strictObject({})
export type CarryUsageForwardArguments = z.infer<typeof carryUsageForwardArguments>

export const carryUsageForwardResult = int8.nullable()
export type CarryUsageForwardResult = z.infer<typeof carryUsageForwardResult>

/** Gives a person another role on behalf of somebody who may manage people; false when the person or the role does not exist. */
export const changeUserRoleArguments = z.strictObject({
  p_acting_user_id: z.int32().nullable(),
  p_user_id: z.int32().nullable(),
  p_role_name: z.string().nullable(),
})
export type ChangeUserRoleArguments = z.infer<typeof changeUserRoleArguments>

export const changeUserRoleResult = z.boolean().nullable()
export type ChangeUserRoleResult = z.infer<typeof changeUserRoleResult>

/** Activates, disables or suspends a person on behalf of somebody who may manage people; false when the person does not exist. */
export const changeUserStatusArguments = z.strictObject({
  p_acting_user_id: z.int32().nullable(),
  p_user_id: z.int32().nullable(),
  p_status: z.string().nullable(),
})
export type ChangeUserStatusArguments = z.infer<typeof changeUserStatusArguments>

export const changeUserStatusResult = z.boolean().nullable()
export type ChangeUserStatusResult = z.infer<typeof changeUserStatusResult>

/** True when the resources were reserved, or when no quota applies; false when the quota does not suffice. */
export const checkAndReserveQuotaArguments = z.strictObject({
  p_user_id: z.int32().nullable(),
  p_team_id: z.int32().nullable(),
  p_cores: z.int32().nullable(),
  p_memory_mb: int8Input.nullable(),
  p_disk_mb: int8Input.nullable(),
})
export type CheckAndReserveQuotaArguments = z.infer<typeof checkAndReserveQuotaArguments>

export const checkAndReserveQuotaResult = z.boolean().nullable()
export type CheckAndReserveQuotaResult = z.infer<typeof checkAndReserveQuotaResult>

/** Gives a worker the oldest ready imports, each to one worker only; what another is taking is passed over. */
export const claimImportJobsArguments = z.strictObject({
  p_worker: z.string().nullable(),
  p_limit: z.int32().nullish(),
  p_lease: interval.nullish(),
})
export type ClaimImportJobsArguments = z.infer<typeof claimImportJobsArguments>

/** One of the rows that it gives. */
export const claimImportJobsResult = z.object({
  id: z.int32().nullable(),
  uploaded_by: z.int32().nullable(),
  file_name: z.string().nullable(),
  storage_path: z.string().nullable(),
  attempts: z.int32().nullable(),
  fence: int8.nullable(),
  lease_until: z.date().nullable(),
})
export type ClaimImportJobsResult = z.infer<typeof claimImportJobsResult>

/** Gives a worker the oldest ready operations, each to one worker only; what another is taking is passed over. */
export const claimOperationsArguments = z.strictObject({
  p_worker: z.string().nullable(),
  p_limit: z.int32().nullish(),
  p_lease: interval.nullish(),
})
export type ClaimOperationsArguments = z.infer<typeof claimOperationsArguments>

/** One of the rows that it gives. */
export const claimOperationsResult = z.object({
  id: int8.nullable(),
  container_id: z.int32().nullable(),
  operation: z.string().nullable(),
  payload: z.unknown(),
  attempts: z.int32().nullable(),
  fence: int8.nullable(),
  lease_until: z.date().nullable(),
})
export type ClaimOperationsResult = z.infer<typeof claimOperationsResult>

/** Ends operations well and claims the next ones: first the ids that were lost (refused), then what was claimed. */
export const completeAndClaimOperationsArguments = z.strictObject({
  p_ids: z.array(int8Input).nullable(),
  p_fences: z.array(int8Input).nullable(),
  p_details: z.array(z.unknown()).nullable(),
  p_worker: z.string().nullable(),
  p_limit: z.int32().nullable(),
  p_lease: interval.nullish(),
})
export type CompleteAndClaimOperationsArguments = z.infer<typeof completeAndClaimOperationsArguments>

/** One of the rows that it gives. */
export const completeAndClaimOperationsResult = z.object({
  refused: z.boolean().nullable(),
  id: int8.nullable(),
  container_id: z.int32().nullable(),
  operation: z.string().nullable(),
  payload: z.unknown(),
  attempts: z.int32().nullable(),
  fence: int8.nullable(),
  lease_until: z.date().nullable(),
})
export type CompleteAndClaimOperationsResult = z.infer<typeof completeAndClaimOperationsResult>

/** Ends an import well; false when the worker has lost it, and then nothing is written. */
export const completeImportJobArguments = z.strictObject({
  p_id: z.int32().nullable(),
  p_fence: int8Input.nullable(),
  p_summary: z.string().nullish(),
})
export type CompleteImportJobArguments = z.infer<typeof completeImportJobArguments>

export const completeImportJobResult = z.boolean().nullable()
export type CompleteImportJobResult = z.infer<typeof completeImportJobResult>

/** Ends an operation well; false when the worker has lost it, and then nothing is written. */
export const completeOperationArguments = z.strictObject({
  p_id: int8Input.nullable(),
  p_fence: int8Input.nullable(),
  p_details: z.unknown().optional(),
})
export type CompleteOperationArguments = z.infer<typeof completeOperationArguments>

export const completeOperationResult = z.boolean().nullable()
export type CompleteOperationResult = z.infer<typeof completeOperationResult>

/** Ends operations well; gives the ids that the worker held, the others are lost. */
export const completeOperationsArguments = z.strictObject({
  p_ids: z.array(int8Input).nullable(),
  p_fences: z.array(int8Input).nullable(),
  p_details: z.array(z.unknown()).nullable(),
})
export type CompleteOperationsArguments = z.infer<typeof completeOperationsArguments>

/** One of the rows that it gives. */
export const completeOperationsResult = int8.nullable()
export type CompleteOperationsResult = z.infer<typeof completeOperationsResult>

/** Makes the trigram indexes of users where pg_trgm is installed; false where it is not. May be called again. */
export const createSearchIndexesArguments = z.strictObject({})
export type CreateSearchIndexesArguments = z.infer<typeof createSearchIndexesArguments>

export const createSearchIndexesResult = z.boolean().nullable()
export type CreateSearchIndexesResult = z.infer<typeof createSearchIndexesResult>

/** The state of a container that nothing else is known of. */
export const creatingStatusIdArguments = z.strictObject({})
export type CreatingStatusIdArguments = z.infer<typeof creatingStatusIdArguments>

export const creatingStatusIdResult = z.int32().nullable()
export type CreatingStatusIdResult = z.infer<typeof creatingStatusIdResult>

/** The active person that app.current_user_id names; null when it is unset, empty, no number or nobody. */
export const currentActorArguments = z.strictObject({})
export type CurrentActorArguments = z.infer<typeof currentActorArguments>

export const currentActorResult = z.int32().nullable()
export type CurrentActorResult = z.infer<typeof currentActorResult>

/** Deletes ephemeral keys whose time has passed; gives their number. */
export const deleteExpiredSshKeysArguments = z.strictObject({})
export type DeleteExpiredSshKeysArguments = z.infer<typeof deleteExpiredSshKeysArguments>

export const deleteExpiredSshKeysResult = int8.nullable()
export type DeleteExpiredSshKeysResult = z.infer<typeof deleteExpiredSshKeysResult>

/** Deletes sessions whose time has passed; gives their number. */
export const deleteExpiredWebSshSessionsArguments = z.strictObject({})
export type DeleteExpiredWebSshSessionsArguments = z.infer<typeof deleteExpiredWebSshSessionsArguments>

export const deleteExpiredWebSshSessionsResult = int8.nullable()
export type DeleteExpiredWebSshSessionsResult = z.infer<typeof deleteExpiredWebSshSessionsResult>

/** Ends the session of a token digest; false when there is none or it was over. */
export const endSessionArguments = z.strictObject({
  p_token_hash: z.string().nullable(),
})
export type EndSessionArguments = z.infer<typeof endSessionArguments>

export const endSessionResult = z.boolean().nullable()
export type EndSessionResult = z.infer<typeof endSessionResult>

/** Asks for an operation on a container, at once or from a time on; gives its id. */
export const enqueueOperationArguments = z.strictObject({
  p_container_id: z.int32().nullable(),
  p_operation: z.string().nullable(),
  p_payload: z.unknown().optional(),
  p_scheduled_at: z.date().nullish(),
  p_max_attempts: z.int32().nullish(),
})
export type EnqueueOperationArguments = z.infer<typeof enqueueOperationArguments>

export const enqueueOperationResult = int8.nullable()
export type EnqueueOperationResult = z.infer<typeof enqueueOperationResult>

/** Ends an attempt badly: pending when it will be tried again, failed when it is given up, null when the worker has lost it. */
export const failImportJobArguments = z.strictObject({
  p_id: z.int32().nullable(),
  p_fence: int8Input.nullable(),
  p_reason: z.string().nullable(),
  p_retry: z.boolean().nullish(),
})
export type FailImportJobArguments = z.infer<typeof failImportJobArguments>

export const failImportJobResult = z.string().nullable()
export type FailImportJobResult = z.infer<typeof failImportJobResult>

/** Ends an attempt badly: pending when it will be tried again, failed when it is given up, cancelled when that was asked for, null when the worker has lost it. */
export const failOperationArguments = z.strictObject({
  p_id: int8Input.nullable(),
  p_fence: int8Input.nullable(),
  p_reason: z.string().nullable(),
  p_retry: z.boolean().nullish(),
})
export type FailOperationArguments = z.infer<typeof failOperationArguments>

export const failOperationResult = z.string().nullable()
export type FailOperationResult = z.infer<typeof failOperationResult>

/** Ends attempts badly: retry or dead for each that the worker held, the others are lost. */
export const failOperationsArguments = z.strictObject({
  p_ids: z.array(int8Input).nullable(),
  p_fences: z.array(int8Input).nullable(),
  p_reasons: z.array(z.string()).nullable(),
  p_retry_ms: z.array(float).nullable(),
})
export type FailOperationsArguments = z.infer<typeof failOperationsArguments>

/** One of the rows that it gives. */
export const failOperationsResult = z.object({
  id: int8.nullable(),
  outcome: z.string().nullable(),
})
export type FailOperationsResult = z.infer<typeof failOperationsResult>

/** The active person with an address, whatever its letter case, and the hash to compare; no row for one without a password. */
export const findSignInArguments = z.strictObject({
  p_email: z.string().nullable(),
})
export type FindSignInArguments = z.infer<typeof findSignInArguments>

/** One of the rows that it gives. */
export const findSignInResult = z.object({
  user_id: z.int32().nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  role_name: z.string().nullable(),
  password_hash: z.string().nullable(),
})
export type FindSignInResult = z.infer<typeof findSignInResult>

/** The lowest owner id whose rows the actor may see: 0 with the permission, their own without; null for nobody. */
export const firstVisibleOwnerArguments = z.strictObject({
  p_permission: z.string().nullable(),
})
export type FirstVisibleOwnerArguments = z.infer<typeof firstVisibleOwnerArguments>

export const firstVisibleOwnerResult = z.int32().nullable()
export type FirstVisibleOwnerResult = z.infer<typeof firstVisibleOwnerResult>

/** The slug itself, or with the first number that makes it unique; a course's own counts as free to it. */
export const freeCourseSlugArguments = z.strictObject({
  p_slug: z.string().nullable(),
  p_course_id: z.int32().nullish(),
})
export type FreeCourseSlugArguments = z.infer<typeof freeCourseSlugArguments>

export const freeCourseSlugResult = z.string().nullable()
export type FreeCourseSlugResult = z.infer<typeof freeCourseSlugResult>

/** Records an export that is ready and gives its id; usage_export_rows and usage_export_csv give its content. */
export const generateUsageExportArguments = z.strictObject({
  p_start: calendarDate.nullable(),
  p_end: calendarDate.nullable(),
  p_user_id: z.int32().nullable(),
})
export type GenerateUsageExportArguments = z.infer<typeof generateUsageExportArguments>

export const generateUsageExportResult = z.int32().nullable()
export type GenerateUsageExportResult = z.infer<typeof generateUsageExportResult>

/** Whether a person, by their role, may do something; an inactive one may nothing. */
export const hasPermissionArguments = z.strictObject({
  p_user_id: z.int32().nullable(),
  p_permission: z.string().nullable(),
})
export type HasPermissionArguments = z.infer<typeof hasPermissionArguments>

export const hasPermissionResult = z.boolean().nullable()
export type HasPermissionResult = z.infer<typeof hasPermissionResult>

/** Prolongs the lease of an import and records how far it has come; false when the worker has lost it. */
export const heartbeatImportJobArguments = z.strictObject({
  p_id: z.int32().nullable(),
  p_fence: int8Input.nullable(),
  p_rows_imported: z.int32().nullish(),
  p_rows_total: z.int32().nullish(),
  p_lease: interval.nullish(),
})
export type HeartbeatImportJobArguments = z.infer<typeof heartbeatImportJobArguments>

export const heartbeatImportJobResult = z.boolean().nullable()
export type HeartbeatImportJobResult = z.infer<typeof heartbeatImportJobResult>

/** Says that a process lives and prolongs what it holds; gives the ids it still holds, the others are lost. */
export const heartbeatOperationWorkerArguments = z.strictObject({
  p_worker: z.string().nullable(),
  p_ids: z.array(int8Input).nullable(),
  p_fences: z.array(int8Input).nullable(),
  p_alive: interval.nullish(),
  p_lease: interval.nullish(),
})
export type HeartbeatOperationWorkerArguments = z.infer<typeof heartbeatOperationWorkerArguments>

/** One of the rows that it gives. */
export const heartbeatOperationWorkerResult = int8.nullable()
export type HeartbeatOperationWorkerResult = z.infer<typeof heartbeatOperationWorkerResult>

/** Prolongs the leases of a worker; gives the ids it still holds, the others are lost. */
export const heartbeatOperationsArguments = z.strictObject({
  p_ids: z.array(int8Input).nullable(),
  p_fences: z.array(int8Input).nullable(),
  p_lease: interval.nullish(),
})
export type HeartbeatOperationsArguments = z.infer<typeof heartbeatOperationsArguments>

/** One of the rows that it gives. */
export const heartbeatOperationsResult = int8.nullable()
export type HeartbeatOperationsResult = z.infer<typeof heartbeatOperationsResult>

/** Takes resources for a person: the id of the hold, 0 where no quota applies to a bare reservation, null when refused. */
export const holdQuotaArguments = z.strictObject({
  p_user_id: z.int32().nullable(),
  p_team_id: z.int32().nullable(),
  p_container_id: z.int32().nullable(),
  p_cores: z.int32().nullable(),
  p_memory_mb: int8Input.nullable(),
  p_disk_mb: int8Input.nullable(),
})
export type HoldQuotaArguments = z.infer<typeof holdQuotaArguments>

export const holdQuotaResult = int8.nullable()
export type HoldQuotaResult = z.infer<typeof holdQuotaResult>

/** Imports rows for the worker that holds the job and records those it cannot; no row when the worker has lost it. */
export const importContentArguments = z.strictObject({
  p_id: z.int32().nullable(),
  p_fence: int8Input.nullable(),
  p_rows: z.unknown(),
})
export type ImportContentArguments = z.infer<typeof importContentArguments>

/** One of the rows that it gives. */
export const importContentResult = z.object({
  imported: z.int32().nullable(),
  failed: z.int32().nullable(),
})
export type ImportContentResult = z.infer<typeof importContentResult>

/** The highest owner id whose rows the actor may see: the highest of all with the permission, their own without; null for nobody. */
export const lastVisibleOwnerArguments = z.strictObject({
  p_permission: z.string().nullable(),
})
export type LastVisibleOwnerArguments = z.infer<typeof lastVisibleOwnerArguments>

export const lastVisibleOwnerResult = z.int32().nullable()
export type LastVisibleOwnerResult = z.infer<typeof lastVisibleOwnerResult>

/** Takes away from the balance and the counter of today of a person or, with p_user_id null, of a team. */
export const lowerUsageArguments = z.strictObject({
  p_user_id: z.int32().nullable(),
  p_team_id: z.int32().nullable(),
  p_cores: z.int32().nullable(),
  p_memory_mb: int8Input.nullable(),
  p_disk_mb: int8Input.nullable(),
  p_containers: z.int32().nullable(),
})
export type LowerUsageArguments = z.infer<typeof lowerUsageArguments>

/** Moves every entry older than p_days days to the archive. */
export const moveOldAuditLogsArguments = z.strictObject({
  p_days: z.int32().nullable(),
})
export type MoveOldAuditLogsArguments = z.infer<typeof moveOldAuditLogsArguments>

/** Opens a session for an active person, known by id or by their id at the identity provider, and notes it; no row for anybody else. */
export const openSessionArguments = z.strictObject({
  p_user_id: z.int32().nullable(),
  p_external_id: z.string().nullable(),
  p_token_hash: z.string().nullable(),
  p_valid_for: interval.nullable(),
  p_provider: z.string().nullish(),
  p_provider_account_id: z.string().nullish(),
  p_meta: z.unknown().optional(),
})
export type OpenSessionArguments = z.infer<typeof openSessionArguments>

/** One of the rows that it gives. */
export const openSessionResult = z.object({
  session_id: int8.nullable(),
  user_id: z.int32().nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  role_name: z.string().nullable(),
  expires_at: z.date().nullable(),
})
export type OpenSessionResult = z.infer<typeof openSessionResult>

/** Makes the balance and the counter of today of a person or a team, where they are not there yet; part of hold_quota and lower_usage. */
export const openUsageArguments = z.strictObject({
  p_user_id: z.int32().nullable(),
  p_team_id: z.int32().nullable(),
})
export type OpenUsageArguments = z.infer<typeof openUsageArguments>

export const openUsageResult = z.boolean().nullable()
export type OpenUsageResult = z.infer<typeof openUsageResult>

/** Opens a session and gives its token, which is told this once and kept nowhere. */
export const openWebSshSessionArguments = z.strictObject({
  p_user_id: z.int32().nullable(),
  p_container_id: z.int32().nullable(),
  p_valid_for: interval.nullish(),
  p_client_ip: z.string().nullish(),
  p_user_agent: z.string().nullish(),
})
export type OpenWebSshSessionArguments = z.infer<typeof openWebSshSessionArguments>

export const openWebSshSessionResult = z.string().nullable()
export type OpenWebSshSessionResult = z.infer<typeof openWebSshSessionResult>

/** Makes a version what new containers of its template start from; what the version leaves null stays. */
export const promoteTemplateVersionArguments = z.strictObject({
  p_template_id: z.int32().nullable(),
  p_version_id: z.int32().nullable(),
})
export type PromoteTemplateVersionArguments = z.infer<typeof promoteTemplateVersionArguments>

/** Deletes at most p_limit sealed entries older than p_days days from the archive, under a seal of its own; gives their number. */
export const purgeArchivedAuditLogsArguments = z.strictObject({
  p_days: z.int32().nullable(),
  p_limit: z.int32().nullish(),
})
export type PurgeArchivedAuditLogsArguments = z.infer<typeof purgeArchivedAuditLogsArguments>

export const purgeArchivedAuditLogsResult = int8.nullable()
export type PurgeArchivedAuditLogsResult = z.infer<typeof purgeArchivedAuditLogsResult>

/** Deletes at most p_limit imports that are over and older than p_days days; gives their number. */
export const purgeImportJobsArguments = z.strictObject({
  p_days: z.int32().nullable(),
  p_limit: z.int32().nullable(),
})
export type PurgeImportJobsArguments = z.infer<typeof purgeImportJobsArguments>

export const purgeImportJobsResult = int8.nullable()
export type PurgeImportJobsResult = z.infer<typeof purgeImportJobsResult>

/** Deletes at most p_limit measurements older than p_days days, oldest first; gives their number. */
export const purgeMetricsArguments = z.strictObject({
  p_days: z.int32().nullable(),
  p_limit: z.int32().nullable(),
})
export type PurgeMetricsArguments = z.infer<typeof purgeMetricsArguments>

export const purgeMetricsResult = int8.nullable()
export type PurgeMetricsResult = z.infer<typeof purgeMetricsResult>

/** Deletes at most p_limit notifications that were read and older than p_days days; gives their number. */
export const purgeNotificationsArguments = z.strictObject({
  p_days: z.int32().nullable(),
  p_limit: z.int32().nullable(),
})
export type PurgeNotificationsArguments = z.infer<typeof purgeNotificationsArguments>

export const purgeNotificationsResult = int8.nullable()
export type PurgeNotificationsResult = z.infer<typeof purgeNotificationsResult>

/** Deletes every measurement older than p_days days. */
export const purgeOldMetricsArguments = z.strictObject({
  p_days: z.int32().nullable(),
})
export type PurgeOldMetricsArguments = z.infer<typeof purgeOldMetricsArguments>

/** Deletes at most p_limit operations that are over and older than p_days days; gives their number. */
export const purgeOperationsArguments = z.strictObject({
  p_days: z.int32().nullable(),
  p_limit: z.int32().nullable(),
})
export type PurgeOperationsArguments = z.infer<typeof purgeOperationsArguments>

export const purgeOperationsResult = int8.nullable()
export type PurgeOperationsResult = z.infer<typeof purgeOperationsResult>

/** Deletes at most p_limit grants that were given back and older than p_days days; gives their number. */
export const purgeQuotaHoldsArguments = z.strictObject({
  p_days: z.int32().nullable(),
  p_limit: z.int32().nullable(),
})
export type PurgeQuotaHoldsArguments = z.infer<typeof purgeQuotaHoldsArguments>

export const purgeQuotaHoldsResult = int8.nullable()
export type PurgeQuotaHoldsResult = z.infer<typeof purgeQuotaHoldsResult>

/** Adds to the balance and the counter of a team within limits; part of hold_quota. */
export const raiseTeamUsageArguments = z.strictObject({
  p_team_id: z.int32().nullable(),
  p_cores: z.int32().nullable(),
  p_memory_mb: int8Input.nullable(),
  p_disk_mb: int8Input.nullable(),
  p_containers: z.int32().nullable(),
  p_limits: z.string().nullable(),
})
export type RaiseTeamUsageArguments = z.infer<typeof raiseTeamUsageArguments>

export const raiseTeamUsageResult = z.boolean().nullable()
export type RaiseTeamUsageResult = z.infer<typeof raiseTeamUsageResult>

/** Where a balance or the latest counter is not the sum of the live holds; no row when all is well. */
export const reconcileQuotaArguments = z.strictObject({})
export type ReconcileQuotaArguments = z.infer<typeof reconcileQuotaArguments>

/** One of the rows that it gives. */
export const reconcileQuotaResult = z.object({
  user_id: z.int32().nullable(),
  team_id: z.int32().nullable(),
  source: z.string().nullable(),
  cores_used: int8.nullable(),
  cores_held: int8.nullable(),
  memory_mb_used: int8.nullable(),
  memory_mb_held: int8.nullable(),
  storage_mb_used: int8.nullable(),
  storage_mb_held: int8.nullable(),
  concurrent_containers: int8.nullable(),
  containers_held: int8.nullable(),
})
export type ReconcileQuotaResult = z.infer<typeof reconcileQuotaResult>

/** Records a row that could not be imported; false when the worker has lost the job. */
export const recordImportErrorArguments = z.strictObject({
  p_id: z.int32().nullable(),
  p_fence: int8Input.nullable(),
  p_row_number: z.int32().nullable(),
  p_message: z.string().nullable(),
  p_payload: z.unknown().optional(),
})
export type RecordImportErrorArguments = z.infer<typeof recordImportErrorArguments>

export const recordImportErrorResult = z.boolean().nullable()
export type RecordImportErrorResult = z.infer<typeof recordImportErrorResult>

/** Records a snapshot that was taken, in both tables; a name that the container has already is refused. */
export const recordSnapshotArguments = z.strictObject({
  p_container_id: z.int32().nullable(),
  p_snapshot_name: z.string().nullable(),
  p_created_by: z.int32().nullable(),
  p_notes: z.string().nullable(),
})
export type RecordSnapshotArguments = z.infer<typeof recordSnapshotArguments>

/** Puts an import that was given up back into the queue; false when it was not. Its fence goes on counting. */
export const redriveImportJobArguments = z.strictObject({
  p_id: z.int32().nullable(),
})
export type RedriveImportJobArguments = z.infer<typeof redriveImportJobArguments>

export const redriveImportJobResult = z.boolean().nullable()
export type RedriveImportJobResult = z.infer<typeof redriveImportJobResult>

/** Puts an operation that was given up or cancelled back into the queue; false when it was not. Its fence goes on counting. */
export const redriveOperationArguments = z.strictObject({
  p_id: int8Input.nullable(),
})
export type RedriveOperationArguments = z.infer<typeof redriveOperationArguments>

export const redriveOperationResult = z.boolean().nullable()
export type RedriveOperationResult = z.infer<typeof redriveOperationResult>

/** Brings both monitoring views up to date without keeping readers out. */
export const refreshMonitoringMaterializedViewsArguments = z.strictObject({})
export type RefreshMonitoringMaterializedViewsArguments = z.infer<typeof refreshMonitoringMaterializedViewsArguments>

/** Registers a person with the role employee and the hash of their password; gives their id. */
export const registerUserArguments = z.strictObject({
  p_name: z.string().nullable(),
  p_email: z.string().nullable(),
  p_password_hash: z.string().nullable(),
})
export type RegisterUserArguments = z.infer<typeof registerUserArguments>

export const registerUserResult = z.int32().nullable()
export type RegisterUserResult = z.infer<typeof registerUserResult>

/** Gives one hold of an advisory lock back; false, with a warning, when the session does not hold it. */
export const releaseAdvisoryLockArguments = z.strictObject({
  p_key: int8Input.nullable(),
})
export type ReleaseAdvisoryLockArguments = z.infer<typeof releaseAdvisoryLockArguments>

export const releaseAdvisoryLockResult = z.boolean().nullable()
export type ReleaseAdvisoryLockResult = z.infer<typeof releaseAdvisoryLockResult>

/** Gives back what a container holds; false when it holds nothing. Its triggers do so by themselves. */
export const releaseContainerArguments = z.strictObject({
  p_container_id: z.int32().nullable(),
})
export type ReleaseContainerArguments = z.infer<typeof releaseContainerArguments>

export const releaseContainerResult = z.boolean().nullable()
export type ReleaseContainerResult = z.infer<typeof releaseContainerResult>

/** Gives the resources of a hold back; false when they were given back before. */
export const releaseHoldArguments = z.strictObject({
  p_hold_id: int8Input.nullable(),
})
export type ReleaseHoldArguments = z.infer<typeof releaseHoldArguments>

export const releaseHoldResult = z.boolean().nullable()
export type ReleaseHoldResult = z.infer<typeof releaseHoldResult>

/** Hands imports back at once, for another worker; gives the ids of those that were still held. */
export const releaseImportJobsArguments = z.strictObject({
  p_ids: z.array(z.int32()).nullable(),
  p_fences: z.array(int8Input).nullable(),
})
export type ReleaseImportJobsArguments = z.infer<typeof releaseImportJobsArguments>

/** One of the rows that it gives. */
export const releaseImportJobsResult = z.int32().nullable()
export type ReleaseImportJobsResult = z.infer<typeof releaseImportJobsResult>

/** Hands operations back that were claimed but not begun, as if they had never been claimed; gives their ids. */
export const releaseOperationsArguments = z.strictObject({
  p_ids: z.array(int8Input).nullable(),
  p_fences: z.array(int8Input).nullable(),
})
export type ReleaseOperationsArguments = z.infer<typeof releaseOperationsArguments>

/** One of the rows that it gives. */
export const releaseOperationsResult = int8.nullable()
export type ReleaseOperationsResult = z.infer<typeof releaseOperationsResult>

/** Gives back what one check_and_reserve_quota of the same amounts took; false when there is no such reservation. */
export const releaseQuotaArguments = z.strictObject({
  p_user_id: z.int32().nullable(),
  p_team_id: z.int32().nullable(),
  p_cores: z.int32().nullable(),
  p_memory_mb: int8Input.nullable(),
  p_disk_mb: int8Input.nullable(),
})
export type ReleaseQuotaArguments = z.infer<typeof releaseQuotaArguments>

export const releaseQuotaResult = z.boolean().nullable()
export type ReleaseQuotaResult = z.infer<typeof releaseQuotaResult>

/** Ends holds of containers that hold nothing any more, and makes those that are missing; part of repair_quota. */
export const repairHoldsArguments = z.strictObject({})
export type RepairHoldsArguments = z.infer<typeof repairHoldsArguments>

/** One of the rows that it gives. */
export const repairHoldsResult = z.object({
  problem: z.string().nullable(),
  user_id: z.int32().nullable(),
  team_id: z.int32().nullable(),
  container_id: z.int32().nullable(),
})
export type RepairHoldsResult = z.infer<typeof repairHoldsResult>

/** Makes holds follow the containers, and balances and today's counters the holds; tells what was mended. A limit is not asked. */
export const repairQuotaArguments = z.strictObject({})
export type RepairQuotaArguments = z.infer<typeof repairQuotaArguments>

/** One of the rows that it gives. */
export const repairQuotaResult = z.object({
  problem: z.string().nullable(),
  user_id: z.int32().nullable(),
  team_id: z.int32().nullable(),
  container_id: z.int32().nullable(),
})
export type RepairQuotaResult = z.infer<typeof repairQuotaResult>

/** Records how far an operation has come; false when the worker has lost it. */
export const reportOperationProgressArguments = z.strictObject({
  p_id: int8Input.nullable(),
  p_fence: int8Input.nullable(),
  p_details: z.unknown(),
})
export type ReportOperationProgressArguments = z.infer<typeof reportOperationProgressArguments>

export const reportOperationProgressResult = z.boolean().nullable()
export type ReportOperationProgressResult = z.infer<typeof reportOperationProgressResult>

/** Reserves quota and makes the row of a container in state creating: its id, or null when the quota does not suffice. */
export const reserveContainerRowArguments = z.strictObject({
  p_user_id: z.int32().nullable(),
  p_team_id: z.int32().nullable(),
  p_template_id: z.int32().nullable(),
  p_image: z.string().nullable(),
  p_cpu: z.int32().nullable(),
  p_memory_mb: z.int32().nullable(),
  p_disk_mb: z.int32().nullable(),
})
export type ReserveContainerRowArguments = z.infer<typeof reserveContainerRowArguments>

export const reserveContainerRowResult = z.int32().nullable()
export type ReserveContainerRowResult = z.infer<typeof reserveContainerRowResult>

/** How many days the settings say to keep something; null for ever. */
export const retentionDaysArguments = z.strictObject({
  p_kind: z.string().nullable(),
})
export type RetentionDaysArguments = z.infer<typeof retentionDaysArguments>

export const retentionDaysResult = z.int32().nullable()
export type RetentionDaysResult = z.infer<typeof retentionDaysResult>

/** The moment before which records of more than so many days lie. */
export const retentionLimitArguments = z.strictObject({
  p_days: z.int32().nullable(),
})
export type RetentionLimitArguments = z.infer<typeof retentionLimitArguments>

export const retentionLimitResult = z.date().nullable()
export type RetentionLimitResult = z.infer<typeof retentionLimitResult>

/** Forgets a process that stops in good order, after it handed back what it held; false when it was not known. */
export const retireOperationWorkerArguments = z.strictObject({
  p_worker: z.string().nullable(),
})
export type RetireOperationWorkerArguments = z.infer<typeof retireOperationWorkerArguments>

export const retireOperationWorkerResult = z.boolean().nullable()
export type RetireOperationWorkerResult = z.infer<typeof retireOperationWorkerResult>

/** How long to wait before the next attempt. */
export const retryDelayArguments = z.strictObject({
  p_attempts: z.int32().nullable(),
})
export type RetryDelayArguments = z.infer<typeof retryDelayArguments>

export const retryDelayResult = interval.nullable()
export type RetryDelayResult = z.infer<typeof retryDelayResult>

/** Ends a session at once; false when it was over. */
export const revokeWebSshSessionArguments = z.strictObject({
  p_id: int8Input.nullable(),
})
export type RevokeWebSshSessionArguments = z.infer<typeof revokeWebSshSessionArguments>

export const revokeWebSshSessionResult = z.boolean().nullable()
export type RevokeWebSshSessionResult = z.infer<typeof revokeWebSshSessionResult>

/** Prolongs a session under a new token; the old one is worth nothing from then on. Of two callers at once one gets a row. */
export const rotateSessionArguments = z.strictObject({
  p_token_hash: z.string().nullable(),
  p_new_token_hash: z.string().nullable(),
  p_valid_for: interval.nullable(),
})
export type RotateSessionArguments = z.infer<typeof rotateSessionArguments>

/** One of the rows that it gives. */
export const rotateSessionResult = z.object({
  session_id: int8.nullable(),
  user_id: z.int32().nullable(),
  expires_at: z.date().nullable(),
})
export type RotateSessionResult = z.infer<typeof rotateSessionResult>

/** Makes a role, or gives it exactly these permissions, on behalf of somebody who may manage people; gives its id. */
export const saveRoleArguments = z.strictObject({
  p_acting_user_id: z.int32().nullable(),
  p_name: z.string().nullable(),
  p_description: z.string().nullable(),
  p_permissions: z.array(z.string()).nullable(),
})
export type SaveRoleArguments = z.infer<typeof saveRoleArguments>

export const saveRoleResult = z.int32().nullable()
export type SaveRoleResult = z.infer<typeof saveRoleResult>

/** Seals what finished transactions have written, about p_limit entries at most; gives the seal, or no row when there is nothing. */
export const sealAuditLogsArguments = z.strictObject({
  p_limit: z.int32().nullish(),
  p_restart: z.boolean().nullish(),
})
export type SealAuditLogsArguments = z.infer<typeof sealAuditLogsArguments>

/** One of the rows that it gives. */
export const sealAuditLogsResult = z.object({
  seal_id: int8.nullable(),
  row_count: int8.nullable(),
  chain: bytes.nullable(),
})
export type SealAuditLogsResult = z.infer<typeof sealAuditLogsResult>

/** Sets the password of oneself or, with users:manage, of another, ends that person's sessions and notes it; false when the person does not exist. */
export const setPasswordArguments = z.strictObject({
  p_acting_user_id: z.int32().nullable(),
  p_user_id: z.int32().nullable(),
  p_password_hash: z.string().nullable(),
})
export type SetPasswordArguments = z.infer<typeof setPasswordArguments>

export const setPasswordResult = z.boolean().nullable()
export type SetPasswordResult = z.infer<typeof setPasswordResult>

/** Gives a person another role, if the actor may manage people; false when the person or the role does not exist. */
export const setUserRoleArguments = z.strictObject({
  p_user_id: z.int32().nullable(),
  p_role_name: z.string().nullable(),
})
export type SetUserRoleArguments = z.infer<typeof setUserRoleArguments>

export const setUserRoleResult = z.boolean().nullable()
export type SetUserRoleResult = z.infer<typeof setUserRoleResult>

/** Activates, disables or suspends a person, if the actor may manage people; false when the person does not exist. */
export const setUserStatusArguments = z.strictObject({
  p_user_id: z.int32().nullable(),
  p_status: z.string().nullable(),
})
export type SetUserStatusArguments = z.infer<typeof setUserStatusArguments>

export const setUserStatusResult = z.boolean().nullable()
export type SetUserStatusResult = z.infer<typeof setUserStatusResult>

/** Takes back what workers have lost, gives up what was tried often enough, and makes ready what is due. */
export const sweepImportJobsArguments = z.strictObject({
  p_limit: z.int32().nullish(),
})
export type SweepImportJobsArguments = z.infer<typeof sweepImportJobsArguments>

/** One of the rows that it gives. */
export const sweepImportJobsResult = z.object({
  requeued: int8.nullable(),
  given_up: int8.nullable(),
  made_ready: int8.nullable(),
})
export type SweepImportJobsResult = z.infer<typeof sweepImportJobsResult>

/** Takes back what workers have lost, gives up what was tried often enough, and makes ready what is due. */
export const sweepOperationsArguments = z.strictObject({
  p_limit: z.int32().nullish(),
})
export type SweepOperationsArguments = z.infer<typeof sweepOperationsArguments>

/** One of the rows that it gives. */
export const sweepOperationsResult = z.object({
  requeued: int8.nullable(),
  given_up: int8.nullable(),
  made_ready: int8.nullable(),
})
export type SweepOperationsResult = z.infer<typeof sweepOperationsResult>

/** Moves a container to a state, stamps when it started or stopped, and records why; false where there is none. */
export const transitionContainerArguments = z.strictObject({
  p_container_id: z.int32().nullable(),
  p_status: z.string().nullable(),
  p_reason: z.string().nullish(),
})
export type TransitionContainerArguments = z.infer<typeof transitionContainerArguments>

export const transitionContainerResult = z.boolean().nullable()
export type TransitionContainerResult = z.infer<typeof transitionContainerResult>

/** Replaces the digest of an unchanged password by a stronger one, at sign-in; false when it has changed meanwhile. */
export const upgradePasswordHashArguments = z.strictObject({
  p_user_id: z.int32().nullable(),
  p_old_hash: z.string().nullable(),
  p_new_hash: z.string().nullable(),
})
export type UpgradePasswordHashArguments = z.infer<typeof upgradePasswordHashArguments>

export const upgradePasswordHashResult = z.boolean().nullable()
export type UpgradePasswordHashResult = z.infer<typeof upgradePasswordHashResult>

/** The counters of an export as CSV with a header; times in UTC. */
export const usageExportCsvArguments = z.strictObject({
  p_export_id: int8Input.nullable(),
})
export type UsageExportCsvArguments = z.infer<typeof usageExportCsvArguments>

export const usageExportCsvResult = z.string().nullable()
export type UsageExportCsvResult = z.infer<typeof usageExportCsvResult>

/** The counters of an export, by day. */
export const usageExportRowsArguments = z.strictObject({
  p_export_id: int8Input.nullable(),
})
export type UsageExportRowsArguments = z.infer<typeof usageExportRowsArguments>

/** One of the rows that it gives. */
export const usageExportRowsResult = usageCountersRow
export type UsageExportRowsResult = z.infer<typeof usageExportRowsResult>

/** Whose session a token digest belongs to; no row when it is unknown, expired or ended, or its holder is not active. */
export const useSessionArguments = z.strictObject({
  p_token_hash: z.string().nullable(),
})
export type UseSessionArguments = z.infer<typeof useSessionArguments>

/** One of the rows that it gives. */
export const useSessionResult = z.object({
  session_id: int8.nullable(),
  user_id: z.int32().nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  role_name: z.string().nullable(),
  expires_at: z.date().nullable(),
})
export type UseSessionResult = z.infer<typeof useSessionResult>

/** Whose shell a token opens, and where; no row when it is unknown, expired or ended, or its holder is not active. */
export const useWebSshSessionArguments = z.strictObject({
  p_token: z.string().nullable(),
})
export type UseWebSshSessionArguments = z.infer<typeof useWebSshSessionArguments>

/** One of the rows that it gives. */
export const useWebSshSessionResult = z.object({
  id: int8.nullable(),
  user_id: z.int32().nullable(),
  container_id: z.int32().nullable(),
  expires_at: z.date().nullable(),
})
export type UseWebSshSessionResult = z.infer<typeof useWebSshSessionResult>

/** A page of the people the caller may see, with their assignments and containers, and how many match in all; p_search is part of a name or address. */
export const userPageArguments = z.strictObject({
  p_search: z.string().nullish(),
  p_role: z.string().nullish(),
  p_status: z.string().nullish(),
  p_sort: z.string().nullish(),
  p_descending: z.boolean().nullish(),
  p_limit: z.int32().nullish(),
  p_offset: z.int32().nullish(),
})
export type UserPageArguments = z.infer<typeof userPageArguments>

/** One of the rows that it gives. */
export const userPageResult = z.object({
  user_id: z.int32().nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  role_name: z.string().nullable(),
  status: z.string().nullable(),
  profile_pic: z.string().nullable(),
  created_at: z.date().nullable(),
  assignment_count: z.int32().nullable(),
  completed_assignment_count: z.int32().nullable(),
  container_count: z.int32().nullable(),
  running_container_count: z.int32().nullable(),
  total_count: z.int32().nullable(),
})
export type UserPageResult = z.infer<typeof userPageResult>

/** The first entry that is altered, missing, inserted or duplicated, or the first seal that was replaced; no row when all is as sealed. */
export const verifyAuditLogsArguments = z.strictObject({
  p_known_chain: bytes.nullish(),
})
export type VerifyAuditLogsArguments = z.infer<typeof verifyAuditLogsArguments>

/** One of the rows that it gives. */
export const verifyAuditLogsResult = z.object({
  problem: z.string().nullable(),
  audit_log_id: int8.nullable(),
  seal_id: int8.nullable(),
})
export type VerifyAuditLogsResult = z.infer<typeof verifyAuditLogsResult>

/** Makes idle workers look at once, for callers that are not Node: a statement of its own, after the commit of what was asked for. False when another one is doing so. */
export const wakeOperationWorkersArguments = z.strictObject({})
export type WakeOperationWorkersArguments = z.infer<typeof wakeOperationWorkersArguments>

export const wakeOperationWorkersResult = z.boolean().nullable()
export type WakeOperationWorkersResult = z.infer<typeof wakeOperationWorkersResult>
