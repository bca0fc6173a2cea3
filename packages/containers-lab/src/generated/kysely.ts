// Written by `schemata contract`; not to be edited.

/** What a column gives, and what an insert and an update take; kysely knows these markers. */
interface Column<Select, Insert, Update> {
  readonly __select__: Select
  readonly __insert__: Insert
  readonly __update__: Update
}

/** May be left out of an insert. */
type Optional<Select, Write = Select> = Column<Select, Write | undefined, Write>

/** Of a view, which is never written. */
type Seen<Select> = Column<Select, NotWritable, NotWritable>
interface NotWritable {
  readonly 'a view is not written': never
}

type AssignmentsStatus = 'assigned' | 'in_progress' | 'completed' | 'blocked'
type AuditSealsKind = 'rows' | 'purge' | 'restart'
type CoursesVisibility = 'private' | 'public'
type ImportJobsStatus = 'pending' | 'processing' | 'completed' | 'failed'
type OperationAuditAction = 'enqueue' | 'start' | 'progress' | 'complete' | 'fail' | 'retry' | 'release' | 'redrive' | 'cancel'
type OperationQueueOperation = 'create' | 'start' | 'stop' | 'snapshot' | 'delete'
type OperationQueueStatus = 'pending' | 'in_progress' | 'completed' | 'failed' | 'cancelled'
type UsageExportsStatus = 'pending' | 'ready' | 'failed'
type UsersStatus = 'active' | 'disabled' | 'suspended'
type WebSshSessionsStatus = 'active' | 'closed' | 'revoked'

/** What became of an assignment, step by step. */
export interface AssignmentHistoryTable {
  /** The assignment. */
  assignment_id: number
  /** When. */
  changed_at: Optional<Date, Date | string>
  /** Who did it, where that is known. */
  changed_by: number | null
  /** Identifies the entry. */
  id: Optional<number>
  /** The status from then on. */
  new_status: string | null
  /** created, reassigned, or nothing. */
  note: string | null
  /** The status before; null at the start. */
  previous_status: string | null
}

/** A state that an assignment can be in. */
export interface AssignmentStatusesTable {
  /** Identifies the state. */
  id: Optional<number>
  /** What it is called, as in assignments.status. */
  name: string
}

/** A task given to a person or a team. */
export interface AssignmentsTable {
  /** Who said so. */
  assigned_by: number | null
  /** Which team is to do it. */
  assigned_group_id: number | null
  /** Who is to do it. */
  assigned_to_user_id: number | null
  /** The same as status, as a reference; kept by trigger. */
  assignment_status_id: number | null
  /** When it was completed, kept by trigger; null while it is not. */
  completed_at: Optional<Date | null, Date | string | null>
  /** When it was given. */
  created_at: Optional<Date, Date | string>
  /** By when. */
  due_date: Optional<Date | null, Date | string | null>
  /** Identifies the assignment. */
  id: Optional<number>
  /** What the application notes. */
  metadata: Optional<unknown>
  /** What the assignee notes. */
  notes: string | null
  /** When it was first in progress, kept by trigger; null while it never was. */
  started_at: Optional<Date | null, Date | string | null>
  /** assigned, in_progress, completed or blocked. */
  status: Optional<AssignmentsStatus>
  /** What is to be done. */
  task_id: number | null
  /** When it last changed, kept by trigger. */
  updated_at: Optional<Date, Date | string>
}

/** The whole audit trail, archived or not. */
export interface AuditEntriesView {
  action: Seen<string | null>
  actor_user_id: Seen<number | null>
  created_at: Seen<Date | null>
  id: Seen<string | null>
  meta: Seen<unknown>
  target_id: Seen<string | null>
  target_type: Seen<string | null>
  txid: Seen<string | null>
}

/** What a sealed entry said, as a digest. */
export interface AuditLeavesTable {
  /** Who did it, as of the sealing: the entry forgets a person who is deleted. */
  actor_user_id: number | null
  /** The entry, in audit_logs or in its archive. */
  audit_log_id: Column<string, string | number | bigint, string | number | bigint>
  /** SHA-256 of the entry. */
  leaf: Uint8Array
  /** The seal under which retention deleted the entry. */
  purge_seal_id: Optional<string | null, string | number | bigint | null>
  /** The seal that covers it. */
  seal_id: Column<string, string | number | bigint, string | number | bigint>
}

/** Who did what to which row. */
export interface AuditLogsTable {
  /** INSERT, UPDATE or DELETE, or what the application calls it. */
  action: string
  /** Who did it; null when nobody is known or the person is gone. */
  actor_user_id: number | null
  /** When. */
  created_at: Optional<Date, Date | string>
  /** Identifies the entry. */
  id: Optional<string, string | number | bigint>
  /** Of a change of a row: operation, old, new, changed_columns, and actor where the setting named nobody. */
  meta: Optional<unknown>
  /** The row. */
  target_id: string | null
  /** The table, or what the application calls it. */
  target_type: string
  /** The transaction that wrote the entry. */
  txid: Optional<string, string | number | bigint>
}

