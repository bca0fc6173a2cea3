// Written by `schemata contract`; not to be edited.

/** What a column gives, and what an insert and an update take; kysely knows these markers. */
interface Column<Select, Insert, Update> {
  readonly __select__: Select
  readonly __insert__: Insert
  readonly __update__: Update
}

/** May be left out of an insert. */
type Optional<Select, Write = Select> = Column<Select, Write | undefined, Write>

/** Is never written. */
type ReadOnly<Select> = Column<Select, never, never>

/** Of a view, which is never written. */
type Seen<Select> = Column<Select, NotWritable, NotWritable>
interface NotWritable {
  readonly 'a view is not written': never
}

type BuildAccessLogAccessType = 'cache_hit' | 'cache_miss' | 'build_created'
type BuildArtifactsArtifactType = 'container_image' | 'sbom' | 'scan_report' | 'test_report' | 'build_log'
type BuildArtifactsStorageType = 'registry' | 's3' | 'azure_blob' | 'gcs' | 'local'
type BuildCacheRegistryArchitecture = 'amd64' | 'arm64'
type BuildCacheRegistryCloudProvider = 'aws' | 'azure' | 'gcp' | 'kubernetes'
type BuildCacheRegistryDeploymentMode = 'standalone' | 'distributed' | 'serverless'
type BuildCacheRegistryTier = 'core' | 'pro' | 'enterprise' | 'asp'
type BuildDependenciesOnFailure = 'cancel' | 'wait'
type BuildEventsSeverity = 'debug' | 'info' | 'warning' | 'error' | 'critical'
type BuildManifestsDeploymentStatus = 'draft' | 'approved' | 'building' | 'deployed' | 'failed' | 'archived'
type BuildManifestsGeneratedBy = 'ai_intake' | 'manual' | 'api' | 'template' | 'import'
type BuildManifestsManifestFormat = 'honua-v1' | 'honua-v2'
type BuildQueueArchitecture = 'amd64' | 'arm64'
type BuildQueueStatus = 'queued' | 'building' | 'success' | 'failed' | 'cancelled' | 'timeout'
type ConversationMessagesContentType = 'text/plain' | 'text/markdown' | 'application/json'
type ConversationMessagesRole = 'user' | 'assistant' | 'system' | 'function' | 'tool'
type ConversationsConversationType = 'build_intake' | 'troubleshooting' | 'support' | 'upgrade_consultation'
type ConversationsStatus = 'active' | 'completed' | 'abandoned' | 'error'
type CustomersSubscriptionStatus = 'trial' | 'active' | 'suspended' | 'cancelled'
type CustomersTier = 'core' | 'pro' | 'enterprise' | 'asp'
type LicensesStatus = 'active' | 'expired' | 'revoked' | 'trial'
type LicensesTier = 'core' | 'pro' | 'enterprise' | 'asp'
type RegistryCredentialsRegistryProvider = 'dockerhub' | 'ecr' | 'gcr' | 'acr' | 'harbor' | 'quay' | 'custom'
type RegistryCredentialsValidationStatus = 'valid' | 'invalid' | 'unknown'

/** Builds waiting or being built, most urgent first; elapsed and remaining time only for those being built. */
export interface ActiveBuildsView {
  current_step: Seen<string | null>
  customer_id: Seen<string | null>
  elapsed_seconds: Seen<number | null>
  estimated_duration_seconds: Seen<number | null>
  id: Seen<string | null>
  organization_name: Seen<string | null>
  priority: Seen<number | null>
  progress_percent: Seen<number | null>
  queued_at: Seen<Date | null>
  remaining_seconds: Seen<number | null>
  retry_count: Seen<number | null>
  started_at: Seen<Date | null>
  status: Seen<string | null>
  timeout_at: Seen<Date | null>
  worker_id: Seen<string | null>
}

/** Conversations going on, most recent activity first. */
export interface ActiveConversationsView {
  ai_model: Seen<string | null>
  build_manifest_id: Seen<string | null>
  conversation_type: Seen<string | null>
  customer_email: Seen<string | null>
  customer_id: Seen<string | null>
  id: Seen<string | null>
  last_message_at: Seen<Date | null>
  manifest_deployment_status: Seen<string | null>
  seconds_since_last_message: Seen<number | null>
  started_at: Seen<Date | null>
  status: Seen<string | null>
  total_messages: Seen<number | null>
}

/** One row per look-up in the build cache. */
export interface BuildAccessLogTable {
  /** cache_hit, cache_miss or build_created. */
  access_type: BuildAccessLogAccessType
  /** When. */
  accessed_at: Optional<Date, Date | string>
  /** The entry; null for a miss that found none. */
  build_cache_id: string | null
  /** Who asked. */
  customer_id: string
  /** The deployment that pulled the image. */
  deployment_id: string | null
  /** Where it runs. */
  deployment_region: string | null
  /** How much it fetched. */
  download_size_bytes: Optional<string | null, string | number | bigint | null>
  /** Rises with every row. */
  id: Optional<string, string | number | bigint>
  /** The client address. */
  ip_address: string | null
  /** What was looked for, where no entry says it. */
  manifest_hash: string | null
  /** How long the pull took. */
  pull_duration_seconds: Optional<string | null, string | number | null>
  /** The client program. */
  user_agent: string | null
}

