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

/** PostgreSQL counts code points. */
const characters = (max: number) =>
  z.string().refine((value) => Array.from(value).length <= max, { error: `Too long: at most ${max} characters` })

/** Target groups and rules of the load balancer, one row a reservation. */
export const albTargetGroupsRow = z.object({
  /** When the row was made. */
  created_at: z.date().nullable(),
  /** The short name that they serve. */
  domain_name: z.string(),
  /** From when on they may be removed. */
  expires_at: z.date(),
  /** The rule that leads to it. */
  jupyter_rule_arn: z.string().nullable(),
  /** The target group of the notebook. */
  jupyter_target_group_arn: z.string().nullable(),
  /** Whose they are. */
  reservation_id: z.string(),
  /** When the row last changed; kept by a trigger. */
  updated_at: z.date().nullable(),
})
export type AlbTargetGroupsRow = z.infer<typeof albTargetGroupsRow>

export const albTargetGroupsInsert = z.strictObject({
  created_at: z.date().nullish(),
  domain_name: characters(255),
  expires_at: z.date(),
  jupyter_rule_arn: z.string().nullish(),
  jupyter_target_group_arn: z.string().nullish(),
  reservation_id: characters(255),
  updated_at: z.date().nullish(),
})
export type AlbTargetGroupsInsert = z.infer<typeof albTargetGroupsInsert>

export const albTargetGroupsUpdate = albTargetGroupsInsert.partial()
export type AlbTargetGroupsUpdate = z.infer<typeof albTargetGroupsUpdate>

/** Keys of users; the keys themselves are stored nowhere. */
export const apiKeysRow = z.object({
  /** When it was issued. */
  created_at: z.date().nullable(),
  /** What it is for. */
  description: z.string().nullable(),
  /** From when on it is refused; null for never. */
  expires_at: z.date().nullable(),
  /** False once it is revoked. */
  is_active: z.boolean().nullable(),
  /** SHA-256 of the key, in hex. */
  key_hash: z.string(),
  /** Identifies the key, for revocation. */
  key_id: z.int32(),
  /** Its first characters, for people to tell keys apart; not unique. */
  key_prefix: z.string(),
  /** When it was last accepted, to the minute. */
  last_used_at: z.date().nullable(),
  /** Whose key it is. */
  user_id: z.int32(),
})
export type ApiKeysRow = z.infer<typeof apiKeysRow>

export const apiKeysInsert = z.strictObject({
  created_at: z.date().nullish(),
  description: z.string().nullish(),
  expires_at: z.date().nullish(),
  is_active: z.boolean().nullish(),
  key_hash: characters(128),
  key_id: z.int32().optional(),
  key_prefix: characters(16),
  last_used_at: z.date().nullish(),
  user_id: z.int32(),
})
export type ApiKeysInsert = z.infer<typeof apiKeysInsert>

export const apiKeysUpdate = apiKeysInsert.partial()
export type ApiKeysUpdate = z.infer<typeof apiKeysUpdate>

/** People who may call the service. */
export const apiUsersRow = z.object({
  /** When the account was made, in UTC; without zone, as its document says. */
  created_at: z.date().nullable(),
  /** Where to write to, if known. */
  email: z.string().nullable(),
  /** False for a disabled account, whose keys are refused. */
  is_active: z.boolean().nullable(),
  /** The identity provider. */
  oidc_issuer: z.string().nullable(),
  /** The provider's id of the user. */
  oidc_subject: z.string().nullable(),
  /** Identifies the user; keys refer to it. */
  user_id: z.int32(),
  /** The GitHub name. Reservations and disks refer to users by it. */
  username: z.string(),
})
export type ApiUsersRow = z.infer<typeof apiUsersRow>

export const apiUsersInsert = z.strictObject({
  created_at: z.date().nullish(),
  email: characters(255).nullish(),
  is_active: z.boolean().nullish(),
  oidc_issuer: characters(512).nullish(),
  oidc_subject: characters(512).nullish(),
  user_id: z.int32().optional(),
  username: characters(255),
})
export type ApiUsersInsert = z.infer<typeof apiUsersInsert>

export const apiUsersUpdate = apiUsersInsert.partial()
export type ApiUsersUpdate = z.infer<typeof apiUsersUpdate>

/** Reservations that ended long ago, for reports. */
export const archivedReservationsRow = z.object({
  /** When it was moved here. */
  archived_at: z.date(),
  /** When it was requested. */
  created_at: z.date(),
  /** How many GPUs it had. */
  gpu_count: z.int32().nullable(),
  /** Which GPUs it had. */
  gpu_type: z.string().nullable(),
  /** When it became usable; null if never. */
  launched_at: z.date().nullable(),
  /** The whole row but for the notebook's token and the pod's log. */
  record: z.unknown(),
  /** When it ended. */
  reservation_ended: z.date(),
  /** As it was in reservations. */
  reservation_id: z.string(),
  /** How it ended. */
  status: z.string(),
  /** The owner's user name. */
  user_id: z.string(),
})
export type ArchivedReservationsRow = z.infer<typeof archivedReservationsRow>

export const archivedReservationsInsert = z.strictObject({
  archived_at: z.date().optional(),
  created_at: z.date(),
  gpu_count: z.int32().nullish(),
  gpu_type: characters(50).nullish(),
  launched_at: z.date().nullish(),
  record: z.unknown(),
  reservation_ended: z.date(),
  reservation_id: characters(255),
  status: characters(50),
  user_id: characters(255),
})
export type ArchivedReservationsInsert = z.infer<typeof archivedReservationsInsert>

export const archivedReservationsUpdate = archivedReservationsInsert.partial()
export type ArchivedReservationsUpdate = z.infer<typeof archivedReservationsUpdate>

