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

type DiskOperationsAction = 'create_disk' | 'delete_disk'
type DiskOperationsStatus = 'pending' | 'running' | 'completed' | 'failed'
type ReservationsStatus = 'pending' | 'queued' | 'preparing' | 'running' | 'active' | 'cancelled' | 'failed' | 'expired' | 'completed'

/** Target groups and rules of the load balancer, one row a reservation. */
export interface AlbTargetGroupsTable {
  /** When the row was made. */
  created_at: Optional<Date | null, Date | string | null>
  /** The short name that they serve. */
  domain_name: string
  /** From when on they may be removed. */
  expires_at: Column<Date, Date | string, Date | string>
  /** The rule that leads to it. */
  jupyter_rule_arn: string | null
  /** The target group of the notebook. */
  jupyter_target_group_arn: string | null
  /** Whose they are. */
  reservation_id: string
  /** When the row last changed; kept by a trigger. */
  updated_at: Optional<Date | null, Date | string | null>
}

/** Keys of users; the keys themselves are stored nowhere. */
export interface ApiKeysTable {
  /** When it was issued. */
  created_at: Optional<Date | null, Date | string | null>
  /** What it is for. */
  description: string | null
  /** From when on it is refused; null for never. */
  expires_at: Optional<Date | null, Date | string | null>
  /** False once it is revoked. */
  is_active: boolean | null
  /** SHA-256 of the key, in hex. */
  key_hash: string
  /** Identifies the key, for revocation. */
  key_id: Optional<number>
  /** Its first characters, for people to tell keys apart; not unique. */
  key_prefix: string
  /** When it was last accepted, to the minute. */
  last_used_at: Optional<Date | null, Date | string | null>
  /** Whose key it is. */
  user_id: number
}

/** People who may call the service. */
export interface ApiUsersTable {
  /** When the account was made, in UTC; without zone, as its document says. */
  created_at: Optional<Date | null, Date | string | null>
  /** Where to write to, if known. */
  email: string | null
  /** False for a disabled account, whose keys are refused. */
  is_active: boolean | null
  /** The identity provider. */
  oidc_issuer: string | null
  /** The provider's id of the user. */
  oidc_subject: string | null
  /** Identifies the user; keys refer to it. */
  user_id: Optional<number>
  /** The GitHub name. Reservations and disks refer to users by it. */
  username: string
}

/** Reservations that ended long ago, for reports. */
export interface ArchivedReservationsTable {
  /** When it was moved here. */
  archived_at: Optional<Date, Date | string>
  /** When it was requested. */
  created_at: Column<Date, Date | string, Date | string>
  /** How many GPUs it had. */
  gpu_count: number | null
  /** Which GPUs it had. */
  gpu_type: string | null
  /** When it became usable; null if never. */
  launched_at: Optional<Date | null, Date | string | null>
  /** The whole row but for the notebook's token and the pod's log. */
  record: unknown
  /** When it ended. */
  reservation_ended: Column<Date, Date | string, Date | string>
  /** As it was in reservations. */
  reservation_id: string
  /** How it ended. */
  status: string
  /** The owner's user name. */
  user_id: string
}

/** Locks that processes hold, a row each. */
export interface CoordinationLocksTable {
  /** Since when it is held. */
  acquired_at: Optional<Date, Date | string>
  /** From when on others may take it. */
  expires_at: Column<Date, Date | string, Date | string>
  /** What is locked. */
  lock_name: string
  /** Who it is, for people. */
  owner_name: string | null
  /** Known to the holder only; new with every acquisition. */
  owner_token: string
}

/** Operations on disks, those that are over included. */
export interface DiskOperationsTable {
  /** create_disk or delete_disk. */
  action: DiskOperationsAction
  /** When the data is to go. */
  delete_date: Optional<Date | null, Date | string | null>
  /** The disk; null once it was removed. */
  disk_id: string | null
  /** What the disk was called then. */
  disk_name: string
  /** Why it failed. */
  error: string | null
  /** Rises with every start; who reports names the one he was given. */
  fence: Optional<number>
  /** When it was over. */
  finished_at: Optional<Date | null, Date | string | null>
  /** Identifies the operation; its client asks by it. */
  operation_id: Optional<string>
  /** When it was asked for. */
  requested_at: Optional<Date, Date | string>
  /** Size asked for, in GB. */
  size_gb: number | null
  /** When it was last started. */
  started_at: Optional<Date | null, Date | string | null>
  /** pending, running, completed or failed. */
  status: Optional<DiskOperationsStatus>
  /** The owner's user name. */
  user_id: string
}