/** Notes that a customer has a place to give or a build that wants one; usually empty. */
export interface BuildAdmissionsTable {
  /** Whose places are to be counted; no reference, as a note may outlive its customer. */
  customer_id: string
  /** Rises with every row. */
  id: ReadOnly<string>
}

/** What a build left behind, and where it is stored. */
export interface BuildArtifactsTable {
  /** A name for people. */
  artifact_name: string
  /** container_image, sbom, scan_report, test_report or build_log. */
  artifact_type: BuildArtifactsArtifactType
  /** The fence of the run that made it. */
  attempt: Optional<string, string | number | bigint>
  /** The result it belongs to. */
  build_result_id: string
  /** SHA-256 of the content, 64 hex digits. */
  checksum_sha256: string | null
  /** Its media type. */
  content_type: string | null
  /** When it was stored. */
  created_at: Optional<Date, Date | string>
  /** Null while it is in the store. */
  deleted_at: Optional<Date | null, Date | string | null>
  /** When it may be deleted; null is never. */
  expires_at: Optional<Date | null, Date | string | null>
  /** Identifies the artifact. */
  id: Optional<string>
  /** Whatever else is known about it. */
  metadata: Optional<unknown>
  /** Its size. */
  size_bytes: Optional<string | null, string | number | bigint | null>
  /** Its path inside the store. */
  storage_path: string | null
  /** registry, s3, azure_blob, gcs or local. */
  storage_type: BuildArtifactsStorageType
  /** Where it can be fetched. */
  storage_url: string
}

/** Which customers a cache entry has served; written by the trigger on build_access_log. */
export interface BuildCacheCustomersTable {
  /** The entry. */
  build_cache_id: string
  /** A customer it has served. */
  customer_id: string
  /** When it did so first. */
  first_accessed_at: Optional<Date, Date | string>
}

/** Images built once and shared by all customers whose tier suffices. */
export interface BuildCacheRegistryTable {
  /** amd64 or arm64. */
  architecture: BuildCacheRegistryArchitecture
  /** What a hit saves. */
  build_duration_seconds: Column<string, string | number, string | number>
  /** Hits so far, kept by trigger. */
  cache_hit_count: number | null
  /** The kind of machine it was built for. */
  cloud_compute: string
  /** aws, azure, gcp or kubernetes. */
  cloud_provider: BuildCacheRegistryCloudProvider
  /** Null while the entry is live. */
  deleted_at: Optional<Date | null, Date | string | null>
  /** Why it was taken out. */
  deletion_reason: string | null
  /** standalone, distributed or serverless. */
  deployment_mode: BuildCacheRegistryDeploymentMode
  /** When the entry stops being usable; null is never. */
  expires_at: Optional<Date | null, Date | string | null>
  /** When the image was built. */
  first_built_at: Optional<Date, Date | string>
  /** For whom it was built; null once that customer is gone. */
  first_built_by_customer: string | null
  /** What a deployment pulls. */
  full_image_url: string
  /** Identifies the entry. */
  id: Optional<string>
  /** Layers of the image. */
  image_layers: number | null
  /** Size of the image. */
  image_size_bytes: Optional<string | null, string | number | bigint | null>
  /** Its tag there. */
  image_tag: string
  /** Latest hit or creation, kept by trigger; never goes back. */
  last_accessed_at: Optional<Date | null, Date | string | null>
  /** Hash of the manifest in hex: 64 digits for SHA-256; 32 and 16 are accepted from older writers. */
  manifest_hash: string
  /** The manifest behind the hash; compare it before trusting a hit. */
  manifest_json: unknown
  /** The modules that are built in. */
  modules: string[]
  /** The registry that holds it. */
  registry_url: string
  /** The lowest tier that may use the image. */
  tier: BuildCacheRegistryTier
  /** Distinct customers with a hit or creation on record, kept by trigger; starts at 1 and never goes down. */
  total_customers_served: number | null
}

/** From where claims look for ready builds while the dead entries before them cannot be removed; usually empty. */
export interface BuildClaimBoundsTable {
  /** fair or oldest, and the architecture if only one is wanted: fair/arm64. */
  claim_order: string
  /** Rises with every row; the newest of an order counts. */
  id: ReadOnly<string>
  /** From then on, a claim that finds too little looks from the front again. */
  rescan_at: Column<Date, Date | string, Date | string>
  /** And among equal turns, or oldest first: the queued_at. */
  times: Column<Date[], (Date | string)[], (Date | string)[]>
  /** The bound of each priority, 1 to 10. */
  turns: Column<string[], (string | number | bigint)[], (string | number | bigint)[]>
  /** From then on, any claim does. */
  valid_until: Column<Date, Date | string, Date | string>
}