/** Locks that processes hold, a row each. */
export const coordinationLocksRow = z.object({
  /** Since when it is held. */
  acquired_at: z.date(),
  /** From when on others may take it. */
  expires_at: z.date(),
  /** What is locked. */
  lock_name: z.string(),
  /** Who it is, for people. */
  owner_name: z.string().nullable(),
  /** Known to the holder only; new with every acquisition. */
  owner_token: z.guid(),
})
export type CoordinationLocksRow = z.infer<typeof coordinationLocksRow>

export const coordinationLocksInsert = z.strictObject({
  acquired_at: z.date().optional(),
  expires_at: z.date(),
  lock_name: z.string(),
  owner_name: z.string().nullish(),
  owner_token: z.guid(),
})
export type CoordinationLocksInsert = z.infer<typeof coordinationLocksInsert>

export const coordinationLocksUpdate = coordinationLocksInsert.partial()
export type CoordinationLocksUpdate = z.infer<typeof coordinationLocksUpdate>

/** create_disk or delete_disk. */
export const diskOperationsAction = z.enum(['create_disk', 'delete_disk'])
export type DiskOperationsAction = z.infer<typeof diskOperationsAction>

/** pending, running, completed or failed. */
export const diskOperationsStatus = z.enum(['pending', 'running', 'completed', 'failed'])
export type DiskOperationsStatus = z.infer<typeof diskOperationsStatus>

/** Operations on disks, those that are over included. */
export const diskOperationsRow = z.object({
  /** create_disk or delete_disk. */
  action: diskOperationsAction,
  /** When the data is to go. */
  delete_date: calendarDate.nullable(),
  /** The disk; null once it was removed. */
  disk_id: z.guid().nullable(),
  /** What the disk was called then. */
  disk_name: z.string(),
  /** Why it failed. */
  error: z.string().nullable(),
  /** Rises with every start; who reports names the one he was given. */
  fence: z.int32(),
  /** When it was over. */
  finished_at: z.date().nullable(),
  /** Identifies the operation; its client asks by it. */
  operation_id: z.guid(),
  /** When it was asked for. */
  requested_at: z.date(),
  /** Size asked for, in GB. */
  size_gb: z.int32().nullable(),
  /** When it was last started. */
  started_at: z.date().nullable(),
  /** pending, running, completed or failed. */
  status: diskOperationsStatus,
  /** The owner's user name. */
  user_id: z.string(),
})
export type DiskOperationsRow = z.infer<typeof diskOperationsRow>

export const diskOperationsInsert = z.strictObject({
  action: diskOperationsAction,
  delete_date: calendarDate.nullish(),
  disk_id: z.guid().nullish(),
  disk_name: z.string(),
  error: z.string().nullish(),
  fence: z.int32().optional(),
  finished_at: z.date().nullish(),
  operation_id: z.guid().optional(),
  requested_at: z.date().optional(),
  size_gb: z.int32().nullish(),
  started_at: z.date().nullish(),
  status: diskOperationsStatus.optional(),
  user_id: z.string(),
})
export type DiskOperationsInsert = z.infer<typeof diskOperationsInsert>

export const diskOperationsUpdate = diskOperationsInsert.partial()
export type DiskOperationsUpdate = z.infer<typeof diskOperationsUpdate>

/** Persistent disks, attached to one reservation at a time. */
export const disksRow = z.object({
  /** When it was made. */
  created_at: z.date().nullable(),
  /** When the data goes. */
  delete_date: calendarDate.nullable(),
  /** Identifies the disk. */
  disk_id: z.guid(),
  /** What its owner calls it; letters, digits, _ and -. */
  disk_name: z.string(),
  /** What is used of it, for people, such as 1.2G. */
  disk_size: z.string().nullable(),
  /** Its volume. */
  ebs_volume_id: z.string().nullable(),
  /** Whether a reservation holds it. */
  in_use: z.boolean(),
  /** Whether a snapshot is being taken. */
  is_backing_up: z.boolean().nullable(),
  /** Whether its owner deleted it; the data stays until delete_date. */
  is_deleted: z.boolean(),
  /** When a snapshot was last finished. */
  last_snapshot_at: z.date().nullable(),
  /** When the row last changed; kept by a trigger. */
  last_updated: z.date().nullable(),
  /** When it was last attached or released. */
  last_used: z.date().nullable(),
  /** Where the list of what is in the last snapshot lies. */
  latest_snapshot_content_s3: z.string().nullable(),
  /** When it was deleted; kept by a trigger. */
  marked_deleted_at: z.date().nullable(),
  /** Why that operation failed. */
  operation_error: z.string().nullable(),
  /** The newest operation on it. */
  operation_id: z.guid().nullable(),
  /** State of that operation. */
  operation_status: z.string().nullable(),
  /** Snapshots being taken. */
  pending_snapshot_count: z.int32().nullable(),
  /** The reservation that holds it; null for none. */
  reservation_id: z.string().nullable(),
  /** Size in GB. */
  size_gb: z.int32().nullable(),
  /** Snapshots there are. */
  snapshot_count: z.int32().nullable(),
  /** The owner's user name. */
  user_id: z.string(),
})
export type DisksRow = z.infer<typeof disksRow>

export const disksInsert = z.strictObject({
  created_at: z.date().nullish(),
  delete_date: calendarDate.nullish(),
  disk_id: z.guid().optional(),
  disk_name: z.string(),
  disk_size: z.string().nullish(),
  ebs_volume_id: z.string().nullish(),
  in_use: z.boolean().optional(),
  is_backing_up: z.boolean().nullish(),
  is_deleted: z.boolean().optional(),
  last_snapshot_at: z.date().nullish(),
  last_updated: z.date().nullish(),
  last_used: z.date().nullish(),
  latest_snapshot_content_s3: z.string().nullish(),
  marked_deleted_at: z.date().nullish(),
  operation_error: z.string().nullish(),
  operation_id: z.guid().nullish(),
  operation_status: z.string().nullish(),
  pending_snapshot_count: z.int32().nullish(),
  reservation_id: characters(255).nullish(),
  size_gb: z.int32().nullish(),
  snapshot_count: z.int32().nullish(),
  user_id: z.string(),
})
export type DisksInsert = z.infer<typeof disksInsert>