/** Entries of audit_logs that have been moved out of the way. */
export interface AuditLogsArchiveTable {
  /** INSERT, UPDATE or DELETE, or what the application calls it. */
  action: string
  /** Who did it. */
  actor_user_id: number | null
  /** When. */
  created_at: Optional<Date, Date | string>
  /** The id it had there. */
  id: Column<string, string | number | bigint, string | number | bigint>
  /** As in audit_logs. */
  meta: Optional<unknown>
  /** The row. */
  target_id: string | null
  /** The table, or what the application calls it. */
  target_type: string
  /** The transaction that wrote the entry. */
  txid: Column<string, string | number | bigint, string | number | bigint>
}

/** A sealed part of the audit trail; each seal holds the digest of the one before. */
export interface AuditSealsTable {
  /** SHA-256 of all of the above: the value to keep elsewhere. */
  chain: Uint8Array
  /** Entries of transactions below it are covered by this seal or an earlier one. */
  horizon: Column<string, string | number | bigint, string | number | bigint>
  /** Number of the seal, from 1 on without a gap. */
  id: Column<string, string | number | bigint, string | number | bigint>
  /** rows for new entries, purge for entries that were deleted by retention, restart for the first seal in a restored database. */
  kind: AuditSealsKind
  /** Chain value of the seal before; 32 zero bytes for the first. */
  previous: Uint8Array
  /** SHA-256 of the leaves, in the order of the entries' ids. */
  root: Uint8Array
  /** How many entries it covers. */
  row_count: Column<string, string | number | bigint, string | number | bigint>
  /** When it was made. */
  sealed_at: Optional<Date, Date | string>
}

/** A state that a container has come to. */
export interface ContainerLifecycleTable {
  /** When. */
  changed_at: Optional<Date, Date | string>
  /** Who did it, where that is known. */
  changed_by: number | null
  /** The container. */
  container_id: number | null
  /** Identifies the entry. */
  id: Optional<string, string | number | bigint>
  /** The state from then on. */
  new_status_id: number | null
  /** The state before; null at the start. */
  old_status_id: number | null
  /** Why, where the application says so. */
  reason: string | null
}

/** A move from one state to another that is allowed. */
export interface ContainerStatusMovesTable {
  /** The state before; null for a new container. */
  from_status_id: number | null
  /** The state after. */
  to_status_id: number
}

/** A state that a container can be in. */
export interface ContainerStatusesTable {
  /** Whether a container in this state counts against the quota of its owner. */
  holds_quota: Optional<boolean>
  /** Identifies the state. */
  id: Optional<number>
  /** What it is called. */
  name: string
}

/** States, operations and snapshots of containers the reader may see; order it by at. */
export interface ContainerTimelineView {
  at: Seen<Date | null>
  container_id: Seen<number | null>
  details: Seen<unknown>
  kind: Seen<string | null>
  user_id: Seen<number | null>
  what: Seen<string | null>
}

/** An LXC container. */
export interface ContainersTable {
  /** Processor cores. */
  cpu: Optional<number>
  /** When it was reserved. */
  created_at: Optional<Date, Date | string>
  /** Disk in MB. */
  disk_mb: Optional<number>
  /** Identifies the container. */
  id: Optional<number>
  /** The image it started from. */
  image: string
  /** Where it is reached. */
  ip_address: string | null
  /** Its name on the host. */
  lxc_name: string
  /** Memory in MB. */
  memory_mb: Optional<number>
  /** What the application notes. */
  metadata: Optional<unknown>
  /** Whose it is. */
  owner_user_id: number | null
  /** When it last started. */
  started_at: Optional<Date | null, Date | string | null>
  /** The state it is in. */
  status_id: number | null
  /** When it last stopped. */
  stopped_at: Optional<Date | null, Date | string | null>
  /** What it was made from. */
  template_id: number | null
}

/** A course given to a person; each pair once. */
export interface CourseAssignmentsTable {
  /** Who said so. */
  assigned_by: number | null
  /** Who is to read it. */
  assigned_to_user_id: number
  /** The course. */
  course_id: number
  /** When it was given. */
  created_at: Optional<Date, Date | string>
  /** By when. */
  due_date: Optional<Date | null, Date | string | null>
  /** Identifies the assignment. */
  id: Optional<number>
}

/** A course with how many modules and tasks it has and to how many people it is given. The author has no name where the reader may not see them. */
export interface CourseOverviewView {
  assignment_count: Seen<number | null>
  author_name: Seen<string | null>
  course_id: Seen<number | null>
  created_at: Seen<Date | null>
  created_by: Seen<number | null>
  description: Seen<string | null>
  module_count: Seen<number | null>
  slug: Seen<string | null>
  task_count: Seen<number | null>
  title: Seen<string | null>
  visibility: Seen<string | null>
}