/** A build that must succeed before another one is ready. */
export interface BuildDependenciesTable {
  /** The one that waits. */
  build_id: string
  /** When it was given. */
  created_at: Optional<Date, Date | string>
  /** The one it waits for, of the same customer. */
  depends_on_id: string
  /** When the other one had succeeded; null until then. */
  met_at: Optional<Date | null, Date | string | null>
  /** What becomes of the waiting one when the other fails, times out or is cancelled: cancel, or wait until that is run again. */
  on_failure: Optional<BuildDependenciesOnFailure>
}

/** What happened during builds, in order. */
export interface BuildEventsTable {
  /** Which build. */
  build_queue_id: string
  /** Details. */
  event_data: Optional<unknown>
  /** When. */
  event_timestamp: Optional<Date, Date | string>
  /** What happened; free text. */
  event_type: string
  /** Rises with every row. */
  id: Optional<string, string | number | bigint>
  /** For people. */
  message: string | null
  /** debug, info, warning, error or critical. */
  severity: BuildEventsSeverity | null
  /** Who reported it. */
  source: string | null
}

/** Descriptions of what is to be built, with their way from draft to deployment. */
export interface BuildManifestsTable {
  /** The cache entry that holds its image. */
  build_cache_id: string | null
  /** When it was made. */
  created_at: Optional<Date, Date | string>
  /** An address left by whoever did not sign in. */
  customer_email: string | null
  /** For whom it was made; null when nobody signed in, or once that customer is gone. */
  customer_id: string | null
  /** Null while it is live. */
  deleted_at: Optional<Date | null, Date | string | null>
  /** When it was deployed. */
  deployed_at: Optional<Date | null, Date | string | null>
  /** The build that was queued for it. */
  deployment_id: string | null
  /** draft, approved, building, deployed, failed or archived. */
  deployment_status: BuildManifestsDeploymentStatus | null
  /** ai_intake, manual, api, template or import. */
  generated_by: Optional<BuildManifestsGeneratedBy>
  /** How, in more detail. */
  generation_method: string | null
  /** Identifies the manifest. */
  id: Optional<string>
  /** Whether it passed validation. */
  is_validated: boolean | null
  /** honua-v1 or honua-v2. */
  manifest_format: Optional<BuildManifestsManifestFormat>
  /** Its hash in hex: 64 digits for SHA-256; 32 and 16 are accepted from older writers. */
  manifest_hash: string
  /** The manifest itself. */
  manifest_json: unknown
  /** Version of its content. */
  manifest_version: Optional<string>
  /** Last change, set by trigger. */
  updated_at: Optional<Date, Date | string>
  /** When it was validated. */
  validated_at: Optional<Date | null, Date | string | null>
  /** Who validated it. */
  validated_by: string | null
  /** What validation found. */
  validation_errors: Optional<unknown>
}

/** Measurements taken during builds. */
export interface BuildMetricsTable {
  /** Which build. */
  build_queue_id: string
  /** Rises with every row. */
  id: Optional<string, string | number | bigint>
  /** What was measured. */
  metric_name: string
  /** When. */
  metric_timestamp: Optional<Date, Date | string>
  /** Of what. */
  metric_unit: string | null
  /** How much; may be negative. */
  metric_value: Column<string, string | number, string | number>
  /** Labels. */
  tags: Optional<unknown>
}

/** Finished builds per day (UTC) of completion, last 30 days, newest first. */
export interface BuildPerformanceSummaryView {
  avg_cache_hit_rate_percent: Seen<string | null>
  avg_duration_seconds: Seen<string | null>
  avg_image_size_mb: Seen<string | null>
  build_date: Seen<Date | null>
  failed_builds: Seen<string | null>
  median_duration_seconds: Seen<string | null>
  p95_duration_seconds: Seen<string | null>
  successful_builds: Seen<string | null>
  total_builds: Seen<string | null>
}

/** Customers whose builds at once are limited; follows the licenses by trigger. */
export interface BuildPlacesTable {
  /** Whose limit this is. */
  customer_id: string
  /** max_concurrent_builds of the license. */
  max_running: number
  /** Ready and running builds when they were last counted. */
  taken: Optional<number>
}