export const disksUpdate = disksInsert.partial()
export type DisksUpdate = z.infer<typeof disksUpdate>

/** Which node and port a short name leads to, while its reservation lasts. */
export const domainMappingsRow = z.object({
  /** When it was first taken. */
  created_at: z.date().nullable(),
  /** The short name, not the whole domain. */
  domain_name: z.string(),
  /** From when on others may take it. */
  expires_at: z.date(),
  /** Address that it leads to. */
  node_ip: z.string(),
  /** Port that it leads to. */
  node_port: z.int32(),
  /** Whose name it is. */
  reservation_id: z.string(),
  /** When the row last changed; kept by a trigger. */
  updated_at: z.date().nullable(),
})
export type DomainMappingsRow = z.infer<typeof domainMappingsRow>

export const domainMappingsInsert = z.strictObject({
  created_at: z.date().nullish(),
  domain_name: characters(255),
  expires_at: z.date(),
  node_ip: characters(50),
  node_port: z.int32(),
  reservation_id: characters(255),
  updated_at: z.date().nullish(),
})
export type DomainMappingsInsert = z.infer<typeof domainMappingsInsert>

export const domainMappingsUpdate = domainMappingsInsert.partial()
export type DomainMappingsUpdate = z.infer<typeof domainMappingsUpdate>

/** Of each kind both figures: unreserved_gpus by the reservations, true now; schedulable_gpus as the cluster was counted, and how long ago that was. */
export const gpuAvailabilityRow = z.object({
  count_age_seconds: float.nullable(),
  counted_at: z.date().nullable(),
  counted_by: z.string().nullable(),
  desired_capacity: z.int32().nullable(),
  full_nodes_available: z.int32().nullable(),
  gpu_type: z.string().nullable(),
  in_use_gpus: z.int32().nullable(),
  instance_type: z.string().nullable(),
  is_active: z.boolean().nullable(),
  max_per_node: z.int32().nullable(),
  max_reservable: z.int32().nullable(),
  queued_gpus: z.int32().nullable(),
  running_instances: z.int32().nullable(),
  schedulable_gpus: z.int32().nullable(),
  total_gpus: z.int32().nullable(),
  unreserved_gpus: z.int32().nullable(),
})
export type GpuAvailabilityRow = z.infer<typeof gpuAvailabilityRow>

/** Kinds of GPUs. The fixture brings what is fixed; live figures and the switch are not touched by it. */
export const gpuTypesRow = z.object({
  /** GPUs that could be scheduled when they were counted last. */
  available_gpus: z.int32().nullable(),
  /** Virtual CPUs of one machine. */
  cpus: z.int32(),
  /** When the row was made. */
  created_at: z.date().nullable(),
  /** What it is, in words. */
  description: z.string().nullable(),
  /** Machines wanted then, over all scaling groups. */
  desired_capacity: z.int32().nullable(),
  /** Nodes with every GPU free then. */
  full_nodes_available: z.int32().nullable(),
  /** Name of the kind, in lower case, such as h100. */
  gpu_type: z.string(),
  /** The machine that has them. */
  instance_type: z.string(),
  /** The operator's switch: whether it can be reserved. */
  is_active: z.boolean().nullable(),
  /** When they were counted last. */
  last_availability_update: z.date().nullable(),
  /** Who counted. */
  last_availability_updated_by: z.string().nullable(),
  /** GPUs of one machine; 0 for machines without. */
  max_gpus: z.int32(),
  /** GPUs that one node may give; 0 says none, null says as many as it has. */
  max_per_node: z.int32().nullable(),
  /** Largest single reservation that was possible then, over several nodes if need be. */
  max_reservable: z.int32().nullable(),
  /** Memory of one machine in GB. */
  memory_gb: z.int32(),
  /** Machines in service then. */
  running_instances: z.int32().nullable(),
  /** GPUs in the cluster; at first what is planned, then what was counted last. */
  total_cluster_gpus: z.int32().nullable(),
  /** When the row last changed; kept by a trigger. */
  updated_at: z.date().nullable(),
})
export type GpuTypesRow = z.infer<typeof gpuTypesRow>

export const gpuTypesInsert = z.strictObject({
  available_gpus: z.int32().nullish(),
  cpus: z.int32(),
  created_at: z.date().nullish(),
  description: z.string().nullish(),
  desired_capacity: z.int32().nullish(),
  full_nodes_available: z.int32().nullish(),
  gpu_type: characters(50),
  instance_type: characters(100),
  is_active: z.boolean().nullish(),
  last_availability_update: z.date().nullish(),
  last_availability_updated_by: characters(100).nullish(),
  max_gpus: z.int32(),
  max_per_node: z.int32().nullish(),
  max_reservable: z.int32().nullish(),
  memory_gb: z.int32(),
  running_instances: z.int32().nullish(),
  total_cluster_gpus: z.int32().nullish(),
  updated_at: z.date().nullish(),
})
export type GpuTypesInsert = z.infer<typeof gpuTypesInsert>

export const gpuTypesUpdate = gpuTypesInsert.partial()
export type GpuTypesUpdate = z.infer<typeof gpuTypesUpdate>

/** Disks that somebody should look at: held by a reservation that has ended, due for removal, without a volume, or of nobody known. */
export const orphanedDisksRow = z.object({
  disk_id: z.guid().nullable(),
  disk_name: z.string().nullable(),
  ebs_volume_id: z.string().nullable(),
  last_updated: z.date().nullable(),
  reason: z.string().nullable(),
  user_id: z.string().nullable(),
})
export type OrphanedDisksRow = z.infer<typeof orphanedDisksRow>