/** Persistent disks, attached to one reservation at a time. */
export interface DisksTable {
  /** When it was made. */
  created_at: Optional<Date | null, Date | string | null>
  /** When the data goes. */
  delete_date: Optional<Date | null, Date | string | null>
  /** Identifies the disk. */
  disk_id: Optional<string>
  /** What its owner calls it; letters, digits, _ and -. */
  disk_name: string
  /** What is used of it, for people, such as 1.2G. */
  disk_size: string | null
  /** Its volume. */
  ebs_volume_id: string | null
  /** Whether a reservation holds it. */
  in_use: Optional<boolean>
  /** Whether a snapshot is being taken. */
  is_backing_up: boolean | null
  /** Whether its owner deleted it; the data stays until delete_date. */
  is_deleted: Optional<boolean>
  /** When a snapshot was last finished. */
  last_snapshot_at: Optional<Date | null, Date | string | null>
  /** When the row last changed; kept by a trigger. */
  last_updated: Optional<Date | null, Date | string | null>
  /** When it was last attached or released. */
  last_used: Optional<Date | null, Date | string | null>
  /** Where the list of what is in the last snapshot lies. */
  latest_snapshot_content_s3: string | null
  /** When it was deleted; kept by a trigger. */
  marked_deleted_at: Optional<Date | null, Date | string | null>
  /** Why that operation failed. */
  operation_error: string | null
  /** The newest operation on it. */
  operation_id: string | null
  /** State of that operation. */
  operation_status: string | null
  /** Snapshots being taken. */
  pending_snapshot_count: number | null
  /** The reservation that holds it; null for none. */
  reservation_id: string | null
  /** Size in GB. */
  size_gb: number | null
  /** Snapshots there are. */
  snapshot_count: number | null
  /** The owner's user name. */
  user_id: string
}

/** Which node and port a short name leads to, while its reservation lasts. */
export interface DomainMappingsTable {
  /** When it was first taken. */
  created_at: Optional<Date | null, Date | string | null>
  /** The short name, not the whole domain. */
  domain_name: string
  /** From when on others may take it. */
  expires_at: Column<Date, Date | string, Date | string>
  /** Address that it leads to. */
  node_ip: string
  /** Port that it leads to. */
  node_port: number
  /** Whose name it is. */
  reservation_id: string
  /** When the row last changed; kept by a trigger. */
  updated_at: Optional<Date | null, Date | string | null>
}

/** Of each kind both figures: unreserved_gpus by the reservations, true now; schedulable_gpus as the cluster was counted, and how long ago that was. */
export interface GpuAvailabilityView {
  count_age_seconds: Seen<number | null>
  counted_at: Seen<Date | null>
  counted_by: Seen<string | null>
  desired_capacity: Seen<number | null>
  full_nodes_available: Seen<number | null>
  gpu_type: Seen<string | null>
  in_use_gpus: Seen<number | null>
  instance_type: Seen<string | null>
  is_active: Seen<boolean | null>
  max_per_node: Seen<number | null>
  max_reservable: Seen<number | null>
  queued_gpus: Seen<number | null>
  running_instances: Seen<number | null>
  schedulable_gpus: Seen<number | null>
  total_gpus: Seen<number | null>
  unreserved_gpus: Seen<number | null>
}

/** Kinds of GPUs. The fixture brings what is fixed; live figures and the switch are not touched by it. */
export interface GpuTypesTable {
  /** GPUs that could be scheduled when they were counted last. */
  available_gpus: number | null
  /** Virtual CPUs of one machine. */
  cpus: number
  /** When the row was made. */
  created_at: Optional<Date | null, Date | string | null>
  /** What it is, in words. */
  description: string | null
  /** Machines wanted then, over all scaling groups. */
  desired_capacity: number | null
  /** Nodes with every GPU free then. */
  full_nodes_available: number | null
  /** Name of the kind, in lower case, such as h100. */
  gpu_type: string
  /** The machine that has them. */
  instance_type: string
  /** The operator's switch: whether it can be reserved. */
  is_active: boolean | null
  /** When they were counted last. */
  last_availability_update: Optional<Date | null, Date | string | null>
  /** Who counted. */
  last_availability_updated_by: string | null
  /** GPUs of one machine; 0 for machines without. */
  max_gpus: number
  /** GPUs that one node may give; 0 says none, null says as many as it has. */
  max_per_node: number | null
  /** Largest single reservation that was possible then, over several nodes if need be. */
  max_reservable: number | null
  /** Memory of one machine in GB. */
  memory_gb: number
  /** Machines in service then. */
  running_instances: number | null
  /** GPUs in the cluster; at first what is planned, then what was counted last. */
  total_cluster_gpus: number | null
  /** When the row last changed; kept by a trigger. */
  updated_at: Optional<Date | null, Date | string | null>
}