/** Builds waiting for a worker, being built, or done. */
export interface BuildQueueTable {
  /** amd64 or arm64. */
  architecture: BuildQueueArchitecture | null
  /** Arguments handed to the build. */
  build_args: Optional<unknown>
  /** Why. */
  cancel_reason: string | null
  /** When somebody wanted the run stopped; its worker sees it at the next heartbeat. */
  cancel_requested_at: Optional<Date | null, Date | string | null>
  /** Who wanted it. */
  cancelled_by: string | null
  /** When it reached a final status. */
  completed_at: Optional<Date | null, Date | string | null>
  /** When the row was written. */
  created_at: Optional<Date, Date | string>
  /** What the worker is doing. */
  current_step: string | null
  /** For whom it is built. */
  customer_id: string
  /** When it was given up; null unless nothing but a replay will run it again. */
  dead_at: Optional<Date | null, Date | string | null>
  /** Why it was given up. */
  dead_reason: string | null
  /** While it is live, the same request is given this build and not a second one. */
  deduplicate: Optional<boolean>
  /** A guess. */
  estimated_cpu_cores: Optional<string | null, string | number | null>
  /** A guess, for display. */
  estimated_duration_seconds: number | null
  /** A guess. */
  estimated_memory_mb: number | null
  /** Rises by one with every claim and is never reset; the number of the present or latest run. */
  fence: Optional<string, string | number | bigint>
  /** Others wait for it, or did; so that the end of a build that nobody waits for looks nothing up. */
  has_dependents: Optional<boolean>
  /** Identifies the build. */
  id: Optional<string>
  /** When it was last put back into the queue. */
  last_retry_at: Optional<Date | null, Date | string | null>
  /** Until when the worker must be heard of; null for a claim that only has its deadline. */
  lease_until: Optional<Date | null, Date | string | null>
  /** Hash of the manifest in hex: 64 digits for SHA-256; 32 and 16 are accepted from older writers. */
  manifest_hash: string
  /** What is to be built. */
  manifest_json: unknown
  /** Where the manifest lies. */
  manifest_path: string
  /** How long one run may take. */
  max_duration_seconds: Optional<number>
  /** How many there may be; 0 means that the build runs once. */
  max_retries: number | null
  /** Waits until then; null once it is due. */
  not_before: Optional<Date | null, Date | string | null>
  /** Waits until its customer may run one more, or for other builds. */
  parked: Optional<boolean>
  /** 1 is lowest, 10 is highest. */
  priority: Optional<number>
  /** 0 to 100, as the worker reported it. */
  progress_percent: number | null
  /** Its place among builds of the same priority; a retry keeps it. */
  queued_at: Optional<Date, Date | string>
  /** Runs after the first one. */
  retry_count: number | null
  /** When the present run began. */
  started_at: Optional<Date | null, Date | string | null>
  /** queued and building are live; success, failed, cancelled and timeout are final until a retry. */
  status: Optional<BuildQueueStatus>
  /** How many are done. */
  steps_completed: number | null
  /** Where the image goes; null for the customer's default. */
  target_registry_id: string | null
  /** Deadline of the present run. */
  timeout_at: Optional<Date | null, Date | string | null>
  /** How many steps the build has. */
  total_steps: number | null
  /** Its place among builds of the same priority: each customer has its share of a round. */
  turn: Optional<string, string | number | bigint>
  /** Last change, set by trigger. */
  updated_at: Optional<Date, Date | string>
  /** How many builds must succeed before it is ready. */
  waits_for: Optional<number>
  /** When the worker took it. */
  worker_assigned_at: Optional<Date | null, Date | string | null>
  /** On which machine. */
  worker_hostname: string | null
  /** Who is building it, or did so last. */
  worker_id: string | null
}

/** Holds one row while no build is to be handed out, otherwise none. */
export interface BuildQueuePausesTable {
  /** Since when. */
  paused_at: Optional<Date, Date | string>
  /** Who stopped it. */
  paused_by: string | null
  /** Why. */
  reason: string | null
  /** Always true: there is one row at most. */
  singleton: Optional<boolean>
}

/** Holds one row: how the queue is to be served. */
export interface BuildQueueSettingsTable {
  /** One build in eight goes to the one that waits longest, once it has waited so long, whatever its priority; null for never. */
  age_after: Optional<unknown, string | null>
  /** The same of tier asp. */
  asp_share: Optional<number>
  /** Builds a round of a customer of tier core, when it has more than one waiting with the same priority. */
  core_share: Optional<number>
  /** The same of tier enterprise. */
  enterprise_share: Optional<number>
  /** The same of tier pro. */
  pro_share: Optional<number>
  /** Always true: there is one row. */
  singleton: Optional<boolean>
}