/** Who waits, first come first served within a kind. The wait is until enough reservations reach their end, null where that is not foreseeable. */
export const queuePositionsRow = z.object({
  created_at: z.date().nullable(),
  estimated_wait_seconds: float.nullable(),
  gpu_count: z.int32().nullable(),
  gpu_type: z.string().nullable(),
  queue_position: z.int32().nullable(),
  reservation_id: z.string().nullable(),
  user_id: z.string().nullable(),
})
export type QueuePositionsRow = z.infer<typeof queuePositionsRow>

/** Groups of nodes as one thing each: reachable_nodes have an address; status is null where nodes differ, which only writes past transition_reservation bring about. */
export const reservationGroupsRow = z.object({
  created_at: z.date().nullable(),
  expires_at: z.date().nullable(),
  gpu_count: z.int32().nullable(),
  gpu_type: z.string().nullable(),
  group_id: z.string().nullable(),
  nodes: z.int32().nullable(),
  reachable_nodes: z.int32().nullable(),
  status: z.string().nullable(),
  total_nodes: z.int32().nullable(),
  user_id: z.string().nullable(),
})
export type ReservationGroupsRow = z.infer<typeof reservationGroupsRow>

/** The message that launches a reservation, kept until the reservation ends. */
export const reservationRequestsRow = z.object({
  /** The message; may hold secrets in env_vars. */
  request: z.unknown(),
  /** When it was asked for. */
  requested_at: z.date(),
  /** The reservation; of a group, its first node. */
  reservation_id: z.string(),
})
export type ReservationRequestsRow = z.infer<typeof reservationRequestsRow>

export const reservationRequestsInsert = z.strictObject({
  request: z.unknown(),
  requested_at: z.date().optional(),
  reservation_id: characters(255),
})
export type ReservationRequestsInsert = z.infer<typeof reservationRequestsInsert>

export const reservationRequestsUpdate = reservationRequestsInsert.partial()
export type ReservationRequestsUpdate = z.infer<typeof reservationRequestsUpdate>

/** How long each reservation waited, was prepared and was used; null for what has not ended yet. */
export const reservationTimelinesRow = z.object({
  created_at: z.date().nullable(),
  gpu_type: z.string().nullable(),
  launched_at: z.date().nullable(),
  preparation_seconds: float.nullable(),
  preparing_at: z.date().nullable(),
  queue_seconds: float.nullable(),
  reservation_ended: z.date().nullable(),
  reservation_id: z.string().nullable(),
  status: z.string().nullable(),
  use_seconds: float.nullable(),
  user_id: z.string().nullable(),
})
export type ReservationTimelinesRow = z.infer<typeof reservationTimelinesRow>

/** pending, queued, preparing, running, active, cancelled, failed, expired or completed; running and active mean the same. */
export const reservationsStatus = z.enum([
  'pending',
  'queued',
  'preparing',
  'running',
  'active',
  'cancelled',
  'failed',
  'expired',
  'completed',
])
export type ReservationsStatus = z.infer<typeof reservationsStatus>

/** Requests for GPUs and what became of them. */
export const reservationsRow = z.object({
  /** Object: the load balancer's settings. */
  alb_config: z.unknown(),
  /** When it was cancelled. */
  cancelled_at: z.date().nullable(),
  /** Version of the program that asked. */
  cli_version: z.string().nullable(),
  /** When it was requested. */
  created_at: z.date(),
  /** What is going on, in words. */
  current_detailed_status: z.string().nullable(),
  /** The persistent disk asked for. */
  disk_name: z.string().nullable(),
  /** Short name under which it is reached. */
  domain_name: z.string().nullable(),
  /** Requested hours, with extensions. */
  duration_hours: float,
  /** Where the volume lies. */
  ebs_availability_zone: z.string().nullable(),
  /** The attached volume. */
  ebs_volume_id: z.string().nullable(),
  /** When it ends; set when it becomes usable. */
  expires_at: z.date().nullable(),
  /** When it failed. */
  failed_at: z.date().nullable(),
  /** Why it failed. */
  failure_reason: z.string().nullable(),
  /** Whole name under which it is reached. */
  fqdn: z.string().nullable(),
  /** Whose SSH keys it takes. */
  github_user: z.string().nullable(),
  /** How many GPUs; of a node of a group, that node's. */
  gpu_count: z.int32().nullable(),
  /** Which GPUs, as gpu_types names them; null for none in particular. */
  gpu_type: z.string().nullable(),
  /** The machine it runs on. */
  instance_type: z.string().nullable(),
  /** Whether it is a node of a group. */
  is_multinode: z.boolean().nullable(),
  /** Whether a notebook runs. */
  jupyter_enabled: z.boolean().nullable(),
  /** Why the notebook did not start. */
  jupyter_error: z.string().nullable(),
  /** Port of the notebook. */
  jupyter_port: z.int32().nullable(),
  /** Secret: opens the notebook. Left out of lists. */
  jupyter_token: z.string().nullable(),
  /** Where the notebook is. */
  jupyter_url: z.string().nullable(),
  /** When memory last ran out. */
  last_oom_at: z.date().nullable(),
  /** When the last warning was sent, in seconds since 1970. */
  last_warning_time: int8.nullable(),
  /** The message whose reader brings it up; readers of others leave it alone while that one is in the queue. */
  launch_message_id: int8.nullable(),
  /** When it became usable. */
  launched_at: z.date().nullable(),
  /** The reservation of the group's first node. */
  master_reservation_id: z.string().nullable(),
  /** What its owner calls it. */
  name: z.string().nullable(),
  /** The namespace of its pod. */
  namespace: z.string().nullable(),
  /** Place in the group, from 0. */
  node_index: z.int32().nullable(),
  /** Public address of the node, for SSH. */
  node_ip: z.string().nullable(),
  /** Port of the node, for SSH. */
  node_port: z.int32().nullable(),
  /** Private address of the node. */
  node_private_ip: z.string().nullable(),
  /** Where memory last ran out. */
  oom_container: z.string().nullable(),
  /** How often memory ran out. */
  oom_count: z.int32().nullable(),
  /** The end of the pod's log. */
  pod_logs: z.string().nullable(),
  /** Its pod. */
  pod_name: z.string().nullable(),
  /** When its pod and disk were begun. */
  preparing_at: z.date().nullable(),
  /** Whether the image's own entry point is kept. */
  preserve_entrypoint: z.boolean(),
  /** When it ended, however it did. */
  reservation_ended: z.date().nullable(),
  /** Identifies the reservation; usually a UUID. */
  reservation_id: z.string(),
  /** Array of user names who may log in besides the owner. */
  secondary_users: z.unknown(),
  /** The command to reach it, ready to use. */
  ssh_command: z.string().nullable(),
  /** pending, queued, preparing, running, active, cancelled, failed, expired or completed; running and active mean the same. */
  status: reservationsStatus,
  /** Array of {timestamp, status?, message?, failure_reason?}, oldest first. */
  status_history: z.unknown(),
  /** Number of nodes of the group. */
  total_nodes: z.int32().nullable(),
  /** When the row last changed; kept by a trigger. */
  updated_at: z.date().nullable(),
  /** The owner's user name. */
  user_id: z.string(),
  /** What the owner should know now. */
  warning: z.string().nullable(),
  /** Object: 30min_warning_sent, 15min_warning_sent and 5min_warning_sent, each true once sent. */
  warnings_sent: z.unknown(),
})
export type ReservationsRow = z.infer<typeof reservationsRow>