/** Disks that somebody should look at: held by a reservation that has ended, due for removal, without a volume, or of nobody known. */
export interface OrphanedDisksView {
  disk_id: Seen<string | null>
  disk_name: Seen<string | null>
  ebs_volume_id: Seen<string | null>
  last_updated: Seen<Date | null>
  reason: Seen<string | null>
  user_id: Seen<string | null>
}

/** Who waits, first come first served within a kind. The wait is until enough reservations reach their end, null where that is not foreseeable. */
export interface QueuePositionsView {
  created_at: Seen<Date | null>
  estimated_wait_seconds: Seen<number | null>
  gpu_count: Seen<number | null>
  gpu_type: Seen<string | null>
  queue_position: Seen<number | null>
  reservation_id: Seen<string | null>
  user_id: Seen<string | null>
}

/** Groups of nodes as one thing each: reachable_nodes have an address; status is null where nodes differ, which only writes past transition_reservation bring about. */
export interface ReservationGroupsView {
  created_at: Seen<Date | null>
  expires_at: Seen<Date | null>
  gpu_count: Seen<number | null>
  gpu_type: Seen<string | null>
  group_id: Seen<string | null>
  nodes: Seen<number | null>
  reachable_nodes: Seen<number | null>
  status: Seen<string | null>
  total_nodes: Seen<number | null>
  user_id: Seen<string | null>
}

/** The message that launches a reservation, kept until the reservation ends. */
export interface ReservationRequestsTable {
  /** The message; may hold secrets in env_vars. */
  request: unknown
  /** When it was asked for. */
  requested_at: Optional<Date, Date | string>
  /** The reservation; of a group, its first node. */
  reservation_id: string
}

/** How long each reservation waited, was prepared and was used; null for what has not ended yet. */
export interface ReservationTimelinesView {
  created_at: Seen<Date | null>
  gpu_type: Seen<string | null>
  launched_at: Seen<Date | null>
  preparation_seconds: Seen<number | null>
  preparing_at: Seen<Date | null>
  queue_seconds: Seen<number | null>
  reservation_ended: Seen<Date | null>
  reservation_id: Seen<string | null>
  status: Seen<string | null>
  use_seconds: Seen<number | null>
  user_id: Seen<string | null>
}

/** Requests for GPUs and what became of them. */
export interface ReservationsTable {
  /** Object: the load balancer's settings. */
  alb_config: Optional<unknown>
  /** When it was cancelled. */
  cancelled_at: Optional<Date | null, Date | string | null>
  /** Version of the program that asked. */
  cli_version: string | null
  /** When it was requested. */
  created_at: Column<Date, Date | string, Date | string>
  /** What is going on, in words. */
  current_detailed_status: string | null
  /** The persistent disk asked for. */
  disk_name: string | null
  /** Short name under which it is reached. */
  domain_name: string | null
  /** Requested hours, with extensions. */
  duration_hours: number
  /** Where the volume lies. */
  ebs_availability_zone: string | null
  /** The attached volume. */
  ebs_volume_id: string | null
  /** When it ends; set when it becomes usable. */
  expires_at: Optional<Date | null, Date | string | null>
  /** When it failed. */
  failed_at: Optional<Date | null, Date | string | null>
  /** Why it failed. */
  failure_reason: string | null
  /** Whole name under which it is reached. */
  fqdn: string | null
  /** Whose SSH keys it takes. */
  github_user: string | null
  /** How many GPUs; of a node of a group, that node's. */
  gpu_count: number | null
  /** Which GPUs, as gpu_types names them; null for none in particular. */
  gpu_type: string | null
  /** The machine it runs on. */
  instance_type: string | null
  /** Whether it is a node of a group. */
  is_multinode: boolean | null
  /** Whether a notebook runs. */
  jupyter_enabled: boolean | null
  /** Why the notebook did not start. */
  jupyter_error: string | null
  /** Port of the notebook. */
  jupyter_port: number | null
  /** Secret: opens the notebook. Left out of lists. */
  jupyter_token: string | null
  /** Where the notebook is. */
  jupyter_url: string | null
  /** When memory last ran out. */
  last_oom_at: Optional<Date | null, Date | string | null>
  /** When the last warning was sent, in seconds since 1970. */
  last_warning_time: Optional<string | null, string | number | bigint | null>
  /** The message whose reader brings it up; readers of others leave it alone while that one is in the queue. */
  launch_message_id: Optional<string | null, string | number | bigint | null>
  /** When it became usable. */
  launched_at: Optional<Date | null, Date | string | null>
  /** The reservation of the group's first node. */
  master_reservation_id: string | null
  /** What its owner calls it. */
  name: string | null
  /** The namespace of its pod. */
  namespace: string | null
  /** Place in the group, from 0. */
  node_index: number | null
  /** Public address of the node, for SSH. */
  node_ip: string | null
  /** Port of the node, for SSH. */
  node_port: number | null
  /** Private address of the node. */
  node_private_ip: string | null
  /** Where memory last ran out. */
  oom_container: string | null
  /** How often memory ran out. */
  oom_count: number | null
  /** The end of the pod's log. */
  pod_logs: string | null
  /** Its pod. */
  pod_name: string | null
  /** When its pod and disk were begun. */
  preparing_at: Optional<Date | null, Date | string | null>
  /** Whether the image's own entry point is kept. */
  preserve_entrypoint: Optional<boolean>
  /** When it ended, however it did. */
  reservation_ended: Optional<Date | null, Date | string | null>
  /** Identifies the reservation; usually a UUID. */
  reservation_id: string
  /** Array of user names who may log in besides the owner. */
  secondary_users: Optional<unknown>
  /** The command to reach it, ready to use. */
  ssh_command: string | null
  /** pending, queued, preparing, running, active, cancelled, failed, expired or completed; running and active mean the same. */
  status: ReservationsStatus
  /** Array of {timestamp, status?, message?, failure_reason?}, oldest first. */
  status_history: Optional<unknown>
  /** Number of nodes of the group. */
  total_nodes: number | null
  /** When the row last changed; kept by a trigger. */
  updated_at: Optional<Date | null, Date | string | null>
  /** The owner's user name. */
  user_id: string
  /** What the owner should know now. */
  warning: string | null
  /** Object: 30min_warning_sent, 15min_warning_sent and 5min_warning_sent, each true once sent. */
  warnings_sent: Optional<unknown>
}