/** Results of runs that were followed by another one; written by trigger. */
export interface BuildResultHistoryTable {
  /** From the start of the run to its end. */
  actual_duration_seconds: Column<string, string | number, string | number>
  /** The fence of the run. */
  attempt: Column<string, string | number | bigint, string | number | bigint>
  /** The cache entry that was used or made; kept though the entry may be gone. */
  build_cache_id: string | null
  /** Which build. */
  build_queue_id: string
  /** How many came from the cache. */
  cache_layers_used: number | null
  /** When the run ended. */
  created_at: Column<Date, Date | string, Date | string>
  /** Disk in use. */
  disk_usage_mb: number | null
  /** Why it failed, for programs. */
  error_code: string | null
  /** Why it failed, for people. */
  error_message: string | null
  /** Of the build process. */
  exit_code: number | null
  /** Size of the image. */
  final_image_size_bytes: Optional<string | null, string | number | bigint | null>
  /** The id of the row in build_results, which all runs of a build share. */
  id: string
  /** What a deployment pins. */
  image_digest: string | null
  /** Tags it was pushed under. */
  image_tags: string[] | null
  /** How many were built. */
  new_layers_built: number | null
  /** Most processor time in use. */
  peak_cpu_percent: Optional<string | null, string | number | null>
  /** Most memory in use. */
  peak_memory_mb: number | null
  /** How long the push took. */
  push_duration_seconds: Optional<string | null, string | number | null>
  /** Whether the registry has it. */
  pushed_to_registry: boolean | null
  /** Its errors. */
  stderr_log: string | null
  /** Its output. */
  stdout_log: string | null
  /** As in build_results, like all that follows. */
  success: boolean
  /** When a later run ended. */
  superseded_at: Optional<Date, Date | string>
  /** Layers of the image. */
  total_layers: number | null
}

/** What came of a build: one row each, of its latest finished run. */
export interface BuildResultsTable {
  /** From the start of the run to its end. */
  actual_duration_seconds: Column<string, string | number, string | number>
  /** The fence of the run it came of. */
  attempt: Optional<string, string | number | bigint>
  /** The cache entry that was used or made. */
  build_cache_id: string | null
  /** Which build. */
  build_queue_id: string
  /** How many came from the cache. */
  cache_layers_used: number | null
  /** When the run ended. */
  created_at: Optional<Date, Date | string>
  /** Disk in use. */
  disk_usage_mb: number | null
  /** Why it failed, for programs; BUILD_TIMEOUT when the deadline passed. */
  error_code: string | null
  /** Why it failed, for people. */
  error_message: string | null
  /** Of the build process. */
  exit_code: number | null
  /** Size of the image. */
  final_image_size_bytes: Optional<string | null, string | number | bigint | null>
  /** Identifies the result. */
  id: Optional<string>
  /** sha256: and 64 hex digits; what a deployment pins. */
  image_digest: string | null
  /** Tags it was pushed under. */
  image_tags: string[] | null
  /** How many were built. */
  new_layers_built: number | null
  /** Most processor time in use; above 100 on several cores. */
  peak_cpu_percent: Optional<string | null, string | number | null>
  /** Most memory in use. */
  peak_memory_mb: number | null
  /** How long the push took. */
  push_duration_seconds: Optional<string | null, string | number | null>
  /** Whether the registry has it. */
  pushed_to_registry: boolean | null
  /** Its errors, shortened once the retention is over. */
  stderr_log: string | null
  /** Its output, shortened once the retention is over. */
  stdout_log: string | null
  /** Whether an image came out. */
  success: boolean
  /** Layers of the image. */
  total_layers: number | null
}

/** What a speaker seems to want. */
export interface ConversationIntentsTable {
  /** In which conversation. */
  conversation_id: string
  /** When. */
  detected_at: Optional<Date, Date | string>
  /** Who read it so. */
  detected_by: string | null
  /** Rises with every row. */
  id: Optional<string, string | number | bigint>
  /** How surely, 0 to 1. */
  intent_confidence: Optional<string | null, string | number | null>
  /** Details. */
  intent_parameters: Optional<unknown>
  /** What is wanted; free text. */
  intent_type: string
  /** The message it was read from. */
  message_id: Optional<string | null, string | number | bigint | null>
}

/** What was said, one row a message. */
export interface ConversationMessagesTable {
  /** Tokens written. */
  completion_tokens: number | null
  /** What was said; of any length. */
  content: string
  /** text/plain, text/markdown or application/json. */
  content_type: ConversationMessagesContentType | null
  /** In which conversation. */
  conversation_id: string
  /** What the model cost, by the price of that time; null where none is known. */
  cost_usd: Optional<string | null, string | number | null>
  /** When it was said. */
  created_at: Optional<Date, Date | string>
  /** Why the model stopped. */
  finish_reason: string | null
  /** With which arguments. */
  function_arguments: Optional<unknown>
  /** The function that was called. */
  function_name: string | null
  /** What it answered. */
  function_response: Optional<unknown>
  /** Rises with every row. */
  id: Optional<string, string | number | bigint>
  /** Which model wrote it. */
  model_used: string | null
  /** How long the model took. */
  processing_time_ms: number | null
  /** Tokens read. */
  prompt_tokens: number | null
  /** user, assistant, system, function or tool. */
  role: ConversationMessagesRole
  /** Its place in the conversation. */
  sequence_number: number
  /** At which temperature. */
  temperature: Optional<string | null, string | number | null>
  /** Both; what the conversation adds up. */
  total_tokens: number | null
}