export const reservationsInsert = z.strictObject({
  alb_config: z.unknown().optional(),
  cancelled_at: z.date().nullish(),
  cli_version: characters(50).nullish(),
  created_at: z.date(),
  current_detailed_status: z.string().nullish(),
  disk_name: characters(255).nullish(),
  domain_name: characters(255).nullish(),
  duration_hours: float,
  ebs_availability_zone: characters(50).nullish(),
  ebs_volume_id: characters(255).nullish(),
  expires_at: z.date().nullish(),
  failed_at: z.date().nullish(),
  failure_reason: z.string().nullish(),
  fqdn: characters(512).nullish(),
  github_user: characters(255).nullish(),
  gpu_count: z.int32().nullish(),
  gpu_type: characters(50).nullish(),
  instance_type: characters(100).nullish(),
  is_multinode: z.boolean().nullish(),
  jupyter_enabled: z.boolean().nullish(),
  jupyter_error: z.string().nullish(),
  jupyter_port: z.int32().nullish(),
  jupyter_token: characters(255).nullish(),
  jupyter_url: z.string().nullish(),
  last_oom_at: z.date().nullish(),
  last_warning_time: int8Input.nullish(),
  launch_message_id: int8Input.nullish(),
  launched_at: z.date().nullish(),
  master_reservation_id: characters(255).nullish(),
  name: characters(255).nullish(),
  namespace: characters(100).nullish(),
  node_index: z.int32().nullish(),
  node_ip: characters(50).nullish(),
  node_port: z.int32().nullish(),
  node_private_ip: characters(50).nullish(),
  oom_container: characters(255).nullish(),
  oom_count: z.int32().nullish(),
  pod_logs: z.string().nullish(),
  pod_name: characters(255).nullish(),
  preparing_at: z.date().nullish(),
  preserve_entrypoint: z.boolean().optional(),
  reservation_ended: z.date().nullish(),
  reservation_id: characters(255),
  secondary_users: z.unknown().optional(),
  ssh_command: z.string().nullish(),
  status: reservationsStatus,
  status_history: z.unknown().optional(),
  total_nodes: z.int32().nullish(),
  updated_at: z.date().nullish(),
  user_id: characters(255),
  warning: z.string().nullish(),
  warnings_sent: z.unknown().optional(),
})
export type ReservationsInsert = z.infer<typeof reservationsInsert>

export const reservationsUpdate = reservationsInsert.partial()
export type ReservationsUpdate = z.infer<typeof reservationsUpdate>

/** What a user may have; null is no limit. The row named * holds for all without a row of their own. */
export const userLimitsRow = z.object({
  /** Their sizes together. */
  max_disk_gb: z.int32().nullable(),
  /** Disks that are not deleted. */
  max_disks: z.int32().nullable(),
  /** GPU-hours of a calendar month in UTC, those still promised included. */
  max_gpu_hours_per_month: float.nullable(),
  /** GPUs of reservations that have not ended. */
  max_gpus: z.int32().nullable(),
  /** Reservations that have not ended; a group is one. */
  max_reservations: z.int32().nullable(),
  /** Whose limits they are, or *. */
  user_name: z.string(),
})
export type UserLimitsRow = z.infer<typeof userLimitsRow>

export const userLimitsInsert = z.strictObject({
  max_disk_gb: z.int32().nullish(),
  max_disks: z.int32().nullish(),
  max_gpu_hours_per_month: float.nullish(),
  max_gpus: z.int32().nullish(),
  max_reservations: z.int32().nullish(),
  user_name: characters(255),
})
export type UserLimitsInsert = z.infer<typeof userLimitsInsert>

export const userLimitsUpdate = userLimitsInsert.partial()
export type UserLimitsUpdate = z.infer<typeof userLimitsUpdate>

/** Gives a disk to a reservation of its owner: acquired; or in_use with the holder, missing, deleted, backing_up, busy with an operation, unknown_reservation, reservation_ended, forbidden. */
export const acquireDiskArguments = z.strictObject({
  p_owner: z.string().nullable(),
  p_disk_name: z.string().nullable(),
  p_reservation_id: z.string().nullable(),
})
export type AcquireDiskArguments = z.infer<typeof acquireDiskArguments>