/** The courses of a person, given whole, by a module or by a task, with how many of their tasks there are in which state. */
export interface CourseProgressView {
  blocked_count: Seen<number | null>
  completed_count: Seen<number | null>
  completion_percent: Seen<number | null>
  course_id: Seen<number | null>
  due_date: Seen<Date | null>
  in_progress_count: Seen<number | null>
  slug: Seen<string | null>
  task_count: Seen<number | null>
  title: Seen<string | null>
  user_id: Seen<number | null>
  whole_course: Seen<boolean | null>
}

/** A course. */
export interface CoursesTable {
  /** When it was written. */
  created_at: Optional<Date, Date | string>
  /** Who wrote it. */
  created_by: number | null
  /** What it is about. */
  description: string | null
  /** Identifies the course. */
  id: Optional<number>
  /** Words of title and description, kept by trigger. */
  search_vector: string | null
  /** As it stands in addresses. */
  slug: string
  /** What it is called. */
  title: string
  /** private or public; a public course is open to everyone who has signed in. */
  visibility: Optional<CoursesVisibility>
}

/** One row: how many containers, running ones, people and waiting assignments the reader may see. */
export interface DbHealthView {
  assigned_tasks: Seen<string | null>
  last_checked: Seen<Date | null>
  running_containers: Seen<string | null>
  total_containers: Seen<string | null>
  total_users: Seen<string | null>
}

/** Software that is installed together. */
export interface DependencySetsTable {
  /** When it was written. */
  created_at: Optional<Date, Date | string>
  /** Who wrote it. */
  created_by: number | null
  /** What it is for. */
  description: string | null
  /** Identifies the set. */
  id: Optional<number>
  /** What it is called. */
  name: string
  /** The shell script that installs it. */
  script: string | null
}

/** What was assigned to a person themselves and how it goes: counts, first start, last completion, average minutes from start to completion. */
export interface EmployeeTrackingView {
  assigned_count: Seen<number | null>
  average_minutes: Seen<number | null>
  blocked_count: Seen<number | null>
  completed_count: Seen<number | null>
  completion_percent: Seen<number | null>
  course_count: Seen<number | null>
  email: Seen<string | null>
  first_started_at: Seen<Date | null>
  in_progress_count: Seen<number | null>
  last_completed_at: Seen<Date | null>
  module_count: Seen<number | null>
  name: Seen<string | null>
  overdue_count: Seen<number | null>
  role_name: Seen<string | null>
  task_count: Seen<number | null>
  user_id: Seen<number | null>
  user_status: Seen<string | null>
}

/** The courses, modules and tasks that were assigned to a person themselves, as JSON. Read it for one person or a page of them. */
export interface EmployeeWorkView {
  courses: Seen<unknown>
  modules: Seen<unknown>
  tasks: Seen<unknown>
  user_id: Seen<number | null>
}

/** A row of a file that could not be imported. */
export interface ImportErrorsTable {
  /** When it was met. */
  created_at: Optional<Date, Date | string>
  /** What was wrong. */
  error_message: string | null
  /** Identifies the error. */
  id: Optional<number>
  /** The job. */
  import_job_id: number
  /** The row as it was read. */
  payload: Optional<unknown>
  /** Which row of the file, counted from 1. */
  row_number: number | null
}

/** A file to be imported. */
export interface ImportJobsTable {
  /** How often it was claimed. */
  attempts: Optional<number>
  /** The worker that holds it. */
  claimed_by: string | null
  /** When it was done. */
  completed_at: Optional<Date | null, Date | string | null>
  /** When it was uploaded. */
  created_at: Optional<Date, Date | string>
  /** When it was given up. */
  dead_at: Optional<Date | null, Date | string | null>
  /** Why it was given up, or why the last attempt failed. */
  dead_reason: string | null
  /** When the last attempt failed. */
  failed_at: Optional<Date | null, Date | string | null>
  /** Number of the claim; every later write must state it. */
  fence: Optional<string, string | number | bigint>
  /** What the file is called. */
  file_name: string
  /** Its size. */
  file_size_bytes: Optional<string | null, string | number | bigint | null>
  /** Identifies the job. */
  id: Optional<number>
  /** Until when the worker holds it, unless it asks for more. */
  lease_until: Optional<Date | null, Date | string | null>
  /** How often it may be. */
  max_attempts: Optional<number>
  /** Not to be claimed before then; null when it is ready. */
  not_before: Optional<Date | null, Date | string | null>
  /** What came of it. */
  result_summary: string | null
  /** Rows that could not be imported; each has a row in import_errors. */
  rows_failed: Optional<number>
  /** Rows imported so far. */
  rows_imported: Optional<number>
  /** Rows in the file, once that is known. */
  rows_total: number | null
  /** When the present attempt began. */
  started_at: Optional<Date | null, Date | string | null>
  /** pending, processing, completed or failed. */
  status: Optional<ImportJobsStatus>
  /** Where the file lies. */
  storage_path: string | null
  /** Who uploaded it. */
  uploaded_by: number | null
}