/** Conversations per day (UTC), type and model, last 30 days, newest first. */
export interface ConversationPerformanceSummaryView {
  abandoned_conversations: Seen<string | null>
  ai_model: Seen<string | null>
  avg_cost_per_conversation: Seen<string | null>
  avg_duration_minutes: Seen<string | null>
  avg_messages_per_conversation: Seen<string | null>
  avg_satisfaction_score: Seen<string | null>
  avg_tokens_per_conversation: Seen<string | null>
  completed_conversations: Seen<string | null>
  conversation_date: Seen<Date | null>
  conversation_type: Seen<string | null>
  manifests_generated: Seen<string | null>
  total_conversations: Seen<string | null>
}

/** Sessions with an AI model that lead to a manifest, or to help. */
export interface ConversationsTable {
  /** When it was given up. */
  abandoned_at: Optional<Date | null, Date | string | null>
  /** Which model answers. */
  ai_model: string | null
  /** Who runs it. */
  ai_provider: string | null
  /** The manifest that came of it. */
  build_manifest_id: string | null
  /** When it was completed. */
  completed_at: Optional<Date | null, Date | string | null>
  /** How surely, 0 to 1. */
  confidence_score: Optional<string | null, string | number | null>
  /** build_intake, troubleshooting, support or upgrade_consultation. */
  conversation_type: ConversationsConversationType | null
  /** When the row was written. */
  created_at: Optional<Date, Date | string>
  /** An address left by whoever did not sign in. */
  customer_email: string | null
  /** Who talks; null when nobody signed in, or once that customer is gone. */
  customer_id: string | null
  /** What has been understood so far. */
  extracted_requirements: Optional<unknown>
  /** When the user said it. */
  feedback_at: Optional<Date | null, Date | string | null>
  /** Identifies the conversation. */
  id: Optional<string>
  /** The client address. */
  ip_address: string | null
  /** Latest message, kept by trigger; null before the first. */
  last_message_at: Optional<Date | null, Date | string | null>
  /** In which language. */
  locale: string | null
  /** The page that led here. */
  referrer: string | null
  /** By which the front end finds the conversation again. */
  session_id: string | null
  /** When it began. */
  started_at: Optional<Date, Date | string>
  /** active, completed, abandoned or error. */
  status: Optional<ConversationsStatus>
  /** What the model cost, as the application reckons it. */
  total_cost_usd: Optional<string | null, string | number | null>
  /** Messages, kept by trigger. */
  total_messages: number | null
  /** Sum of their tokens, kept by trigger. */
  total_tokens_used: number | null
  /** Last change, set by trigger. */
  updated_at: Optional<Date, Date | string>
  /** The client program. */
  user_agent: string | null
  /** What the user had to say. */
  user_feedback: string | null
  /** 1 to 5, given by the user. */
  user_satisfaction_score: number | null
}

/** Builds per live customer, most first; this month is that of completion, in UTC. */
export interface CustomerBuildUsageView {
  avg_build_duration_seconds: Seen<string | null>
  builds_this_month: Seen<string | null>
  customer_id: Seen<string | null>
  last_build_at: Seen<Date | null>
  organization_name: Seen<string | null>
  successful_builds: Seen<string | null>
  tier: Seen<string | null>
  total_build_time_seconds: Seen<string | null>
  total_builds: Seen<string | null>
}

/** Customers, each a tenant of its own. */
export interface CustomersTable {
  /** Where notices go. */
  contact_email: string
  /** The person behind the address. */
  contact_name: string | null
  /** When the customer signed up. */
  created_at: Optional<Date, Date | string>
  /** The name outside, to which every other table refers. Never given twice, not even after deletion. */
  customer_id: string
  /** Null while the customer is live. */
  deleted_at: Optional<Date | null, Date | string | null>
  /** Identifies the row. */
  id: Optional<string>
  /** Whatever the application keeps about the customer. */
  metadata: Optional<unknown>
  /** Shown to people. */
  organization_name: string
  /** trial, active, suspended or cancelled. */
  subscription_status: Optional<CustomersSubscriptionStatus>
  /** Labels for filtering. */
  tags: string[] | null
  /** Rises from core over pro and enterprise to asp; decides which cache entries may be used. */
  tier: Optional<CustomersTier>
  /** Last change, set by trigger. */
  updated_at: Optional<Date, Date | string>
}

/** How often extracted requirements were confirmed or corrected, per type, last 30 days. */
export interface ExtractionAccuracyView {
  avg_confidence: Seen<string | null>
  confirmation_rate_percent: Seen<string | null>
  confirmed_extractions: Seen<string | null>
  corrected_extractions: Seen<string | null>
  correction_rate_percent: Seen<string | null>
  requirement_type: Seen<string | null>
  total_extractions: Seen<string | null>
}

/** Intents per type and day (UTC) of detection, last 30 days, newest first. */
export interface IntentAnalyticsView {
  avg_confidence: Seen<string | null>
  detection_date: Seen<Date | null>
  intent_type: Seen<string | null>
  occurrence_count: Seen<string | null>
  unique_conversations: Seen<string | null>
}