/** One of the rows that it gives. */
export const acquireDiskResult = z.object({
  outcome: z.string().nullable(),
  disk_id: z.guid().nullable(),
  holder: z.string().nullable(),
})
export type AcquireDiskResult = z.infer<typeof acquireDiskResult>

/** Starts queued reservations, first come first served, while there are GPUs, and sends their messages; gives their ids. */
export const admitReservationsArguments = z.strictObject({
  p_gpu_type: z.string().nullish(),
  p_limit: z.int32().nullish(),
})
export type AdmitReservationsArguments = z.infer<typeof admitReservationsArguments>

/** One of the rows that it gives. */
export const admitReservationsResult = z.string().nullable()
export type AdmitReservationsResult = z.infer<typeof admitReservationsResult>

/** The statuses that this one may follow. */
export const allowedFromArguments = z.strictObject({
  p_to: z.string().nullable(),
})
export type AllowedFromArguments = z.infer<typeof allowedFromArguments>

export const allowedFromResult = z.array(z.string()).nullable()
export type AllowedFromResult = z.infer<typeof allowedFromResult>

/** Moves reservations that ended longer ago to the archive, oldest first; gives how many. Passes over what others lock. */
export const archiveReservationsArguments = z.strictObject({
  p_older_than: interval.nullable(),
  p_limit: z.int32().nullish(),
})
export type ArchiveReservationsArguments = z.infer<typeof archiveReservationsArguments>

export const archiveReservationsResult = z.int32().nullable()
export type ArchiveReservationsResult = z.infer<typeof archiveReservationsResult>

/** Cancels reservations that have waited for longer, and those only; gives their ids. */
export const cancelStaleReservationsArguments = z.strictObject({
  p_limit: z.int32().nullish(),
  p_after: interval.nullish(),
})
export type CancelStaleReservationsArguments = z.infer<typeof cancelStaleReservationsArguments>

/** One of the rows that it gives. */
export const cancelStaleReservationsResult = z.string().nullable()
export type CancelStaleReservationsResult = z.infer<typeof cancelStaleReservationsResult>

/** Takes a short name, in any case, for an open reservation, or changes one's own: claimed, taken, unknown_reservation or reservation_ended. */
export const claimDomainNameArguments = z.strictObject({
  p_domain_name: z.string().nullable(),
  p_reservation_id: z.string().nullable(),
  p_node_ip: z.string().nullable(),
  p_node_port: z.int32().nullable(),
  p_expires_at: z.date().nullable(),
})
export type ClaimDomainNameArguments = z.infer<typeof claimDomainNameArguments>

export const claimDomainNameResult = z.string().nullable()
export type ClaimDomainNameResult = z.infer<typeof claimDomainNameResult>

/** Gives reservations of whose end their owners are to be warned now, at 30, 15 and 5 minutes, each once, only the most urgent. */
export const claimExpiryWarningsArguments = z.strictObject({
  p_limit: z.int32().nullish(),
})
export type ClaimExpiryWarningsArguments = z.infer<typeof claimExpiryWarningsArguments>

/** One of the rows that it gives. */
export const claimExpiryWarningsResult = z.object({
  reservation_id: z.string().nullable(),
  user_id: z.string().nullable(),
  minutes: z.int32().nullable(),
  expires_at: z.date().nullable(),
})
export type ClaimExpiryWarningsResult = z.infer<typeof claimExpiryWarningsResult>

/** Whether the reader of this message may bring the reservation up: of several messages for one, one. */
export const claimLaunchArguments = z.strictObject({
  p_reservation_id: z.string().nullable(),
  p_message_id: int8Input.nullable(),
})
export type ClaimLaunchArguments = z.infer<typeof claimLaunchArguments>

export const claimLaunchResult = z.boolean().nullable()
export type ClaimLaunchResult = z.infer<typeof claimLaunchResult>

/** Records the target group of an open reservation under a name that no other one serves: claimed, taken, unknown_reservation or reservation_ended. */
export const claimTargetGroupArguments = z.strictObject({
  p_reservation_id: z.string().nullable(),
  p_domain_name: z.string().nullable(),
  p_jupyter_target_group_arn: z.string().nullable(),
  p_jupyter_rule_arn: z.string().nullable(),
  p_expires_at: z.date().nullable(),
})
export type ClaimTargetGroupArguments = z.infer<typeof claimTargetGroupArguments>

export const claimTargetGroupResult = z.string().nullable()
export type ClaimTargetGroupResult = z.infer<typeof claimTargetGroupResult>

/** Counts a snapshot that is over, successful or not; gives how many are still being taken, null for an unknown disk. */
export const completeDiskSnapshotArguments = z.strictObject({
  p_disk_id: z.guid().nullable(),
  p_is_successful: z.boolean().nullable(),
  p_disk_size: z.string().nullish(),
  p_content_s3: z.string().nullish(),
})
export type CompleteDiskSnapshotArguments = z.infer<typeof completeDiskSnapshotArguments>

export const completeDiskSnapshotResult = z.int32().nullable()
export type CompleteDiskSnapshotResult = z.infer<typeof completeDiskSnapshotResult>

/** Ends locked reservations with the nodes of their groups; gives the ids of those that ended. */
export const endReservationsArguments = z.strictObject({
  p_ids: z.array(z.string()).nullable(),
  p_to: z.string().nullable(),
  p_message: z.string().nullable(),
  p_failure_reason: z.string().nullable(),
})
export type EndReservationsArguments = z.infer<typeof endReservationsArguments>

/** One of the rows that it gives. */
export const endReservationsResult = z.string().nullable()
export type EndReservationsResult = z.infer<typeof endReservationsResult>

/** The first limit of a user that so much more would exceed, if any. To be relied on, ask under lock_user. */
export const exceededLimitArguments = z.strictObject({
  p_user_name: z.string().nullable(),
  p_reservations: z.int32().nullable(),
  p_gpus: z.int32().nullable(),
  p_gpu_hours: float.nullable(),
})
export type ExceededLimitArguments = z.infer<typeof exceededLimitArguments>