/** The password of a person. */
export interface LocalAuthTable {
  /** When it was set. */
  created_at: Optional<Date, Date | string>
  /** The address it was made for; sign-in goes by users.email. */
  email: string
  /** Identifies the credential. */
  id: Optional<string, string | number | bigint>
  /** Digest of the password, as in bcrypt or argon2. */
  password_hash: string
  /** Whose it is. */
  user_id: number
}

/** A measured value. */
export interface MetricsTable {
  /** Of which container. */
  container_id: number | null
  /** Identifies the measurement. */
  id: Optional<string, string | number | bigint>
  /** What else is known. */
  meta: Optional<unknown>
  /** What was measured. */
  metric_name: string
  /** When it was measured. */
  recorded_at: Optional<Date, Date | string>
  /** Of which team. */
  team_id: number | null
  /** The value, where it is a number. */
  value_num: number | null
  /** The value, where it is not. */
  value_text: string | null
}

/** A module given to a person; each pair once. */
export interface ModuleAssignmentsTable {
  /** Who said so. */
  assigned_by: number | null
  /** Who is to read it. */
  assigned_to_user_id: number
  /** When it was given. */
  created_at: Optional<Date, Date | string>
  /** By when. */
  due_date: Optional<Date | null, Date | string | null>
  /** Identifies the assignment. */
  id: Optional<number>
  /** The module. */
  module_id: number
}

/** The modules of a person, given with the course, alone or by a task, with how many of their tasks there are in which state. */
export interface ModuleProgressView {
  blocked_count: Seen<number | null>
  completed_count: Seen<number | null>
  completion_percent: Seen<number | null>
  course_id: Seen<number | null>
  due_date: Seen<Date | null>
  in_progress_count: Seen<number | null>
  module_id: Seen<number | null>
  position: Seen<number | null>
  task_count: Seen<number | null>
  title: Seen<string | null>
  user_id: Seen<number | null>
}

/** A part of a course. */
export interface ModulesTable {
  /** The text to be read. */
  content: string | null
  /** The course. */
  course_id: number
  /** When it was written. */
  created_at: Optional<Date, Date | string>
  /** Identifies the module. */
  id: Optional<number>
  /** Its place in the course; several may share one. */
  position: Optional<number>
  /** What it is called. */
  title: string
}

/** Every person with the number of their running containers, as of the last refresh. */
export interface MvActiveContainersPerUserView {
  active_containers: Seen<string | null>
  email: Seen<string | null>
  user_id: Seen<number | null>
}

/** Every state with the number of containers in it, as of the last refresh. */
export interface MvContainersByStatusView {
  cnt: Seen<string | null>
  status_name: Seen<string | null>
}

/** Something a person is to be told. */
export interface NotificationsTable {
  /** When it arose. */
  created_at: Optional<Date, Date | string>
  /** Identifies the notification. */
  id: Optional<string, string | number | bigint>
  /** What it is about. */
  payload: Optional<unknown>
  /** Whether it has been seen. */
  read: Optional<boolean>
  /** assignment_assigned, assignment_status_changed, or what the application calls it. */
  type: string
  /** Who is to be told. */
  user_id: number | null
}

/** A step in the life of an operation. */
export interface OperationAuditTable {
  /** enqueue, start, progress, complete, fail, retry, release, redrive or cancel. */
  action: OperationAuditAction | null
  /** The container. */
  container_id: number | null
  /** When. */
  created_at: Optional<Date, Date | string>
  /** Who did it, where that is known. */
  created_by: number | null
  /** What the worker said. */
  details: Optional<unknown>
  /** Identifies the entry. */
  id: Optional<string, string | number | bigint>
  /** The operation. */
  operation_queue_id: Optional<string | null, string | number | bigint | null>
}

/** Operations on containers that wait, run, or are over. */
export interface OperationQueueTable {
  /** How often it was claimed. */
  attempts: Optional<number>
  /** Why it was to be stopped. */
  cancel_reason: string | null
  /** When somebody wanted it stopped; the worker of a running one sees it at its next heartbeat. */
  cancel_requested_at: Optional<Date | null, Date | string | null>
  /** The worker that holds it. */
  claimed_by: string | null
  /** When it was done. */
  completed_at: Optional<Date | null, Date | string | null>
  /** The container. */
  container_id: number | null
  /** When it was asked for. */
  created_at: Optional<Date, Date | string>
  /** When it was given up or cancelled. */
  dead_at: Optional<Date | null, Date | string | null>
  /** Why it was given up, or why the last attempt failed. */
  dead_reason: string | null
  /** Number of the claim; every later write must state it. */
  fence: Optional<string, string | number | bigint>
  /** Identifies the operation; also its place in the queue. */
  id: Optional<string, string | number | bigint>
  /** Until when the worker holds it, unless it asks for more. */
  lease_until: Optional<Date | null, Date | string | null>
  /** How often it may be claimed. */
  max_attempts: Optional<number>
  /** Not to be claimed before then; null when it is ready. */
  not_before: Optional<Date | null, Date | string | null>
  /** create, start, stop, snapshot or delete. */
  operation: OperationQueueOperation
  /** What the operation needs to know. */
  payload: Optional<unknown>
  /** When it was meant to run; null for as soon as possible. */
  scheduled_at: Optional<Date | null, Date | string | null>
  /** pending, in_progress, completed, failed or cancelled. */
  status: Optional<OperationQueueStatus>
}

