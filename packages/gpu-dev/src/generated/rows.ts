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
  user_id: z.int32().nullable(),
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
  user_id: z.int32().nullish(),
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
  user_id: z.int32().optional(),
  username: characters(255),
})
export type ApiUsersInsert = z.infer<typeof apiUsersInsert>

export const apiUsersUpdate = apiUsersInsert.partial()
export type ApiUsersUpdate = z.infer<typeof apiUsersUpdate>

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
  in_use: z.boolean().nullable(),
  /** Whether a snapshot is being taken. */
  is_backing_up: z.boolean().nullable(),
  /** Whether its owner deleted it; the data stays until delete_date. */
  is_deleted: z.boolean().nullable(),
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
  in_use: z.boolean().nullish(),
  is_backing_up: z.boolean().nullish(),
  is_deleted: z.boolean().nullish(),
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
  status: z.string(),
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
  preserve_entrypoint: z.boolean().optional(),
  reservation_ended: z.date().nullish(),
  reservation_id: characters(255),
  secondary_users: z.unknown().optional(),
  ssh_command: z.string().nullish(),
  status: characters(50),
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