/** One of the rows that it gives. */
export const exceededLimitResult = z.object({
  limit_name: z.string().nullable(),
  allowed: float.nullable(),
  wanted: float.nullable(),
})
export type ExceededLimitResult = z.infer<typeof exceededLimitResult>

/** Ends reservations past their end and the grace; gives their ids. */
export const expireReservationsArguments = z.strictObject({
  p_limit: z.int32().nullish(),
  p_grace: interval.nullish(),
})
export type ExpireReservationsArguments = z.infer<typeof expireReservationsArguments>

/** One of the rows that it gives. */
export const expireReservationsResult = z.string().nullable()
export type ExpireReservationsResult = z.infer<typeof expireReservationsResult>

/** Moves the end of an owner's usable reservation, or group: extended, or not_active, over_cap (hours since launch), over_limit, forbidden or unknown, with the end that stands. A request id is granted once. */
export const extendReservationArguments = z.strictObject({
  p_reservation_id: z.string().nullable(),
  p_owner: z.string().nullable(),
  p_hours: float.nullable(),
  p_max_hours: float.nullish(),
  p_request_id: z.string().nullish(),
})
export type ExtendReservationArguments = z.infer<typeof extendReservationArguments>

/** One of the rows that it gives. */
export const extendReservationResult = z.object({
  outcome: z.string().nullable(),
  current_status: z.string().nullable(),
  expires_at: z.date().nullable(),
  duration_hours: float.nullable(),
})
export type ExtendReservationResult = z.infer<typeof extendReservationResult>

/** Fails reservations that have been in preparation for longer; gives their ids. */
export const failStuckReservationsArguments = z.strictObject({
  p_limit: z.int32().nullish(),
  p_after: interval.nullish(),
})
export type FailStuckReservationsArguments = z.infer<typeof failStuckReservationsArguments>

/** One of the rows that it gives. */
export const failStuckReservationsResult = z.string().nullable()
export type FailStuckReservationsResult = z.infer<typeof failStuckReservationsResult>

/** Completes an operation, or fails it where an error is given; false where the fence is not the last one or it is over. */
export const finishDiskOperationArguments = z.strictObject({
  p_operation_id: z.guid().nullable(),
  p_fence: z.int32().nullable(),
  p_error: z.string().nullish(),
  p_ebs_volume_id: z.string().nullish(),
})
export type FinishDiskOperationArguments = z.infer<typeof finishDiskOperationArguments>

export const finishDiskOperationResult = z.boolean().nullable()
export type FinishDiskOperationResult = z.infer<typeof finishDiskOperationResult>

/** GPUs in the cluster less those that reservations have; below zero where the cluster shrank, null for an unknown kind. */
export const freeGpusArguments = z.strictObject({
  p_gpu_type: z.string().nullable(),
})
export type FreeGpusArguments = z.infer<typeof freeGpusArguments>

export const freeGpusResult = z.int32().nullable()
export type FreeGpusResult = z.infer<typeof freeGpusResult>

/** GPU-hours used in a period by user and kind, archive included. A node counts as a reservation. */
export const gpuHoursArguments = z.strictObject({
  p_from: z.date().nullable(),
  p_to: z.date().nullable(),
})
export type GpuHoursArguments = z.infer<typeof gpuHoursArguments>

/** One of the rows that it gives. */
export const gpuHoursResult = z.object({
  user_name: z.string().nullable(),
  gpu_type: z.string().nullable(),
  reservations: z.int32().nullable(),
  hours: float.nullable(),
})
export type GpuHoursResult = z.infer<typeof gpuHoursResult>

/** Makes reservations from an array of objects with the columns' names; all or none. */
export const insertReservationsArguments = z.strictObject({
  p_rows: z.unknown(),
})
export type InsertReservationsArguments = z.infer<typeof insertReservationsArguments>

export const insertReservationsResult = z.int32().nullable()
export type InsertReservationsResult = z.infer<typeof insertReservationsResult>

/** Whether nothing follows this status. */
export const isFinalStatusArguments = z.strictObject({
  p_status: z.string().nullable(),
})
export type IsFinalStatusArguments = z.infer<typeof isFinalStatusArguments>

export const isFinalStatusResult = z.boolean().nullable()
export type IsFinalStatusResult = z.infer<typeof isFinalStatusResult>

/** Makes others who want GPUs of this kind wait until the transaction ends. */
export const lockGpuTypeArguments = z.strictObject({
  p_gpu_type: z.string().nullable(),
})
export type LockGpuTypeArguments = z.infer<typeof lockGpuTypeArguments>

/** Makes others who book for this user wait until the transaction ends. */
export const lockUserArguments = z.strictObject({
  p_user_name: z.string().nullable(),
})
export type LockUserArguments = z.infer<typeof lockUserArguments>

/** GPU-hours that a user's open reservations may still use. */
export const promisedGpuHoursArguments = z.strictObject({
  p_user_name: z.string().nullable(),
})
export type PromisedGpuHoursArguments = z.infer<typeof promisedGpuHoursArguments>

export const promisedGpuHoursResult = float.nullable()
export type PromisedGpuHoursResult = z.infer<typeof promisedGpuHoursResult>

/** Frees a disk that this reservation holds; false where it does not. */
export const releaseDiskArguments = z.strictObject({
  p_disk_id: z.guid().nullable(),
  p_reservation_id: z.string().nullable(),
})
export type ReleaseDiskArguments = z.infer<typeof releaseDiskArguments>

export const releaseDiskResult = z.boolean().nullable()
export type ReleaseDiskResult = z.infer<typeof releaseDiskResult>

/** Renames a free disk: renamed, missing, deleted, in_use, busy or name_taken. */
export const renameDiskArguments = z.strictObject({
  p_owner: z.string().nullable(),
  p_disk_name: z.string().nullable(),
  p_new_name: z.string().nullable(),
})
export type RenameDiskArguments = z.infer<typeof renameDiskArguments>