/** A process that works on operations and says so. */
export interface OperationWorkersTable {
  /** When it was last seen. */
  last_seen_at: Optional<Date, Date | string>
  /** Taken for dead after that: its operations go to others. */
  lease_until: Column<Date, Date | string, Date | string>
  /** When it was first seen. */
  started_at: Optional<Date, Date | string>
  /** Its name, as in operation_queue.claimed_by; another process must not use it. */
  worker: string
}

/** Single things that a role may allow. */
export interface PermissionsTable {
  /** When it was made. */
  created_at: Optional<Date, Date | string>
  /** What it allows. */
  description: string | null
  /** Identifies the permission. */
  id: Optional<number>
  /** Area and verb, as in containers:manage. */
  name: string
}

/** The sum of the live holds of a person, or of a team together. */
export interface QuotaBalancesTable {
  /** Containers. */
  concurrent_containers: Optional<number>
  /** Processor cores. */
  cores_used: Optional<number>
  /** Identifies the balance. */
  id: Optional<string, string | number | bigint>
  /** Memory in MB. */
  memory_mb_used: Optional<string, string | number | bigint>
  /** Disk in MB. */
  storage_mb_used: Optional<string, string | number | bigint>
  /** The team; null for the balance of a person. */
  team_id: number | null
  /** The person; null for the balance of a team. */
  user_id: number | null
}

/** Resources granted to a person, until they are released. */
export interface QuotaHoldsTable {
  /** For which container; null for a bare reservation. */
  container_id: number | null
  /** Processor cores. */
  cores: number
  /** When they were granted. */
  created_at: Optional<Date, Date | string>
  /** Disk in MB. */
  disk_mb: Column<string, string | number | bigint, string | number | bigint>
  /** Identifies the hold. */
  id: Optional<string, string | number | bigint>
  /** Memory in MB. */
  memory_mb: Column<string, string | number | bigint, string | number | bigint>
  /** When they were given back; null while they are held. */
  released_at: Optional<Date | null, Date | string | null>
  /** For which team, if any. */
  team_id: number | null
  /** To whom they were granted. */
  user_id: number
}

/** How much a person, or a team together, may occupy at once. */
export interface QuotasTable {
  /** Processor cores; null for any number. */
  cores_limit: number | null
  /** When it was set. */
  created_at: Optional<Date, Date | string>
  /** Disk in MB; null for any amount. */
  disk_mb_limit: number | null
  /** Identifies the quota. */
  id: Optional<number>
  /** Containers at a time; null for any number. */
  max_concurrent_containers: number | null
  /** Memory in MB; null for any amount. */
  memory_mb_limit: number | null
  /** The team; null for the quota of a person. */
  team_id: number | null
  /** The person; null for the quota of a team. */
  user_id: number | null
}

/** Which role allows what; each pair once. */
export interface RolePermissionsTable {
  /** When it was allowed. */
  created_at: Optional<Date, Date | string>
  /** What it allows. */
  permission_id: number
  /** The role. */
  role_id: number
}

/** What a person may do, as a set of permissions under one name. */
export interface RolesTable {
  /** When it was made. */
  created_at: Optional<Date, Date | string>
  /** What it is meant for. */
  description: string | null
  /** Identifies the role. */
  id: Optional<number>
  /** What the role is called. */
  name: string
}

/** A sign-in. */
export interface SessionsTable {
  /** When they signed in. */
  created_at: Optional<Date, Date | string>
  /** Identifies the session. */
  id: Optional<string, string | number | bigint>
  /** When they were last seen. */
  last_active_at: Optional<Date | null, Date | string | null>
  /** What else is known; never a password or its hash. */
  meta: Optional<unknown>
  /** Who vouches for them. */
  provider: Optional<string>
  /** Their id there. */
  provider_account_id: string | null
  /** Digest of the token that prolongs the session. */
  refresh_token_hash: string | null
  /** When it was ended ahead of its time. */
  revoked_at: Optional<Date | null, Date | string | null>
  /** Until when the token of the provider is good. */
  token_expires_at: Optional<Date | null, Date | string | null>
  /** Who has signed in. */
  user_id: number | null
}

/** What an administrator sets. */
export interface SettingsTable {
  /** What it does. */
  description: string | null
  /** Its value as JSON. */
  json_value: Optional<unknown>
  /** What is set. */
  key: string
  /** When it last changed, kept by trigger. */
  updated_at: Optional<Date, Date | string>
  /** Its value as text. */
  value: string | null
}

