// Written by `schemata contract`; not to be edited.

/** What a column gives, and what an insert and an update take; kysely knows these markers. */
interface Column<Select, Insert, Update> {
  readonly __select__: Select
  readonly __insert__: Insert
  readonly __update__: Update
}

/** May be left out of an insert. */
type Optional<Select, Write = Select> = Column<Select, Write | undefined, Write>

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
  user_id: number | null
}

/** People who may call the service. */
export interface ApiUsersTable {
  /** When the account was made, in UTC; without zone, as its document says. */
  created_at: Optional<Date | null, Date | string | null>
  /** Where to write to, if known. */
  email: string | null
  /** False for a disabled account, whose keys are refused. */
  is_active: boolean | null
  /** Identifies the user; keys refer to it. */
  user_id: Optional<number>
  /** The GitHub name. Reservations and disks refer to users by it. */
  username: string
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
  in_use: boolean | null
  /** Whether a snapshot is being taken. */
  is_backing_up: boolean | null
  /** Whether its owner deleted it; the data stays until delete_date. */
  is_deleted: boolean | null
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
  status: string
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

/** By bare name, for a schema that is chosen at run time. */
export interface Tables {
  alb_target_groups: AlbTargetGroupsTable
  api_keys: ApiKeysTable
  api_users: ApiUsersTable
  disks: DisksTable
  domain_mappings: DomainMappingsTable
  gpu_types: GpuTypesTable
  reservations: ReservationsTable
}

/** By schema and name. Those of several packages are joined with `&`. */
export interface Database {
  'gpu_dev.alb_target_groups': AlbTargetGroupsTable
  'gpu_dev.api_keys': ApiKeysTable
  'gpu_dev.api_users': ApiUsersTable
  'gpu_dev.disks': DisksTable
  'gpu_dev.domain_mappings': DomainMappingsTable
  'gpu_dev.gpu_types': GpuTypesTable
  'gpu_dev.reservations': ReservationsTable
}