/** What a customer may do and until when; one each. */
export interface LicensesTable {
  /** When the row was written. */
  created_at: Optional<Date, Date | string>
  /** Whose license this is. */
  customer_id: string
  /** The key that deciphers license_key; null where the application encrypted it by itself. */
  encryption_key_id: string | null
  /** Which version of that key. */
  encryption_key_version: number | null
  /** End of validity. */
  expires_at: Column<Date, Date | string, Date | string>
  /** Feature flags. */
  features: Optional<unknown>
  /** Identifies the row. */
  id: Optional<string>
  /** Start of validity. */
  issued_at: Optional<Date, Date | string>
  /** The key as cipher text; never the key itself. */
  license_key: string
  /** SHA-256 of the key, 64 lower-case hex digits; the only way to look a key up. */
  license_key_hash: string
  /** Builds queued in a calendar month (UTC); null is unlimited. */
  max_builds_per_month: number | null
  /** Builds running at once; null is unlimited. */
  max_concurrent_builds: number | null
  /** Registry credentials in use; null is unlimited. */
  max_registries: number | null
  /** When it was withdrawn. */
  revoked_at: Optional<Date | null, Date | string | null>
  /** Who withdrew it. */
  revoked_by: string | null
  /** Why it was withdrawn. */
  revoked_reason: string | null
  /** active, expired, revoked or trial. */
  status: Optional<LicensesStatus>
  /** What was bought: core, pro, enterprise or asp. */
  tier: LicensesTier
  /** End of the trial; a trial ends with this or with expires_at, whichever is earlier. */
  trial_expires_at: Optional<Date | null, Date | string | null>
  /** Last change, set by trigger. */
  updated_at: Optional<Date, Date | string>
}

/** What a model costs from a time on. */
export interface ModelPricesTable {
  /** Its name, as messages state it. */
  ai_model: string
  /** Who runs the model. */
  ai_provider: string
  /** US dollars for a million tokens written. */
  completion_usd_per_million: Column<string, string | number, string | number>
  /** US dollars for a million tokens read. */
  prompt_usd_per_million: Column<string, string | number, string | number>
  /** From when this price holds, until a later one does. */
  valid_from: Optional<Date, Date | string>
}

/** Registry credentials without their cipher texts. */
export interface RegistryCredentialSummariesView {
  created_at: Seen<Date | null>
  customer_id: Seen<string | null>
  id: Seen<string | null>
  is_active: Seen<boolean | null>
  is_default: Seen<boolean | null>
  last_validated_at: Seen<Date | null>
  registry_name: Seen<string | null>
  registry_provider: Seen<string | null>
  registry_url: Seen<string | null>
  revoked_at: Seen<Date | null>
  updated_at: Seen<Date | null>
  validation_error: Seen<string | null>
  validation_status: Seen<string | null>
}

/** How a customer's images reach its container registries. */
export interface RegistryCredentialsTable {
  /** When the credential was stored. */
  created_at: Optional<Date, Date | string>
  /** Whose credential this is. */
  customer_id: string
  /** The key in the external vault that deciphers both. */
  encryption_key_id: string
  /** Which version of the key. */
  encryption_key_version: Optional<number>
  /** Identifies the credential. */
  id: Optional<string>
  /** False when switched off or revoked. */
  is_active: boolean | null
  /** Taken when a build names no registry; one per customer among those not revoked. */
  is_default: boolean | null
  /** When the registry was last asked. */
  last_validated_at: Optional<Date | null, Date | string | null>
  /** AES-256 cipher text. */
  password_encrypted: Uint8Array
  /** A label for people. */
  registry_name: string
  /** dockerhub, ecr, gcr, acr, harbor, quay or custom. */
  registry_provider: RegistryCredentialsRegistryProvider
  /** Where the registry answers. */
  registry_url: string
  /** Null while it is not revoked. */
  revoked_at: Optional<Date | null, Date | string | null>
  /** Last change, set by trigger. */
  updated_at: Optional<Date, Date | string>
  /** AES-256 cipher text. */
  username_encrypted: Uint8Array
  /** Its reason for refusing. */
  validation_error: string | null
  /** What it answered: valid, invalid or unknown; null before the first time. */
  validation_status: RegistryCredentialsValidationStatus | null
}

/** Single requirements read from a conversation, and whether they were right. */
export interface RequirementExtractionsTable {
  /** The manifest it went into. */
  build_manifest_id: string | null
  /** Who. */
  confirmation_source: string | null
  /** When. */
  confirmed_at: Optional<Date | null, Date | string | null>
  /** The conversation it was read from. */
  conversation_id: string
  /** When. */
  corrected_at: Optional<Date | null, Date | string | null>
  /** To what. */
  corrected_value: string | null
  /** When it was read. */
  created_at: Optional<Date, Date | string>
  /** The message it was read from. */
  extracted_from_message_id: Optional<string | null, string | number | bigint | null>
  /** How surely, 0 to 1. */
  extraction_confidence: Optional<string | null, string | number | null>
  /** How it was read. */
  extraction_method: Optional<string>
  /** Identifies the extraction. */
  id: Optional<string>
  /** Whether somebody confirmed it. */
  is_confirmed: boolean | null
  /** Its value in full. */
  requirement_json: Optional<unknown>
  /** What is required; free text. */
  requirement_type: string
  /** Its value as text. */
  requirement_value: string
  /** Whether it had to be corrected. */
  was_corrected: boolean | null
}