/** A saved state of a container. */
export interface SnapshotsTable {
  /** The container. */
  container_id: number
  /** When it was saved. */
  created_at: Optional<Date, Date | string>
  /** Who saved it. */
  created_by: number | null
  /** Identifies the snapshot. */
  id: Optional<number>
  /** Its name on the host. */
  lxc_snapshot_name: string
  /** Why. */
  notes: string | null
}

/** The rows of snapshots once more, kept by trigger; write there. */
export interface SnapshotsMetadataTable {
  /** The container. */
  container_id: number
  /** When it was saved. */
  created_at: Optional<Date, Date | string>
  /** Who saved it. */
  created_by: number | null
  /** Identifies the entry. */
  id: Optional<string, string | number | bigint>
  /** Why. */
  notes: string | null
  /** Its name on the host. */
  snapshot_name: string
}

/** A public key of a person. */
export interface SshKeysTable {
  /** When it was added. */
  created_at: Optional<Date, Date | string>
  /** Whether it is deleted once it has expired. */
  ephemeral: Optional<boolean>
  /** Until when it is good; null for ever. */
  expires_at: Optional<Date | null, Date | string | null>
  /** Identifies the key. */
  id: Optional<string, string | number | bigint>
  /** Its algorithm, as in ssh-ed25519. */
  key_type: string
  /** What its owner calls it. */
  label: string | null
  /** The key. */
  public_key: string
  /** Whose it is. */
  user_id: number | null
}

/** A task with how many assignments of it there are, by status. */
export interface TaskOverviewView {
  assigned_count: Seen<number | null>
  assignment_count: Seen<number | null>
  blocked_count: Seen<number | null>
  completed_count: Seen<number | null>
  course_id: Seen<number | null>
  created_at: Seen<Date | null>
  created_by: Seen<number | null>
  description: Seen<string | null>
  in_progress_count: Seen<number | null>
  module_id: Seen<number | null>
  task_id: Seen<number | null>
  title: Seen<string | null>
}

/** Something to be done. */
export interface TasksTable {
  /** When it was written. */
  created_at: Optional<Date, Date | string>
  /** Who wrote it. */
  created_by: number | null
  /** What is to be done. */
  description: string | null
  /** Identifies the task. */
  id: Optional<number>
  /** The module it belongs to. */
  module_id: number | null
  /** The course it belongs to. */
  related_course_id: number | null
  /** What it is called. */
  title: string
}

/** Groups of people who share work and quota. */
export interface TeamsTable {
  /** When it was made. */
  created_at: Optional<Date, Date | string>
  /** What it is for. */
  description: string | null
  /** Identifies the team. */
  id: Optional<number>
  /** What the team is called. */
  name: string
}

/** Which template comes with what; each pair once. */
export interface TemplateDependencyTable {
  /** What it comes with. */
  dependency_set_id: number
  /** The template. */
  template_id: number
}

/** A version of a template. */
export interface TemplateVersionsTable {
  /** Processor cores; null to keep those of the template. */
  cpu: number | null
  /** When it was written. */
  created_at: Optional<Date, Date | string>
  /** Who wrote it. */
  created_by: number | null
  /** Disk in MB; null to keep that of the template. */
  disk_mb: number | null
  /** Identifies the version. */
  id: Optional<string, string | number | bigint>
  /** The image; null to keep that of the template. */
  image: string | null
  /** Run at the first start; null to keep that of the template. */
  init_script: string | null
  /** Memory in MB; null to keep that of the template. */
  memory_mb: number | null
  /** What the application notes. */
  metadata: Optional<unknown>
  /** The template. */
  template_id: number | null
  /** What the version is called. */
  version_tag: string
}

/** A kind of container, with the sizes it starts with. */
export interface TemplatesTable {
  /** When it was written. */
  created_at: Optional<Date, Date | string>
  /** Who wrote it. */
  created_by: number | null
  /** Processor cores. */
  default_cpu: Optional<number>
  /** Disk in MB. */
  default_disk_mb: Optional<number>
  /** Memory in MB. */
  default_memory_mb: Optional<number>
  /** Identifies the template. */
  id: Optional<number>
  /** The image it starts from. */
  image: string
  /** Run once, at the first start. */
  init_script: string | null
  /** What it is called. */
  name: string
  /** The network it is put into. */
  network_profile: string | null
  /** When it last changed, kept by trigger; null for one that never did. */
  updated_at: Optional<Date | null, Date | string | null>
}

/** What a person, or a team together, occupied in a month: days times amount, and the most at the end of a day. */
export interface UsageByMonthView {
  container_days: Seen<string | null>
  core_days: Seen<string | null>
  days: Seen<number | null>
  memory_mb_days: Seen<string | null>
  month: Seen<Date | null>
  peak_containers: Seen<number | null>
  peak_cores: Seen<number | null>
  peak_memory_mb: Seen<string | null>
  peak_storage_mb: Seen<string | null>
  storage_mb_days: Seen<string | null>
  team_id: Seen<number | null>
  user_id: Seen<number | null>
}