export const renameDiskResult = z.string().nullable()
export type RenameDiskResult = z.infer<typeof renameDiskResult>

/** Makes a disk's row and its operation and sends the message: requested, name_taken (also by a deleted one) or limit_exceeded. */
export const requestDiskCreateArguments = z.strictObject({
  p_owner: z.string().nullable(),
  p_disk_name: z.string().nullable(),
  p_size_gb: z.int32().nullable(),
  p_operation_id: z.guid().nullish(),
})
export type RequestDiskCreateArguments = z.infer<typeof requestDiskCreateArguments>

/** One of the rows that it gives. */
export const requestDiskCreateResult = z.object({
  outcome: z.string().nullable(),
  disk_id: z.guid().nullable(),
  operation_id: z.guid().nullable(),
  message_id: int8.nullable(),
})
export type RequestDiskCreateResult = z.infer<typeof requestDiskCreateResult>

/** Marks a free disk deleted, makes its operation and sends the message: requested, missing, deleted, in_use with the holder, backing_up or busy. */
export const requestDiskDeleteArguments = z.strictObject({
  p_owner: z.string().nullable(),
  p_disk_name: z.string().nullable(),
  p_operation_id: z.guid().nullish(),
  p_keep_days: z.int32().nullish(),
})
export type RequestDiskDeleteArguments = z.infer<typeof requestDiskDeleteArguments>

/** One of the rows that it gives. */
export const requestDiskDeleteResult = z.object({
  outcome: z.string().nullable(),
  disk_id: z.guid().nullable(),
  operation_id: z.guid().nullable(),
  message_id: int8.nullable(),
  delete_date: calendarDate.nullable(),
  holder: z.string().nullable(),
})
export type RequestDiskDeleteResult = z.infer<typeof requestDiskDeleteResult>

/** Makes a reservation, or a group, within its owner's limits and sends its message. When there are too few GPUs: later leaves that to the processor, queue queues it, refuse makes nothing. */
export const requestReservationArguments = z.strictObject({
  p_rows: z.unknown(),
  p_request: z.unknown(),
  p_when_full: z.string().nullish(),
})
export type RequestReservationArguments = z.infer<typeof requestReservationArguments>

/** One of the rows that it gives. */
export const requestReservationResult = z.object({
  outcome: z.string().nullable(),
  current_status: z.string().nullable(),
  queue_position: z.int32().nullable(),
  message_id: int8.nullable(),
  limit_name: z.string().nullable(),
  allowed: float.nullable(),
  wanted: float.nullable(),
})
export type RequestReservationResult = z.infer<typeof requestReservationResult>

/** Sends the message of an operation; gives its id. */
export const sendDiskOperationArguments = z.strictObject({
  p_operation_id: z.guid().nullable(),
})
export type SendDiskOperationArguments = z.infer<typeof sendDiskOperationArguments>

export const sendDiskOperationResult = int8.nullable()
export type SendDiskOperationResult = z.infer<typeof sendDiskOperationResult>

/** Starts an operation, or takes it over from whoever started it before, who is refused from then on; one that is over stays so. No row for an unknown one. */
export const startDiskOperationArguments = z.strictObject({
  p_operation_id: z.guid().nullable(),
})
export type StartDiskOperationArguments = z.infer<typeof startDiskOperationArguments>

/** One of the rows that it gives. */
export const startDiskOperationResult = z.object({
  status: z.string().nullable(),
  fence: z.int32().nullable(),
})
export type StartDiskOperationResult = z.infer<typeof startDiskOperationResult>

/** Counts a snapshot that is being taken; gives how many there are now, null for an unknown disk. */
export const startDiskSnapshotArguments = z.strictObject({
  p_disk_id: z.guid().nullable(),
})
export type StartDiskSnapshotArguments = z.infer<typeof startDiskSnapshotArguments>

export const startDiskSnapshotResult = z.int32().nullable()
export type StartDiskSnapshotResult = z.infer<typeof startDiskSnapshotResult>

/** Takes the GPUs of a waiting reservation if nobody of its kind has queued longer and there are enough: started; else it is queued: waiting. Otherwise as transition_reservation. */
export const startReservationArguments = z.strictObject({
  p_reservation_id: z.string().nullable(),
})
export type StartReservationArguments = z.infer<typeof startReservationArguments>

/** One of the rows that it gives. */
export const startReservationResult = z.object({
  outcome: z.string().nullable(),
  current_status: z.string().nullable(),
  queue_position: z.int32().nullable(),
})
export type StartReservationResult = z.infer<typeof startReservationResult>

/** An entry of status_history, stamped now. */
export const statusEntryArguments = z.strictObject({
  p_status: z.string().nullable(),
  p_message: z.string().nullable(),
  p_failure_reason: z.string().nullable(),
})
export type StatusEntryArguments = z.infer<typeof statusEntryArguments>

export const statusEntryResult = z.unknown()
export type StatusEntryResult = z.infer<typeof statusEntryResult>

/** Moves a reservation, with all nodes of its group, to another status: changed, unchanged, refused, no_capacity, forbidden or unknown, and the status that stands. */
export const transitionReservationArguments = z.strictObject({
  p_reservation_id: z.string().nullable(),
  p_to: z.string().nullable(),
  p_from: z.array(z.string()).nullish(),
  p_owner: z.string().nullish(),
  p_detail: z.string().nullish(),
  p_failure_reason: z.string().nullish(),
})
export type TransitionReservationArguments = z.infer<typeof transitionReservationArguments>

/** One of the rows that it gives. */
export const transitionReservationResult = z.object({
  outcome: z.string().nullable(),
  current_status: z.string().nullable(),
  nodes: z.int32().nullable(),
})
export type TransitionReservationResult = z.infer<typeof transitionReservationResult>