/** The steps that have been applied here. */
export interface SchemaMigrationsTable {
  /** When the step was committed. */
  applied_at: Optional<Date, Date | string>
  /** The role that applied it. */
  applied_by: Optional<string>
  /** SHA-256 of the file, lower-case hex. */
  checksum: string
  /** How long it ran, in milliseconds. */
  execution_time_ms: number
  /** The rest of the file name. */
  name: string
  /** The file name up to its first underscore. */
  version: string
}

/** By bare name, for a schema that is chosen at run time. */
export interface Tables {
  active_builds: ActiveBuildsView
  active_conversations: ActiveConversationsView
  build_access_log: BuildAccessLogTable
  build_admissions: BuildAdmissionsTable
  build_artifacts: BuildArtifactsTable
  build_cache_customers: BuildCacheCustomersTable
  build_cache_registry: BuildCacheRegistryTable
  build_claim_bounds: BuildClaimBoundsTable
  build_dependencies: BuildDependenciesTable
  build_events: BuildEventsTable
  build_manifests: BuildManifestsTable
  build_metrics: BuildMetricsTable
  build_performance_summary: BuildPerformanceSummaryView
  build_places: BuildPlacesTable
  build_queue: BuildQueueTable
  build_queue_pauses: BuildQueuePausesTable
  build_queue_settings: BuildQueueSettingsTable
  build_result_history: BuildResultHistoryTable
  build_results: BuildResultsTable
  conversation_intents: ConversationIntentsTable
  conversation_messages: ConversationMessagesTable
  conversation_performance_summary: ConversationPerformanceSummaryView
  conversations: ConversationsTable
  customer_build_usage: CustomerBuildUsageView
  customers: CustomersTable
  extraction_accuracy: ExtractionAccuracyView
  intent_analytics: IntentAnalyticsView
  licenses: LicensesTable
  model_prices: ModelPricesTable
  registry_credential_summaries: RegistryCredentialSummariesView
  registry_credentials: RegistryCredentialsTable
  requirement_extractions: RequirementExtractionsTable
  schema_migrations: SchemaMigrationsTable
}

/** By schema and name. Those of several packages are joined with `&`. */
export interface Database {
  'build_orchestrator.active_builds': ActiveBuildsView
  'build_orchestrator.active_conversations': ActiveConversationsView
  'build_orchestrator.build_access_log': BuildAccessLogTable
  'build_orchestrator.build_admissions': BuildAdmissionsTable
  'build_orchestrator.build_artifacts': BuildArtifactsTable
  'build_orchestrator.build_cache_customers': BuildCacheCustomersTable
  'build_orchestrator.build_cache_registry': BuildCacheRegistryTable
  'build_orchestrator.build_claim_bounds': BuildClaimBoundsTable
  'build_orchestrator.build_dependencies': BuildDependenciesTable
  'build_orchestrator.build_events': BuildEventsTable
  'build_orchestrator.build_manifests': BuildManifestsTable
  'build_orchestrator.build_metrics': BuildMetricsTable
  'build_orchestrator.build_performance_summary': BuildPerformanceSummaryView
  'build_orchestrator.build_places': BuildPlacesTable
  'build_orchestrator.build_queue': BuildQueueTable
  'build_orchestrator.build_queue_pauses': BuildQueuePausesTable
  'build_orchestrator.build_queue_settings': BuildQueueSettingsTable
  'build_orchestrator.build_result_history': BuildResultHistoryTable
  'build_orchestrator.build_results': BuildResultsTable
  'build_orchestrator.conversation_intents': ConversationIntentsTable
  'build_orchestrator.conversation_messages': ConversationMessagesTable
  'build_orchestrator.conversation_performance_summary': ConversationPerformanceSummaryView
  'build_orchestrator.conversations': ConversationsTable
  'build_orchestrator.customer_build_usage': CustomerBuildUsageView
  'build_orchestrator.customers': CustomersTable
  'build_orchestrator.extraction_accuracy': ExtractionAccuracyView
  'build_orchestrator.intent_analytics': IntentAnalyticsView
  'build_orchestrator.licenses': LicensesTable
  'build_orchestrator.model_prices': ModelPricesTable
  'build_orchestrator.registry_credential_summaries': RegistryCredentialSummariesView
  'build_orchestrator.registry_credentials': RegistryCredentialsTable
  'build_orchestrator.requirement_extractions': RequirementExtractionsTable
  'build_orchestrator.schema_migrations': SchemaMigrationsTable
}