/** What a person, or a team together, occupied on a day, as of the last change on that day. */
export interface UsageCountersTable {
  /** Containers. */
  concurrent_containers: Optional<number>
  /** Processor cores. */
  cores_used: Optional<number>
  /** Identifies the counter. */
  id: Optional<number>
  /** Memory in MB. */
  memory_mb_used: Optional<string, string | number | bigint>
  /** The day. */
  period_start: Column<Date, Date | string, Date | string>
  /** Disk in MB. */
  storage_mb_used: Optional<string, string | number | bigint>
  /** The team; of a person's counter, the one they last acted for. */
  team_id: number | null
  /** When it last changed. */
  updated_at: Optional<Date, Date | string>
  /** The person; null for the counter of a team. */
  user_id: number | null
}

/** A period whose usage was asked for. */
export interface UsageExportsTable {
  /** When it was ready, or had failed. */
  completed_at: Optional<Date | null, Date | string | null>
  /** When it was asked for. */
  created_at: Optional<Date, Date | string>
  /** Who asked. */
  generated_by: number | null
  /** Identifies the export. */
  id: Optional<string, string | number | bigint>
  /** The last day, included. */
  period_end: Optional<Date | null, Date | string | null>
  /** The first day. */
  period_start: Optional<Date | null, Date | string | null>
  /** pending, ready or failed. */
  status: Optional<UsageExportsStatus>
  /** Where the application has put the file, if it made one. */
  storage_path: string | null
}

/** The tasks of a person, each once: given to them, to a team of theirs, or with a course or module. Without an assignment, status is null. */
export interface UserTasksView {
  assignment_id: Seen<number | null>
  completed_at: Seen<Date | null>
  course_id: Seen<number | null>
  due_date: Seen<Date | null>
  module_id: Seen<number | null>
  notes: Seen<string | null>
  own: Seen<boolean | null>
  status: Seen<string | null>
  task_id: Seen<number | null>
  title: Seen<string | null>
  user_id: Seen<number | null>
}

/** Who is in which team; each pair once. */
export interface UserTeamsTable {
  /** The team. */
  team_id: number
  /** The member. */
  user_id: number
}

/** People who use the lab. */
export interface UsersTable {
  /** Their id at the identity provider; invented for people who sign in here. */
  azure_ad_id: string
  /** When they were registered. */
  created_at: Optional<Date, Date | string>
  /** Where mail reaches them. Unique whatever its letter case. */
  email: string
  /** Identifies the person; what app.current_user_id holds. */
  id: Optional<number>
  /** What they are called. */
  name: string
  /** Where the picture lies. */
  profile_pic: string | null
  /** What their containers start with. */
  provisioning_pref: Optional<unknown>
  /** The key put into their containers. */
  public_ssh_key: string | null
  /** What they may do. */
  role_id: number
  /** active, disabled or suspended; only active people sign in. */
  status: Optional<UsersStatus>
}

/** A shell in the browser. */
export interface WebSshSessionsTable {
  /** From where it was opened. */
  client_ip: string | null
  /** Where it leads. */
  container_id: number | null
  /** When it was opened. */
  created_at: Optional<Date, Date | string>
  /** Until when it is good. */
  expires_at: Optional<Date, Date | string>
  /** Identifies the session. */
  id: Optional<string, string | number | bigint>
  /** When it was last used. */
  last_active_at: Optional<Date | null, Date | string | null>
  /** The beginning of the digest, for people; a token that is written here is replaced by it. */
  session_token: string
  /** active, closed or revoked. */
  status: Optional<WebSshSessionsStatus>
  /** SHA-256 of the token, in hex. */
  token_hash: string
  /** With what. */
  user_agent: string | null
  /** Whose it is. */
  user_id: number | null
}