/** What a user may have; null is no limit. The row named * holds for all without a row of their own. */
export interface UserLimitsTable {
  /** Their sizes together. */
  max_disk_gb: number | null
  /** Disks that are not deleted. */
  max_disks: number | null
  /** GPU-hours of a calendar month in UTC, those still promised included. */
  max_gpu_hours_per_month: number | null
  /** GPUs of reservations that have not ended. */
  max_gpus: number | null
  /** Reservations that have not ended; a group is one. */
  max_reservations: number | null
  /** Whose limits they are, or *. */
  user_name: string
}

/** By bare name, for a schema that is chosen at run time. */
export interface Tables {
  alb_target_groups: AlbTargetGroupsTable
  api_keys: ApiKeysTable
  api_users: ApiUsersTable
  archived_reservations: ArchivedReservationsTable
  coordination_locks: CoordinationLocksTable
  disk_operations: DiskOperationsTable
  disks: DisksTable
  domain_mappings: DomainMappingsTable
  gpu_availability: GpuAvailabilityView
  gpu_types: GpuTypesTable
  orphaned_disks: OrphanedDisksView
  queue_positions: QueuePositionsView
  reservation_groups: ReservationGroupsView
  reservation_requests: ReservationRequestsTable
  reservation_timelines: ReservationTimelinesView
  reservations: ReservationsTable
  user_limits: UserLimitsTable
}

/** By schema and name. Those of several packages are joined with `&`. */
export interface Database {
  'gpu_dev.alb_target_groups': AlbTargetGroupsTable
  'gpu_dev.api_keys': ApiKeysTable
  'gpu_dev.api_users': ApiUsersTable
  'gpu_dev.archived_reservations': ArchivedReservationsTable
  'gpu_dev.coordination_locks': CoordinationLocksTable
  'gpu_dev.disk_operations': DiskOperationsTable
  'gpu_dev.disks': DisksTable
  'gpu_dev.domain_mappings': DomainMappingsTable
  'gpu_dev.gpu_availability': GpuAvailabilityView
  'gpu_dev.gpu_types': GpuTypesTable
  'gpu_dev.orphaned_disks': OrphanedDisksView
  'gpu_dev.queue_positions': QueuePositionsView
  'gpu_dev.reservation_groups': ReservationGroupsView
  'gpu_dev.reservation_requests': ReservationRequestsTable
  'gpu_dev.reservation_timelines': ReservationTimelinesView
  'gpu_dev.reservations': ReservationsTable
  'gpu_dev.user_limits': UserLimitsTable
}