/** By bare name, for a schema that is chosen at run time. */
export interface Tables {
  assignment_history: AssignmentHistoryTable
  assignment_statuses: AssignmentStatusesTable
  assignments: AssignmentsTable
  audit_entries: AuditEntriesView
  audit_leaves: AuditLeavesTable
  audit_logs: AuditLogsTable
  audit_logs_archive: AuditLogsArchiveTable
  audit_seals: AuditSealsTable
  container_lifecycle: ContainerLifecycleTable
  container_status_moves: ContainerStatusMovesTable
  container_statuses: ContainerStatusesTable
  container_timeline: ContainerTimelineView
  containers: ContainersTable
  course_assignments: CourseAssignmentsTable
  course_overview: CourseOverviewView
  course_progress: CourseProgressView
  courses: CoursesTable
  db_health: DbHealthView
  dependency_sets: DependencySetsTable
  employee_tracking: EmployeeTrackingView
  employee_work: EmployeeWorkView
  import_errors: ImportErrorsTable
  import_jobs: ImportJobsTable
  local_auth: LocalAuthTable
  metrics: MetricsTable
  module_assignments: ModuleAssignmentsTable
  module_progress: ModuleProgressView
  modules: ModulesTable
  mv_active_containers_per_user: MvActiveContainersPerUserView
  mv_containers_by_status: MvContainersByStatusView
  notifications: NotificationsTable
  operation_audit: OperationAuditTable
  operation_queue: OperationQueueTable
  operation_workers: OperationWorkersTable
  permissions: PermissionsTable
  quota_balances: QuotaBalancesTable
  quota_holds: QuotaHoldsTable
  quotas: QuotasTable
  role_permissions: RolePermissionsTable
  roles: RolesTable
  sessions: SessionsTable
  settings: SettingsTable
  snapshots: SnapshotsTable
  snapshots_metadata: SnapshotsMetadataTable
  ssh_keys: SshKeysTable
  task_overview: TaskOverviewView
  tasks: TasksTable
  teams: TeamsTable
  template_dependency: TemplateDependencyTable
  template_versions: TemplateVersionsTable
  templates: TemplatesTable
  usage_by_month: UsageByMonthView
  usage_counters: UsageCountersTable
  usage_exports: UsageExportsTable
  user_tasks: UserTasksView
  user_teams: UserTeamsTable
  users: UsersTable
  web_ssh_sessions: WebSshSessionsTable
}

/** By schema and name. Those of several packages are joined with `&`. */
export interface Database {
  'containers_lab.assignment_history': AssignmentHistoryTable
  'containers_lab.assignment_statuses': AssignmentStatusesTable
  'containers_lab.assignments': AssignmentsTable
  'containers_lab.audit_entries': AuditEntriesView
  'containers_lab.audit_leaves': AuditLeavesTable
  'containers_lab.audit_logs': AuditLogsTable
  'containers_lab.audit_logs_archive': AuditLogsArchiveTable
  'containers_lab.audit_seals': AuditSealsTable
  'containers_lab.container_lifecycle': ContainerLifecycleTable
  'containers_lab.container_status_moves': ContainerStatusMovesTable
  'containers_lab.container_statuses': ContainerStatusesTable
  'containers_lab.container_timeline': ContainerTimelineView
  'containers_lab.containers': ContainersTable
  'containers_lab.course_assignments': CourseAssignmentsTable
  'containers_lab.course_overview': CourseOverviewView
  'containers_lab.course_progress': CourseProgressView
  'containers_lab.courses': CoursesTable
  'containers_lab.db_health': DbHealthView
  'containers_lab.dependency_sets': DependencySetsTable
  'containers_lab.employee_tracking': EmployeeTrackingView
  'containers_lab.employee_work': EmployeeWorkView
  'containers_lab.import_errors': ImportErrorsTable
  'containers_lab.import_jobs': ImportJobsTable
  'containers_lab.local_auth': LocalAuthTable
  'containers_lab.metrics': MetricsTable
  'containers_lab.module_assignments': ModuleAssignmentsTable
  'containers_lab.module_progress': ModuleProgressView
  'containers_lab.modules': ModulesTable
  'containers_lab.mv_active_containers_per_user': MvActiveContainersPerUserView
  'containers_lab.mv_containers_by_status': MvContainersByStatusView
  'containers_lab.notifications': NotificationsTable
  'containers_lab.operation_audit': OperationAuditTable
  'containers_lab.operation_queue': OperationQueueTable
  'containers_lab.operation_workers': OperationWorkersTable
  'containers_lab.permissions': PermissionsTable
  'containers_lab.quota_balances': QuotaBalancesTable
  'containers_lab.quota_holds': QuotaHoldsTable
  'containers_lab.quotas': QuotasTable
  'containers_lab.role_permissions': RolePermissionsTable
  'containers_lab.roles': RolesTable
  'containers_lab.sessions': SessionsTable
  'containers_lab.settings': SettingsTable
  'containers_lab.snapshots': SnapshotsTable
  'containers_lab.snapshots_metadata': SnapshotsMetadataTable
  'containers_lab.ssh_keys': SshKeysTable
  'containers_lab.task_overview': TaskOverviewView
  'containers_lab.tasks': TasksTable
  'containers_lab.teams': TeamsTable
  'containers_lab.template_dependency': TemplateDependencyTable
  'containers_lab.template_versions': TemplateVersionsTable
  'containers_lab.templates': TemplatesTable
  'containers_lab.usage_by_month': UsageByMonthView
  'containers_lab.usage_counters': UsageCountersTable
  'containers_lab.usage_exports': UsageExportsTable
  'containers_lab.user_tasks': UserTasksView
  'containers_lab.user_teams': UserTeamsTable
  'containers_lab.users': UsersTable
  'containers_lab.web_ssh_sessions': WebSshSessionsTable
}
