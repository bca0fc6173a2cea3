// Written by `schemata contract`; not to be edited.
import * as z from 'zod'

/** 64-bit integers are text, so that no digit is lost: pg gives text, PGlite a number or a bigint. */
const int8 = z.preprocess(
  (value) => (typeof value === 'number' || typeof value === 'bigint' ? String(value) : value),
  z.string().regex(/^-?\d+$/),
)

/** What PostgreSQL takes for a 64-bit integer. */
const int8Input = z.union([z.string().regex(/^-?\d+$/), z.int(), z.bigint()])

/** Exact numbers of at most 15 digits, which a number holds without loss. */
const decimal = z.preprocess(
  (value) => (typeof value === 'string' && /\d/.test(value) ? Number(value) : value),
  z.number(),
)

/** Exact numbers of any length, as text. */
const numeric = z.preprocess((value) => (typeof value === 'number' ? String(value) : value), z.string())

/** What PostgreSQL takes for an exact number. */
const numericInput = z.union([z.string(), z.number()])

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

/** Builds waiting or being built, most urgent first; elapsed and remaining time only for those being built. */
export const activeBuildsRow = z.object({
  current_step: z.string().nullable(),
  customer_id: z.string().nullable(),
  elapsed_seconds: z.int32().nullable(),
  estimated_duration_seconds: z.int32().nullable(),
  id: z.guid().nullable(),
  organization_name: z.string().nullable(),
  priority: z.int32().nullable(),
  progress_percent: z.int32().nullable(),
  queued_at: z.date().nullable(),
  remaining_seconds: z.int32().nullable(),
  retry_count: z.int32().nullable(),
  started_at: z.date().nullable(),
  status: z.string().nullable(),
  timeout_at: z.date().nullable(),
  worker_id: z.string().nullable(),
})
export type ActiveBuildsRow = z.infer<typeof activeBuildsRow>

/** Conversations going on, most recent activity first. */
export const activeConversationsRow = z.object({
  ai_model: z.string().nullable(),
  build_manifest_id: z.guid().nullable(),
  conversation_type: z.string().nullable(),
  customer_email: z.string().nullable(),
  customer_id: z.string().nullable(),
  id: z.guid().nullable(),
  last_message_at: z.date().nullable(),
  manifest_deployment_status: z.string().nullable(),
  seconds_since_last_message: z.int32().nullable(),
  started_at: z.date().nullable(),
  status: z.string().nullable(),
  total_messages: z.int32().nullable(),
})
export type ActiveConversationsRow = z.infer<typeof activeConversationsRow>

/** cache_hit, cache_miss or build_created. */
export const buildAccessLogAccessType = z.enum(['cache_hit', 'cache_miss', 'build_created'])
export type BuildAccessLogAccessType = z.infer<typeof buildAccessLogAccessType>

/** One row per look-up in the build cache. */
export const buildAccessLogRow = z.object({
  /** cache_hit, cache_miss or build_created. */
  access_type: buildAccessLogAccessType,
  /** When. */
  accessed_at: z.date(),
  /** The entry; null for a miss that found none. */
  build_cache_id: z.guid().nullable(),
  /** Who asked. */
  customer_id: z.string(),
  /** The deployment that pulled the image. */
  deployment_id: z.string().nullable(),
  /** Where it runs. */
  deployment_region: z.string().nullable(),
  /** How much it fetched. */
  download_size_bytes: int8.nullable(),
  /** Rises with every row. */
  id: int8,
  /** The client address. */
  ip_address: z.string().nullable(),
  /** What was looked for, where no entry says it. */
  manifest_hash: z.string().nullable(),
  /** How long the pull took. */
  pull_duration_seconds: decimal.nullable(),
  /** The client program. */
  user_agent: z.string().nullable(),
})
export type BuildAccessLogRow = z.infer<typeof buildAccessLogRow>

export const buildAccessLogInsert = z.strictObject({
  access_type: buildAccessLogAccessType,
  accessed_at: z.date().optional(),
  build_cache_id: z.guid().nullish(),
  customer_id: characters(100),
  deployment_id: characters(100).nullish(),
  deployment_region: characters(100).nullish(),
  download_size_bytes: int8Input.nullish(),
  id: int8Input.optional(),
  ip_address: z.string().nullish(),
  manifest_hash: characters(64).nullish(),
  pull_duration_seconds: decimal.nullish(),
  user_agent: z.string().nullish(),
})
export type BuildAccessLogInsert = z.infer<typeof buildAccessLogInsert>

export const buildAccessLogUpdate = buildAccessLogInsert.partial()
export type BuildAccessLogUpdate = z.infer<typeof buildAccessLogUpdate>

/** Notes that a customer has a place to give or a build that wants one; usually empty. */
export const buildAdmissionsRow = z.object({
  /** Whose places are to be counted; no reference, as a note may outlive its customer. */
  customer_id: z.string(),
  /** Rises with every row. */
  id: int8,
})
export type BuildAdmissionsRow = z.infer<typeof buildAdmissionsRow>

export const buildAdmissionsInsert = z.strictObject({
  customer_id: characters(100),
})
export type BuildAdmissionsInsert = z.infer<typeof buildAdmissionsInsert>

export const buildAdmissionsUpdate = buildAdmissionsInsert.partial()
export type BuildAdmissionsUpdate = z.infer<typeof buildAdmissionsUpdate>

/** container_image, sbom, scan_report, test_report or build_log. */
export const buildArtifactsArtifactType = z.enum(['container_image', 'sbom', 'scan_report', 'test_report', 'build_log'])
export type BuildArtifactsArtifactType = z.infer<typeof buildArtifactsArtifactType>

/** registry, s3, azure_blob, gcs or local. */
export const buildArtifactsStorageType = z.enum(['registry', 's3', 'azure_blob', 'gcs', 'local'])
export type BuildArtifactsStorageType = z.infer<typeof buildArtifactsStorageType>

/** What a build left behind, and where it is stored. */
export const buildArtifactsRow = z.object({
  /** A name for people. */
  artifact_name: z.string(),
  /** container_image, sbom, scan_report, test_report or build_log. */
  artifact_type: buildArtifactsArtifactType,
  /** The fence of the run that made it. */
  attempt: int8,
  /** The result it belongs to. */
  build_result_id: z.guid(),
  /** SHA-256 of the content, 64 hex digits. */
  checksum_sha256: z.string().nullable(),
  /** Its media type. */
  content_type: z.string().nullable(),
  /** When it was stored. */
  created_at: z.date(),
  /** Null while it is in the store. */
  deleted_at: z.date().nullable(),
  /** When it may be deleted; null is never. */
  expires_at: z.date().nullable(),
  /** Identifies the artifact. */
  id: z.guid(),
  /** Whatever else is known about it. */
  metadata: z.unknown(),
  /** Its size. */
  size_bytes: int8.nullable(),
  /** Its path inside the store. */
  storage_path: z.string().nullable(),
  /** registry, s3, azure_blob, gcs or local. */
  storage_type: buildArtifactsStorageType,
  /** Where it can be fetched. */
  storage_url: z.string(),
})
export type BuildArtifactsRow = z.infer<typeof buildArtifactsRow>

export const buildArtifactsInsert = z.strictObject({
  artifact_name: characters(255),
  artifact_type: buildArtifactsArtifactType,
  attempt: int8Input.optional(),
  build_result_id: z.guid(),
  checksum_sha256: characters(64).nullish(),
  content_type: characters(100).nullish(),
  created_at: z.date().optional(),
  deleted_at: z.date().nullish(),
  expires_at: z.date().nullish(),
  id: z.guid().optional(),
  metadata: z.unknown().optional(),
  size_bytes: int8Input.nullish(),
  storage_path: z.string().nullish(),
  storage_type: buildArtifactsStorageType,
  storage_url: z.string(),
})
export type BuildArtifactsInsert = z.infer<typeof buildArtifactsInsert>

export const buildArtifactsUpdate = buildArtifactsInsert.partial()
export type BuildArtifactsUpdate = z.infer<typeof buildArtifactsUpdate>

/** Which customers a cache entry has served; written by the trigger on build_access_log. */
export const buildCacheCustomersRow = z.object({
  /** The entry. */
  build_cache_id: z.guid(),
  /** A customer it has served. */
  customer_id: z.string(),
  /** When it did so first. */
  first_accessed_at: z.date(),
})
export type BuildCacheCustomersRow = z.infer<typeof buildCacheCustomersRow>

export const buildCacheCustomersInsert = z.strictObject({
  build_cache_id: z.guid(),
  customer_id: characters(100),
  first_accessed_at: z.date().optional(),
})
export type BuildCacheCustomersInsert = z.infer<typeof buildCacheCustomersInsert>

export const buildCacheCustomersUpdate = buildCacheCustomersInsert.partial()
export type BuildCacheCustomersUpdate = z.infer<typeof buildCacheCustomersUpdate>

/** amd64 or arm64. */
export const buildCacheRegistryArchitecture = z.enum(['amd64', 'arm64'])
export type BuildCacheRegistryArchitecture = z.infer<typeof buildCacheRegistryArchitecture>

/** aws, azure, gcp or kubernetes. */
export const buildCacheRegistryCloudProvider = z.enum(['aws', 'azure', 'gcp', 'kubernetes'])
export type BuildCacheRegistryCloudProvider = z.infer<typeof buildCacheRegistryCloudProvider>

/** standalone, distributed or serverless. */
export const buildCacheRegistryDeploymentMode = z.enum(['standalone', 'distributed', 'serverless'])
export type BuildCacheRegistryDeploymentMode = z.infer<typeof buildCacheRegistryDeploymentMode>

/** The lowest tier that may use the image. */
export const buildCacheRegistryTier = z.enum(['core', 'pro', 'enterprise', 'asp'])
export type BuildCacheRegistryTier = z.infer<typeof buildCacheRegistryTier>

/** Images built once and shared by all customers whose tier suffices. */
export const buildCacheRegistryRow = z.object({
  /** amd64 or arm64. */
  architecture: buildCacheRegistryArchitecture,
  /** What a hit saves. */
  build_duration_seconds: decimal,
  /** Hits so far, kept by trigger. */
  cache_hit_count: z.int32().nullable(),
  /** The kind of machine it was built for. */
  cloud_compute: z.string(),
  /** aws, azure, gcp or kubernetes. */
  cloud_provider: buildCacheRegistryCloudProvider,
  /** Null while the entry is live. */
  deleted_at: z.date().nullable(),
  /** Why it was taken out. */
  deletion_reason: z.string().nullable(),
  /** standalone, distributed or serverless. */
  deployment_mode: buildCacheRegistryDeploymentMode,
  /** When the entry stops being usable; null is never. */
  expires_at: z.date().nullable(),
  /** When the image was built. */
  first_built_at: z.date(),
  /** For whom it was built; null once that customer is gone. */
  first_built_by_customer: z.string().nullable(),
  /** What a deployment pulls. */
  full_image_url: z.string(),
  /** Identifies the entry. */
  id: z.guid(),
  /** Layers of the image. */
  image_layers: z.int32().nullable(),
  /** Size of the image. */
  image_size_bytes: int8.nullable(),
  /** Its tag there. */
  image_tag: z.string(),
  /** Latest hit or creation, kept by trigger; never goes back. */
  last_accessed_at: z.date().nullable(),
  /** Hash of the manifest in hex: 64 digits for SHA-256; 32 and 16 are accepted from older writers. */
  manifest_hash: z.string(),
  /** The manifest behind the hash; compare it before trusting a hit. */
  manifest_json: z.unknown(),
  /** The modules that are built in. */
  modules: z.array(z.string()),
  /** The registry that holds it. */
  registry_url: z.string(),
  /** The lowest tier that may use the image. */
  tier: buildCacheRegistryTier,
  /** Distinct customers with a hit or creation on record, kept by trigger; starts at 1 and never goes down. */
  total_customers_served: z.int32().nullable(),
})
export type BuildCacheRegistryRow = z.infer<typeof buildCacheRegistryRow>

export const buildCacheRegistryInsert = z.strictObject({
  architecture: buildCacheRegistryArchitecture,
  build_duration_seconds: decimal,
  cache_hit_count: z.int32().nullish(),
  cloud_compute: characters(50),
  cloud_provider: buildCacheRegistryCloudProvider,
  deleted_at: z.date().nullish(),
  deletion_reason: characters(255).nullish(),
  deployment_mode: buildCacheRegistryDeploymentMode,
  expires_at: z.date().nullish(),
  first_built_at: z.date().optional(),
  first_built_by_customer: characters(100).nullish(),
  full_image_url: z.string(),
  id: z.guid().optional(),
  image_layers: z.int32().nullish(),
  image_size_bytes: int8Input.nullish(),
  image_tag: z.string(),
  last_accessed_at: z.date().nullish(),
  manifest_hash: characters(64),
  manifest_json: z.unknown(),
  modules: z.array(z.string()),
  registry_url: z.string(),
  tier: buildCacheRegistryTier,
  total_customers_served: z.int32().nullish(),
})
export type BuildCacheRegistryInsert = z.infer<typeof buildCacheRegistryInsert>

export const buildCacheRegistryUpdate = buildCacheRegistryInsert.partial()
export type BuildCacheRegistryUpdate = z.infer<typeof buildCacheRegistryUpdate>

/** From where claims look for ready builds while the dead entries before them cannot be removed; usually empty. */
export const buildClaimBoundsRow = z.object({
  /** fair or oldest, and the architecture if only one is wanted: fair/arm64. */
  claim_order: z.string(),
  /** Rises with every row; the newest of an order counts. */
  id: int8,
  /** From then on, a claim that finds too little looks from the front again. */
  rescan_at: z.date(),
  /** And among equal turns, or oldest first: the queued_at. */
  times: z.array(z.date()),
  /** The bound of each priority, 1 to 10. */
  turns: z.array(int8),
  /** From then on, any claim does. */
  valid_until: z.date(),
})
export type BuildClaimBoundsRow = z.infer<typeof buildClaimBoundsRow>

export const buildClaimBoundsInsert = z.strictObject({
  claim_order: characters(20),
  rescan_at: z.date(),
  times: z.array(z.date()),
  turns: z.array(int8Input),
  valid_until: z.date(),
})
export type BuildClaimBoundsInsert = z.infer<typeof buildClaimBoundsInsert>

export const buildClaimBoundsUpdate = buildClaimBoundsInsert.partial()
export type BuildClaimBoundsUpdate = z.infer<typeof buildClaimBoundsUpdate>

/** What becomes of the waiting one when the other fails, times out or is cancelled: cancel, or wait until that is run again. */
export const buildDependenciesOnFailure = z.enum(['cancel', 'wait'])
export type BuildDependenciesOnFailure = z.infer<typeof buildDependenciesOnFailure>

/** A build that must succeed before another one is ready. */
export const buildDependenciesRow = z.object({
  /** The one that waits. */
  build_id: z.guid(),
  /** When it was given. */
  created_at: z.date(),
  /** The one it waits for, of the same customer. */
  depends_on_id: z.guid(),
  /** When the other one had succeeded; null until then. */
  met_at: z.date().nullable(),
  /** What becomes of the waiting one when the other fails, times out or is cancelled: cancel, or wait until that is run again. */
  on_failure: buildDependenciesOnFailure,
})
export type BuildDependenciesRow = z.infer<typeof buildDependenciesRow>

export const buildDependenciesInsert = z.strictObject({
  build_id: z.guid(),
  created_at: z.date().optional(),
  depends_on_id: z.guid(),
  met_at: z.date().nullish(),
  on_failure: buildDependenciesOnFailure.optional(),
})
export type BuildDependenciesInsert = z.infer<typeof buildDependenciesInsert>

export const buildDependenciesUpdate = buildDependenciesInsert.partial()
export type BuildDependenciesUpdate = z.infer<typeof buildDependenciesUpdate>

/** debug, info, warning, error or critical. */
export const buildEventsSeverity = z.enum(['debug', 'info', 'warning', 'error', 'critical'])
export type BuildEventsSeverity = z.infer<typeof buildEventsSeverity>

/** What happened during builds, in order. */
export const buildEventsRow = z.object({
  /** Which build. */
  build_queue_id: z.guid(),
  /** Details. */
  event_data: z.unknown(),
  /** When. */
  event_timestamp: z.date(),
  /** What happened; free text. */
  event_type: z.string(),
  /** Rises with every row. */
  id: int8,
  /** For people. */
  message: z.string().nullable(),
  /** debug, info, warning, error or critical. */
  severity: buildEventsSeverity.nullable(),
  /** Who reported it. */
  source: z.string().nullable(),
})
export type BuildEventsRow = z.infer<typeof buildEventsRow>

export const buildEventsInsert = z.strictObject({
  build_queue_id: z.guid(),
  event_data: z.unknown().optional(),
  event_timestamp: z.date().optional(),
  event_type: characters(50),
  id: int8Input.optional(),
  message: z.string().nullish(),
  severity: buildEventsSeverity.nullish(),
  source: characters(100).nullish(),
})
export type BuildEventsInsert = z.infer<typeof buildEventsInsert>

export const buildEventsUpdate = buildEventsInsert.partial()
export type BuildEventsUpdate = z.infer<typeof buildEventsUpdate>

/** draft, approved, building, deployed, failed or archived. */
export const buildManifestsDeploymentStatus = z.enum(['draft', 'approved', 'building', 'deployed', 'failed', 'archived'])
export type BuildManifestsDeploymentStatus = z.infer<typeof buildManifestsDeploymentStatus>

/** ai_intake, manual, api, template or import. */
export const buildManifestsGeneratedBy = z.enum(['ai_intake', 'manual', 'api', 'template', 'import'])
export type BuildManifestsGeneratedBy = z.infer<typeof buildManifestsGeneratedBy>

/** honua-v1 or honua-v2. */
export const buildManifestsManifestFormat = z.enum(['honua-v1', 'honua-v2'])
export type BuildManifestsManifestFormat = z.infer<typeof buildManifestsManifestFormat>

/** Descriptions of what is to be built, with their way from draft to deployment. */
export const buildManifestsRow = z.object({
  /** The cache entry that holds its image. */
  build_cache_id: z.guid().nullable(),
  /** When it was made. */
  created_at: z.date(),
  /** An address left by whoever did not sign in. */
  customer_email: z.string().nullable(),
  /** For whom it was made; null when nobody signed in, or once that customer is gone. */
  customer_id: z.string().nullable(),
  /** Null while it is live. */
  deleted_at: z.date().nullable(),
  /** When it was deployed. */
  deployed_at: z.date().nullable(),
  /** The build that was queued for it. */
  deployment_id: z.guid().nullable(),
  /** draft, approved, building, deployed, failed or archived. */
  deployment_status: buildManifestsDeploymentStatus.nullable(),
  /** ai_intake, manual, api, template or import. */
  generated_by: buildManifestsGeneratedBy,
  /** How, in more detail. */
  generation_method: z.string().nullable(),
  /** Identifies the manifest. */
  id: z.guid(),
  /** Whether it passed validation. */
  is_validated: z.boolean().nullable(),
  /** honua-v1 or honua-v2. */
  manifest_format: buildManifestsManifestFormat,
  /** Its hash in hex: 64 digits for SHA-256; 32 and 16 are accepted from older writers. */
  manifest_hash: z.string(),
  /** The manifest itself. */
  manifest_json: z.unknown(),
  /** Version of its content. */
  manifest_version: z.string(),
  /** Last change, set by trigger. */
  updated_at: z.date(),
  /** When it was validated. */
  validated_at: z.date().nullable(),
  /** Who validated it. */
  validated_by: z.string().nullable(),
  /** What validation found. */
  validation_errors: z.unknown(),
})
export type BuildManifestsRow = z.infer<typeof buildManifestsRow>

export const buildManifestsInsert = z.strictObject({
  build_cache_id: z.guid().nullish(),
  created_at: z.date().optional(),
  customer_email: characters(255).nullish(),
  customer_id: characters(100).nullish(),
  deleted_at: z.date().nullish(),
  deployed_at: z.date().nullish(),
  deployment_id: z.guid().nullish(),
  deployment_status: buildManifestsDeploymentStatus.nullish(),
  generated_by: buildManifestsGeneratedBy.optional(),
  generation_method: characters(100).nullish(),
  id: z.guid().optional(),
  is_validated: z.boolean().nullish(),
  manifest_format: buildManifestsManifestFormat.optional(),
  manifest_hash: characters(64),
  manifest_json: z.unknown(),
  manifest_version: characters(20).optional(),
  updated_at: z.date().optional(),
  validated_at: z.date().nullish(),
  validated_by: characters(100).nullish(),
  validation_errors: z.unknown().optional(),
})
export type BuildManifestsInsert = z.infer<typeof buildManifestsInsert>

export const buildManifestsUpdate = buildManifestsInsert.partial()
export type BuildManifestsUpdate = z.infer<typeof buildManifestsUpdate>

/** Measurements taken during builds. */
export const buildMetricsRow = z.object({
  /** Which build. */
  build_queue_id: z.guid(),
  /** Rises with every row. */
  id: int8,
  /** What was measured. */
  metric_name: z.string(),
  /** When. */
  metric_timestamp: z.date(),
  /** Of what. */
  metric_unit: z.string().nullable(),
  /** How much; may be negative. */
  metric_value: numeric,
  /** Labels. */
  tags: z.unknown(),
})
export type BuildMetricsRow = z.infer<typeof buildMetricsRow>

export const buildMetricsInsert = z.strictObject({
  build_queue_id: z.guid(),
  id: int8Input.optional(),
  metric_name: characters(100),
  metric_timestamp: z.date().optional(),
  metric_unit: characters(50).nullish(),
  metric_value: numericInput,
  tags: z.unknown().optional(),
})
export type BuildMetricsInsert = z.infer<typeof buildMetricsInsert>

export const buildMetricsUpdate = buildMetricsInsert.partial()
export type BuildMetricsUpdate = z.infer<typeof buildMetricsUpdate>

/** Finished builds per day (UTC) of completion, last 30 days, newest first. */
export const buildPerformanceSummaryRow = z.object({
  avg_cache_hit_rate_percent: numeric.nullable(),
  avg_duration_seconds: numeric.nullable(),
  avg_image_size_mb: numeric.nullable(),
  build_date: calendarDate.nullable(),
  failed_builds: int8.nullable(),
  median_duration_seconds: numeric.nullable(),
  p95_duration_seconds: numeric.nullable(),
  successful_builds: int8.nullable(),
  total_builds: int8.nullable(),
})
export type BuildPerformanceSummaryRow = z.infer<typeof buildPerformanceSummaryRow>

/** Customers whose builds at once are limited; follows the licenses by trigger. */
export const buildPlacesRow = z.object({
  /** Whose limit this is. */
  customer_id: z.string(),
  /** max_concurrent_builds of the license. */
  max_running: z.int32(),
  /** Ready and running builds when they were last counted. */
  taken: z.int32(),
})
export type BuildPlacesRow = z.infer<typeof buildPlacesRow>

export const buildPlacesInsert = z.strictObject({
  customer_id: characters(100),
  max_running: z.int32(),
  taken: z.int32().optional(),
})
export type BuildPlacesInsert = z.infer<typeof buildPlacesInsert>

export const buildPlacesUpdate = buildPlacesInsert.partial()
export type BuildPlacesUpdate = z.infer<typeof buildPlacesUpdate>

/** amd64 or arm64. */
export const buildQueueArchitecture = z.enum(['amd64', 'arm64'])
export type BuildQueueArchitecture = z.infer<typeof buildQueueArchitecture>

/** queued and building are live; success, failed, cancelled and timeout are final until a retry. */
export const buildQueueStatus = z.enum(['queued', 'building', 'success', 'failed', 'cancelled', 'timeout'])
export type BuildQueueStatus = z.infer<typeof buildQueueStatus>

/** Builds waiting for a worker, being built, or done. */
export const buildQueueRow = z.object({
  /** amd64 or arm64. */
  architecture: buildQueueArchitecture.nullable(),
  /** Arguments handed to the build. */
  build_args: z.unknown(),
  /** Why. */
  cancel_reason: z.string().nullable(),
  /** When somebody wanted the run stopped; its worker sees it at the next heartbeat. */
  cancel_requested_at: z.date().nullable(),
  /** Who wanted it. */
  cancelled_by: z.string().nullable(),
  /** When it reached a final status. */
  completed_at: z.date().nullable(),
  /** When the row was written. */
  created_at: z.date(),
  /** What the worker is doing. */
  current_step: z.string().nullable(),
  /** For whom it is built. */
  customer_id: z.string(),
  /** When it was given up; null unless nothing but a replay will run it again. */
  dead_at: z.date().nullable(),
  /** Why it was given up. */
  dead_reason: z.string().nullable(),
  /** While it is live, the same request is given this build and not a second one. */
  deduplicate: z.boolean(),
  /** A guess. */
  estimated_cpu_cores: decimal.nullable(),
  /** A guess, for display. */
  estimated_duration_seconds: z.int32().nullable(),
  /** A guess. */
  estimated_memory_mb: z.int32().nullable(),
  /** Rises by one with every claim and is never reset; the number of the present or latest run. */
  fence: int8,
  /** Others wait for it, or did; so that the end of a build that nobody waits for looks nothing up. */
  has_dependents: z.boolean(),
  /** Identifies the build. */
  id: z.guid(),
  /** When it was last put back into the queue. */
  last_retry_at: z.date().nullable(),
  /** Until when the worker must be heard of; null for a claim that only has its deadline. */
  lease_until: z.date().nullable(),
  /** Hash of the manifest in hex: 64 digits for SHA-256; 32 and 16 are accepted from older writers. */
  manifest_hash: z.string(),
  /** What is to be built. */
  manifest_json: z.unknown(),
  /** Where the manifest lies. */
  manifest_path: z.string(),
  /** How long one run may take. */
  max_duration_seconds: z.int32(),
  /** How many there may be; 0 means that the build runs once. */
  max_retries: z.int32().nullable(),
  /** Waits until then; null once it is due. */
  not_before: z.date().nullable(),
  /** Waits until its customer may run one more, or for other builds. */
  parked: z.boolean(),
  /** 1 is lowest, 10 is highest. */
  priority: z.int32(),
  /** 0 to 100, as the worker reported it. */
  progress_percent: z.int32().nullable(),
  /** Its place among builds of the same priority; a retry keeps it. */
  queued_at: z.date(),
  /** Runs after the first one. */
  retry_count: z.int32().nullable(),
  /** When the present run began. */
  started_at: z.date().nullable(),
  /** queued and building are live; success, failed, cancelled and timeout are final until a retry. */
  status: buildQueueStatus,
  /** How many are done. */
  steps_completed: z.int32().nullable(),
  /** Where the image goes; null for the customer's default. */
  target_registry_id: z.guid().nullable(),
  /** Deadline of the present run. */
  timeout_at: z.date().nullable(),
  /** How many steps the build has. */
  total_steps: z.int32().nullable(),
  /** Its place among builds of the same priority: each customer has its share of a round. */
  turn: int8,
  /** Last change, set by trigger. */
  updated_at: z.date(),
  /** How many builds must succeed before it is ready. */
  waits_for: z.int32(),
  /** When the worker took it. */
  worker_assigned_at: z.date().nullable(),
  /** On which machine. */
  worker_hostname: z.string().nullable(),
  /** Who is building it, or did so last. */
  worker_id: z.string().nullable(),
})
export type BuildQueueRow = z.infer<typeof buildQueueRow>

export const buildQueueInsert = z.strictObject({
  architecture: buildQueueArchitecture.nullish(),
  build_args: z.unknown().optional(),
  cancel_reason: z.string().nullish(),
  cancel_requested_at: z.date().nullish(),
  cancelled_by: characters(100).nullish(),
  completed_at: z.date().nullish(),
  created_at: z.date().optional(),
  current_step: characters(255).nullish(),
  customer_id: characters(100),
  dead_at: z.date().nullish(),
  dead_reason: z.string().nullish(),
  deduplicate: z.boolean().optional(),
  estimated_cpu_cores: decimal.nullish(),
  estimated_duration_seconds: z.int32().nullish(),
  estimated_memory_mb: z.int32().nullish(),
  fence: int8Input.optional(),
  has_dependents: z.boolean().optional(),
  id: z.guid().optional(),
  last_retry_at: z.date().nullish(),
  lease_until: z.date().nullish(),
  manifest_hash: characters(64),
  manifest_json: z.unknown(),
  manifest_path: z.string(),
  max_duration_seconds: z.int32().optional(),
  max_retries: z.int32().nullish(),
  not_before: z.date().nullish(),
  parked: z.boolean().optional(),
  priority: z.int32().optional(),
  progress_percent: z.int32().nullish(),
  queued_at: z.date().optional(),
  retry_count: z.int32().nullish(),
  started_at: z.date().nullish(),
  status: buildQueueStatus.optional(),
  steps_completed: z.int32().nullish(),
  target_registry_id: z.guid().nullish(),
  timeout_at: z.date().nullish(),
  total_steps: z.int32().nullish(),
  turn: int8Input.optional(),
  updated_at: z.date().optional(),
  waits_for: z.int32().optional(),
  worker_assigned_at: z.date().nullish(),
  worker_hostname: characters(255).nullish(),
  worker_id: characters(100).nullish(),
})
export type BuildQueueInsert = z.infer<typeof buildQueueInsert>

export const buildQueueUpdate = buildQueueInsert.partial()
export type BuildQueueUpdate = z.infer<typeof buildQueueUpdate>

/** Holds one row while no build is to be handed out, otherwise none. */
export const buildQueuePausesRow = z.object({
  /** Since when. */
  paused_at: z.date(),
  /** Who stopped it. */
  paused_by: z.string().nullable(),
  /** Why. */
  reason: z.string().nullable(),
  /** Always true: there is one row at most. */
  singleton: z.boolean(),
})
export type BuildQueuePausesRow = z.infer<typeof buildQueuePausesRow>

export const buildQueuePausesInsert = z.strictObject({
  paused_at: z.date().optional(),
  paused_by: characters(100).nullish(),
  reason: z.string().nullish(),
  singleton: z.boolean().optional(),
})
export type BuildQueuePausesInsert = z.infer<typeof buildQueuePausesInsert>

export const buildQueuePausesUpdate = buildQueuePausesInsert.partial()
export type BuildQueuePausesUpdate = z.infer<typeof buildQueuePausesUpdate>

/** Holds one row: how the queue is to be served. */
export const buildQueueSettingsRow = z.object({
  /** One build in eight goes to the one that waits longest, once it has waited so long, whatever its priority; null for never. */
  age_after: interval.nullable(),
  /** The same of tier asp. */
  asp_share: z.int32(),
  /** Builds a round of a customer of tier core, when it has more than one waiting with the same priority. */
  core_share: z.int32(),
  /** The same of tier enterprise. */
  enterprise_share: z.int32(),
  /** The same of tier pro. */
  pro_share: z.int32(),
  /** Always true: there is one row. */
  singleton: z.boolean(),
})
export type BuildQueueSettingsRow = z.infer<typeof buildQueueSettingsRow>

export const buildQueueSettingsInsert = z.strictObject({
  age_after: interval.nullish(),
  asp_share: z.int32().optional(),
  core_share: z.int32().optional(),
  enterprise_share: z.int32().optional(),
  pro_share: z.int32().optional(),
  singleton: z.boolean().optional(),
})
export type BuildQueueSettingsInsert = z.infer<typeof buildQueueSettingsInsert>

export const buildQueueSettingsUpdate = buildQueueSettingsInsert.partial()
export type BuildQueueSettingsUpdate = z.infer<typeof buildQueueSettingsUpdate>

/** Results of runs that were followed by another one; written by trigger. */
export const buildResultHistoryRow = z.object({
  /** From the start of the run to its end. */
  actual_duration_seconds: decimal,
  /** The fence of the run. */
  attempt: int8,
  /** The cache entry that was used or made; kept though the entry may be gone. */
  build_cache_id: z.guid().nullable(),
  /** Which build. */
  build_queue_id: z.guid(),
  /** How many came from the cache. */
  cache_layers_used: z.int32().nullable(),
  /** When the run ended. */
  created_at: z.date(),
  /** Disk in use. */
  disk_usage_mb: z.int32().nullable(),
  /** Why it failed, for programs. */
  error_code: z.string().nullable(),
  /** Why it failed, for people. */
  error_message: z.string().nullable(),
  /** Of the build process. */
  exit_code: z.int32().nullable(),
  /** Size of the image. */
  final_image_size_bytes: int8.nullable(),
  /** The id of the row in build_results, which all runs of a build share. */
  id: z.guid(),
  /** What a deployment pins. */
  image_digest: z.string().nullable(),
  /** Tags it was pushed under. */
  image_tags: z.array(z.string()).nullable(),
  /** How many were built. */
  new_layers_built: z.int32().nullable(),
  /** Most processor time in use. */
  peak_cpu_percent: decimal.nullable(),
  /** Most memory in use. */
  peak_memory_mb: z.int32().nullable(),
  /** How long the push took. */
  push_duration_seconds: decimal.nullable(),
  /** Whether the registry has it. */
  pushed_to_registry: z.boolean().nullable(),
  /** Its errors. */
  stderr_log: z.string().nullable(),
  /** Its output. */
  stdout_log: z.string().nullable(),
  /** As in build_results, like all that follows. */
  success: z.boolean(),
  /** When a later run ended. */
  superseded_at: z.date(),
  /** Layers of the image. */
  total_layers: z.int32().nullable(),
})
export type BuildResultHistoryRow = z.infer<typeof buildResultHistoryRow>

export const buildResultHistoryInsert = z.strictObject({
  actual_duration_seconds: decimal,
  attempt: int8Input,
  build_cache_id: z.guid().nullish(),
  build_queue_id: z.guid(),
  cache_layers_used: z.int32().nullish(),
  created_at: z.date(),
  disk_usage_mb: z.int32().nullish(),
  error_code: characters(50).nullish(),
  error_message: z.string().nullish(),
  exit_code: z.int32().nullish(),
  final_image_size_bytes: int8Input.nullish(),
  id: z.guid(),
  image_digest: characters(71).nullish(),
  image_tags: z.array(z.string()).nullish(),
  new_layers_built: z.int32().nullish(),
  peak_cpu_percent: decimal.nullish(),
  peak_memory_mb: z.int32().nullish(),
  push_duration_seconds: decimal.nullish(),
  pushed_to_registry: z.boolean().nullish(),
  stderr_log: z.string().nullish(),
  stdout_log: z.string().nullish(),
  success: z.boolean(),
  superseded_at: z.date().optional(),
  total_layers: z.int32().nullish(),
})
export type BuildResultHistoryInsert = z.infer<typeof buildResultHistoryInsert>

export const buildResultHistoryUpdate = buildResultHistoryInsert.partial()
export type BuildResultHistoryUpdate = z.infer<typeof buildResultHistoryUpdate>

/** What came of a build: one row each, of its latest finished run. */
export const buildResultsRow = z.object({
  /** From the start of the run to its end. */
  actual_duration_seconds: decimal,
  /** The fence of the run it came of. */
  attempt: int8,
  /** The cache entry that was used or made. */
  build_cache_id: z.guid().nullable(),
  /** Which build. */
  build_queue_id: z.guid(),
  /** How many came from the cache. */
  cache_layers_used: z.int32().nullable(),
  /** When the run ended. */
  created_at: z.date(),
  /** Disk in use. */
  disk_usage_mb: z.int32().nullable(),
  /** Why it failed, for programs; BUILD_TIMEOUT when the deadline passed. */
  error_code: z.string().nullable(),
  /** Why it failed, for people. */
  error_message: z.string().nullable(),
  /** Of the build process. */
  exit_code: z.int32().nullable(),
  /** Size of the image. */
  final_image_size_bytes: int8.nullable(),
  /** Identifies the result. */
  id: z.guid(),
  /** sha256: and 64 hex digits; what a deployment pins. */
  image_digest: z.string().nullable(),
  /** Tags it was pushed under. */
  image_tags: z.array(z.string()).nullable(),
  /** How many were built. */
  new_layers_built: z.int32().nullable(),
  /** Most processor time in use; above 100 on several cores. */
  peak_cpu_percent: decimal.nullable(),
  /** Most memory in use. */
  peak_memory_mb: z.int32().nullable(),
  /** How long the push took. */
  push_duration_seconds: decimal.nullable(),
  /** Whether the registry has it. */
  pushed_to_registry: z.boolean().nullable(),
  /** Its errors, shortened once the retention is over. */
  stderr_log: z.string().nullable(),
  /** Its output, shortened once the retention is over. */
  stdout_log: z.string().nullable(),
  /** Whether an image came out. */
  success: z.boolean(),
  /** Layers of the image. */
  total_layers: z.int32().nullable(),
})
export type BuildResultsRow = z.infer<typeof buildResultsRow>

export const buildResultsInsert = z.strictObject({
  actual_duration_seconds: decimal,
  attempt: int8Input.optional(),
  build_cache_id: z.guid().nullish(),
  build_queue_id: z.guid(),
  cache_layers_used: z.int32().nullish(),
  created_at: z.date().optional(),
  disk_usage_mb: z.int32().nullish(),
  error_code: characters(50).nullish(),
  error_message: z.string().nullish(),
  exit_code: z.int32().nullish(),
  final_image_size_bytes: int8Input.nullish(),
  id: z.guid().optional(),
  image_digest: characters(71).nullish(),
  image_tags: z.array(z.string()).nullish(),
  new_layers_built: z.int32().nullish(),
  peak_cpu_percent: decimal.nullish(),
  peak_memory_mb: z.int32().nullish(),
  push_duration_seconds: decimal.nullish(),
  pushed_to_registry: z.boolean().nullish(),
  stderr_log: z.string().nullish(),
  stdout_log: z.string().nullish(),
  success: z.boolean(),
  total_layers: z.int32().nullish(),
})
export type BuildResultsInsert = z.infer<typeof buildResultsInsert>

export const buildResultsUpdate = buildResultsInsert.partial()
export type BuildResultsUpdate = z.infer<typeof buildResultsUpdate>

/** What a speaker seems to want. */
export const conversationIntentsRow = z.object({
  /** In which conversation. */
  conversation_id: z.guid(),
  /** When. */
  detected_at: z.date(),
  /** Who read it so. */
  detected_by: z.string().nullable(),
  /** Rises with every row. */
  id: int8,
  /** How surely, 0 to 1. */
  intent_confidence: decimal.nullable(),
  /** Details. */
  intent_parameters: z.unknown(),
  /** What is wanted; free text. */
  intent_type: z.string(),
  /** The message it was read from. */
  message_id: int8.nullable(),
})
export type ConversationIntentsRow = z.infer<typeof conversationIntentsRow>

export const conversationIntentsInsert = z.strictObject({
  conversation_id: z.guid(),
  detected_at: z.date().optional(),
  detected_by: characters(50).nullish(),
  id: int8Input.optional(),
  intent_confidence: decimal.nullish(),
  intent_parameters: z.unknown().optional(),
  intent_type: characters(100),
  message_id: int8Input.nullish(),
})
export type ConversationIntentsInsert = z.infer<typeof conversationIntentsInsert>

export const conversationIntentsUpdate = conversationIntentsInsert.partial()
export type ConversationIntentsUpdate = z.infer<typeof conversationIntentsUpdate>

/** text/plain, text/markdown or application/json. */
export const conversationMessagesContentType = z.enum(['text/plain', 'text/markdown', 'application/json'])
export type ConversationMessagesContentType = z.infer<typeof conversationMessagesContentType>

/** user, assistant, system, function or tool. */
export const conversationMessagesRole = z.enum(['user', 'assistant', 'system', 'function', 'tool'])
export type ConversationMessagesRole = z.infer<typeof conversationMessagesRole>

/** What was said, one row a message. */
export const conversationMessagesRow = z.object({
  /** Tokens written. */
  completion_tokens: z.int32().nullable(),
  /** What was said; of any length. */
  content: z.string(),
  /** text/plain, text/markdown or application/json. */
  content_type: conversationMessagesContentType.nullable(),
  /** In which conversation. */
  conversation_id: z.guid(),
  /** What the model cost, by the price of that time; null where none is known. */
  cost_usd: decimal.nullable(),
  /** When it was said. */
  created_at: z.date(),
  /** Why the model stopped. */
  finish_reason: z.string().nullable(),
  /** With which arguments. */
  function_arguments: z.unknown(),
  /** The function that was called. */
  function_name: z.string().nullable(),
  /** What it answered. */
  function_response: z.unknown(),
  /** Rises with every row. */
  id: int8,
  /** Which model wrote it. */
  model_used: z.string().nullable(),
  /** How long the model took. */
  processing_time_ms: z.int32().nullable(),
  /** Tokens read. */
  prompt_tokens: z.int32().nullable(),
  /** user, assistant, system, function or tool. */
  role: conversationMessagesRole,
  /** Its place in the conversation. */
  sequence_number: z.int32(),
  /** At which temperature. */
  temperature: decimal.nullable(),
  /** Both; what the conversation adds up. */
  total_tokens: z.int32().nullable(),
})
export type ConversationMessagesRow = z.infer<typeof conversationMessagesRow>

export const conversationMessagesInsert = z.strictObject({
  completion_tokens: z.int32().nullish(),
  content: z.string(),
  content_type: conversationMessagesContentType.nullish(),
  conversation_id: z.guid(),
  cost_usd: decimal.nullish(),
  created_at: z.date().optional(),
  finish_reason: characters(50).nullish(),
  function_arguments: z.unknown().optional(),
  function_name: characters(100).nullish(),
  function_response: z.unknown().optional(),
  id: int8Input.optional(),
  model_used: characters(100).nullish(),
  processing_time_ms: z.int32().nullish(),
  prompt_tokens: z.int32().nullish(),
  role: conversationMessagesRole,
  sequence_number: z.int32(),
  temperature: decimal.nullish(),
  total_tokens: z.int32().nullish(),
})
export type ConversationMessagesInsert = z.infer<typeof conversationMessagesInsert>

export const conversationMessagesUpdate = conversationMessagesInsert.partial()
export type ConversationMessagesUpdate = z.infer<typeof conversationMessagesUpdate>

/** Conversations per day (UTC), type and model, last 30 days, newest first. */
export const conversationPerformanceSummaryRow = z.object({
  abandoned_conversations: int8.nullable(),
  ai_model: z.string().nullable(),
  avg_cost_per_conversation: numeric.nullable(),
  avg_duration_minutes: numeric.nullable(),
  avg_messages_per_conversation: numeric.nullable(),
  avg_satisfaction_score: numeric.nullable(),
  avg_tokens_per_conversation: numeric.nullable(),
  completed_conversations: int8.nullable(),
  conversation_date: calendarDate.nullable(),
  conversation_type: z.string().nullable(),
  manifests_generated: int8.nullable(),
  total_conversations: int8.nullable(),
})
export type ConversationPerformanceSummaryRow = z.infer<typeof conversationPerformanceSummaryRow>

/** build_intake, troubleshooting, support or upgrade_consultation. */
export const conversationsConversationType = z.enum(['build_intake', 'troubleshooting', 'support', 'upgrade_consultation'])
export type ConversationsConversationType = z.infer<typeof conversationsConversationType>

/** active, completed, abandoned or error. */
export const conversationsStatus = z.enum(['active', 'completed', 'abandoned', 'error'])
export type ConversationsStatus = z.infer<typeof conversationsStatus>

/** Sessions with an AI model that lead to a manifest, or to help. */
export const conversationsRow = z.object({
  /** When it was given up. */
  abandoned_at: z.date().nullable(),
  /** Which model answers. */
  ai_model: z.string().nullable(),
  /** Who runs it. */
  ai_provider: z.string().nullable(),
  /** The manifest that came of it. */
  build_manifest_id: z.guid().nullable(),
  /** When it was completed. */
  completed_at: z.date().nullable(),
  /** How surely, 0 to 1. */
  confidence_score: decimal.nullable(),
  /** build_intake, troubleshooting, support or upgrade_consultation. */
  conversation_type: conversationsConversationType.nullable(),
  /** When the row was written. */
  created_at: z.date(),
  /** An address left by whoever did not sign in. */
  customer_email: z.string().nullable(),
  /** Who talks; null when nobody signed in, or once that customer is gone. */
  customer_id: z.string().nullable(),
  /** What has been understood so far. */
  extracted_requirements: z.unknown(),
  /** When the user said it. */
  feedback_at: z.date().nullable(),
  /** Identifies the conversation. */
  id: z.guid(),
  /** The client address. */
  ip_address: z.string().nullable(),
  /** Latest message, kept by trigger; null before the first. */
  last_message_at: z.date().nullable(),
  /** In which language. */
  locale: z.string().nullable(),
  /** The page that led here. */
  referrer: z.string().nullable(),
  /** By which the front end finds the conversation again. */
  session_id: z.string().nullable(),
  /** When it began. */
  started_at: z.date(),
  /** active, completed, abandoned or error. */
  status: conversationsStatus,
  /** What the model cost, as the application reckons it. */
  total_cost_usd: decimal.nullable(),
  /** Messages, kept by trigger. */
  total_messages: z.int32().nullable(),
  /** Sum of their tokens, kept by trigger. */
  total_tokens_used: z.int32().nullable(),
  /** Last change, set by trigger. */
  updated_at: z.date(),
  /** The client program. */
  user_agent: z.string().nullable(),
  /** What the user had to say. */
  user_feedback: z.string().nullable(),
  /** 1 to 5, given by the user. */
  user_satisfaction_score: z.int32().nullable(),
})
export type ConversationsRow = z.infer<typeof conversationsRow>

export const conversationsInsert = z.strictObject({
  abandoned_at: z.date().nullish(),
  ai_model: characters(100).nullish(),
  ai_provider: characters(50).nullish(),
  build_manifest_id: z.guid().nullish(),
  completed_at: z.date().nullish(),
  confidence_score: decimal.nullish(),
  conversation_type: conversationsConversationType.nullish(),
  created_at: z.date().optional(),
  customer_email: characters(255).nullish(),
  customer_id: characters(100).nullish(),
  extracted_requirements: z.unknown().optional(),
  feedback_at: z.date().nullish(),
  id: z.guid().optional(),
  ip_address: z.string().nullish(),
  last_message_at: z.date().nullish(),
  locale: characters(10).nullish(),
  referrer: z.string().nullish(),
  session_id: characters(100).nullish(),
  started_at: z.date().optional(),
  status: conversationsStatus.optional(),
  total_cost_usd: decimal.nullish(),
  total_messages: z.int32().nullish(),
  total_tokens_used: z.int32().nullish(),
  updated_at: z.date().optional(),
  user_agent: z.string().nullish(),
  user_feedback: z.string().nullish(),
  user_satisfaction_score: z.int32().nullish(),
})
export type ConversationsInsert = z.infer<typeof conversationsInsert>

export const conversationsUpdate = conversationsInsert.partial()
export type ConversationsUpdate = z.infer<typeof conversationsUpdate>

/** Builds per live customer, most first; this month is that of completion, in UTC. */
export const customerBuildUsageRow = z.object({
  avg_build_duration_seconds: numeric.nullable(),
  builds_this_month: int8.nullable(),
  customer_id: z.string().nullable(),
  last_build_at: z.date().nullable(),
  organization_name: z.string().nullable(),
  successful_builds: int8.nullable(),
  tier: z.string().nullable(),
  total_build_time_seconds: numeric.nullable(),
  total_builds: int8.nullable(),
})
export type CustomerBuildUsageRow = z.infer<typeof customerBuildUsageRow>

/** trial, active, suspended or cancelled. */
export const customersSubscriptionStatus = z.enum(['trial', 'active', 'suspended', 'cancelled'])
export type CustomersSubscriptionStatus = z.infer<typeof customersSubscriptionStatus>

/** Rises from core over pro and enterprise to asp; decides which cache entries may be used. */
export const customersTier = z.enum(['core', 'pro', 'enterprise', 'asp'])
export type CustomersTier = z.infer<typeof customersTier>

/** Customers, each a tenant of its own. */
export const customersRow = z.object({
  /** Where notices go. */
  contact_email: z.string(),
  /** The person behind the address. */
  contact_name: z.string().nullable(),
  /** When the customer signed up. */
  created_at: z.date(),
  /** The name outside, to which every other table refers. Never given twice, not even after deletion. */
  customer_id: z.string(),
  /** Null while the customer is live. */
  deleted_at: z.date().nullable(),
  /** Identifies the row. */
  id: z.guid(),
  /** Whatever the application keeps about the customer. */
  metadata: z.unknown(),
  /** Shown to people. */
  organization_name: z.string(),
  /** trial, active, suspended or cancelled. */
  subscription_status: customersSubscriptionStatus,
  /** Labels for filtering. */
  tags: z.array(z.string()).nullable(),
  /** Rises from core over pro and enterprise to asp; decides which cache entries may be used. */
  tier: customersTier,
  /** Last change, set by trigger. */
  updated_at: z.date(),
})
export type CustomersRow = z.infer<typeof customersRow>

export const customersInsert = z.strictObject({
  contact_email: characters(255),
  contact_name: characters(255).nullish(),
  created_at: z.date().optional(),
  customer_id: characters(100),
  deleted_at: z.date().nullish(),
  id: z.guid().optional(),
  metadata: z.unknown().optional(),
  organization_name: characters(255),
  subscription_status: customersSubscriptionStatus.optional(),
  tags: z.array(characters(50)).nullish(),
  tier: customersTier.optional(),
  updated_at: z.date().optional(),
})
export type CustomersInsert = z.infer<typeof customersInsert>

export const customersUpdate = customersInsert.partial()
export type CustomersUpdate = z.infer<typeof customersUpdate>

/** How often extracted requirements were confirmed or corrected, per type, last 30 days. */
export const extractionAccuracyRow = z.object({
  avg_confidence: numeric.nullable(),
  confirmation_rate_percent: numeric.nullable(),
  confirmed_extractions: int8.nullable(),
  corrected_extractions: int8.nullable(),
  correction_rate_percent: numeric.nullable(),
  requirement_type: z.string().nullable(),
  total_extractions: int8.nullable(),
})
export type ExtractionAccuracyRow = z.infer<typeof extractionAccuracyRow>

/** Intents per type and day (UTC) of detection, last 30 days, newest first. */
export const intentAnalyticsRow = z.object({
  avg_confidence: numeric.nullable(),
  detection_date: z.date().nullable(),
  intent_type: z.string().nullable(),
  occurrence_count: int8.nullable(),
  unique_conversations: int8.nullable(),
})
export type IntentAnalyticsRow = z.infer<typeof intentAnalyticsRow>

/** active, expired, revoked or trial. */
export const licensesStatus = z.enum(['active', 'expired', 'revoked', 'trial'])
export type LicensesStatus = z.infer<typeof licensesStatus>

/** What was bought: core, pro, enterprise or asp. */
export const licensesTier = z.enum(['core', 'pro', 'enterprise', 'asp'])
export type LicensesTier = z.infer<typeof licensesTier>

/** What a customer may do and until when; one each. */
export const licensesRow = z.object({
  /** When the row was written. */
  created_at: z.date(),
  /** Whose license this is. */
  customer_id: z.string(),
  /** The key that deciphers license_key; null where the application encrypted it by itself. */
  encryption_key_id: z.string().nullable(),
  /** Which version of that key. */
  encryption_key_version: z.int32().nullable(),
  /** End of validity. */
  expires_at: z.date(),
  /** Feature flags. */
  features: z.unknown(),
  /** Identifies the row. */
  id: z.guid(),
  /** Start of validity. */
  issued_at: z.date(),
  /** The key as cipher text; never the key itself. */
  license_key: z.string(),
  /** SHA-256 of the key, 64 lower-case hex digits; the only way to look a key up. */
  license_key_hash: z.string(),
  /** Builds queued in a calendar month (UTC); null is unlimited. */
  max_builds_per_month: z.int32().nullable(),
  /** Builds running at once; null is unlimited. */
  max_concurrent_builds: z.int32().nullable(),
  /** Registry credentials in use; null is unlimited. */
  max_registries: z.int32().nullable(),
  /** When it was withdrawn. */
  revoked_at: z.date().nullable(),
  /** Who withdrew it. */
  revoked_by: z.string().nullable(),
  /** Why it was withdrawn. */
  revoked_reason: z.string().nullable(),
  /** active, expired, revoked or trial. */
  status: licensesStatus,
  /** What was bought: core, pro, enterprise or asp. */
  tier: licensesTier,
  /** End of the trial; a trial ends with this or with expires_at, whichever is earlier. */
  trial_expires_at: z.date().nullable(),
  /** Last change, set by trigger. */
  updated_at: z.date(),
})
export type LicensesRow = z.infer<typeof licensesRow>

export const licensesInsert = z.strictObject({
  created_at: z.date().optional(),
  customer_id: characters(100),
  encryption_key_id: characters(100).nullish(),
  encryption_key_version: z.int32().nullish(),
  expires_at: z.date(),
  features: z.unknown().optional(),
  id: z.guid().optional(),
  issued_at: z.date().optional(),
  license_key: z.string(),
  license_key_hash: characters(64),
  max_builds_per_month: z.int32().nullish(),
  max_concurrent_builds: z.int32().nullish(),
  max_registries: z.int32().nullish(),
  revoked_at: z.date().nullish(),
  revoked_by: characters(100).nullish(),
  revoked_reason: z.string().nullish(),
  status: licensesStatus.optional(),
  tier: licensesTier,
  trial_expires_at: z.date().nullish(),
  updated_at: z.date().optional(),
})
export type LicensesInsert = z.infer<typeof licensesInsert>

export const licensesUpdate = licensesInsert.partial()
export type LicensesUpdate = z.infer<typeof licensesUpdate>

/** What a model costs from a time on. */
export const modelPricesRow = z.object({
  /** Its name, as messages state it. */
  ai_model: z.string(),
  /** Who runs the model. */
  ai_provider: z.string(),
  /** US dollars for a million tokens written. */
  completion_usd_per_million: decimal,
  /** US dollars for a million tokens read. */
  prompt_usd_per_million: decimal,
  /** From when this price holds, until a later one does. */
  valid_from: z.date(),
})
export type ModelPricesRow = z.infer<typeof modelPricesRow>

export const modelPricesInsert = z.strictObject({
  ai_model: characters(100),
  ai_provider: characters(50),
  completion_usd_per_million: decimal,
  prompt_usd_per_million: decimal,
  valid_from: z.date().optional(),
})
export type ModelPricesInsert = z.infer<typeof modelPricesInsert>

export const modelPricesUpdate = modelPricesInsert.partial()
export type ModelPricesUpdate = z.infer<typeof modelPricesUpdate>

/** Registry credentials without their cipher texts. */
export const registryCredentialSummariesRow = z.object({
  created_at: z.date().nullable(),
  customer_id: z.string().nullable(),
  id: z.guid().nullable(),
  is_active: z.boolean().nullable(),
  is_default: z.boolean().nullable(),
  last_validated_at: z.date().nullable(),
  registry_name: z.string().nullable(),
  registry_provider: z.string().nullable(),
  registry_url: z.string().nullable(),
  revoked_at: z.date().nullable(),
  updated_at: z.date().nullable(),
  validation_error: z.string().nullable(),
  validation_status: z.string().nullable(),
})
export type RegistryCredentialSummariesRow = z.infer<typeof registryCredentialSummariesRow>

/** dockerhub, ecr, gcr, acr, harbor, quay or custom. */
export const registryCredentialsRegistryProvider = z.enum(['dockerhub', 'ecr', 'gcr', 'acr', 'harbor', 'quay', 'custom'])
export type RegistryCredentialsRegistryProvider = z.infer<typeof registryCredentialsRegistryProvider>

/** What it answered: valid, invalid or unknown; null before the first time. */
export const registryCredentialsValidationStatus = z.enum(['valid', 'invalid', 'unknown'])
export type RegistryCredentialsValidationStatus = z.infer<typeof registryCredentialsValidationStatus>

/** How a customer's images reach its container registries. */
export const registryCredentialsRow = z.object({
  /** When the credential was stored. */
  created_at: z.date(),
  /** Whose credential this is. */
  customer_id: z.string(),
  /** The key in the external vault that deciphers both. */
  encryption_key_id: z.string(),
  /** Which version of the key. */
  encryption_key_version: z.int32(),
  /** Identifies the credential. */
  id: z.guid(),
  /** False when switched off or revoked. */
  is_active: z.boolean().nullable(),
  /** Taken when a build names no registry; one per customer among those not revoked. */
  is_default: z.boolean().nullable(),
  /** When the registry was last asked. */
  last_validated_at: z.date().nullable(),
  /** AES-256 cipher text. */
  password_encrypted: bytes,
  /** A label for people. */
  registry_name: z.string(),
  /** dockerhub, ecr, gcr, acr, harbor, quay or custom. */
  registry_provider: registryCredentialsRegistryProvider,
  /** Where the registry answers. */
  registry_url: z.string(),
  /** Null while it is not revoked. */
  revoked_at: z.date().nullable(),
  /** Last change, set by trigger. */
  updated_at: z.date(),
  /** AES-256 cipher text. */
  username_encrypted: bytes,
  /** Its reason for refusing. */
  validation_error: z.string().nullable(),
  /** What it answered: valid, invalid or unknown; null before the first time. */
  validation_status: registryCredentialsValidationStatus.nullable(),
})
export type RegistryCredentialsRow = z.infer<typeof registryCredentialsRow>

export const registryCredentialsInsert = z.strictObject({
  created_at: z.date().optional(),
  customer_id: characters(100),
  encryption_key_id: characters(100),
  encryption_key_version: z.int32().optional(),
  id: z.guid().optional(),
  is_active: z.boolean().nullish(),
  is_default: z.boolean().nullish(),
  last_validated_at: z.date().nullish(),
  password_encrypted: bytes,
  registry_name: characters(100),
  registry_provider: registryCredentialsRegistryProvider,
  registry_url: z.string(),
  revoked_at: z.date().nullish(),
  updated_at: z.date().optional(),
  username_encrypted: bytes,
  validation_error: z.string().nullish(),
  validation_status: registryCredentialsValidationStatus.nullish(),
})
export type RegistryCredentialsInsert = z.infer<typeof registryCredentialsInsert>

export const registryCredentialsUpdate = registryCredentialsInsert.partial()
export type RegistryCredentialsUpdate = z.infer<typeof registryCredentialsUpdate>

/** Single requirements read from a conversation, and whether they were right. */
export const requirementExtractionsRow = z.object({
  /** The manifest it went into. */
  build_manifest_id: z.guid().nullable(),
  /** Who. */
  confirmation_source: z.string().nullable(),
  /** When. */
  confirmed_at: z.date().nullable(),
  /** The conversation it was read from. */
  conversation_id: z.guid(),
  /** When. */
  corrected_at: z.date().nullable(),
  /** To what. */
  corrected_value: z.string().nullable(),
  /** When it was read. */
  created_at: z.date(),
  /** The message it was read from. */
  extracted_from_message_id: int8.nullable(),
  /** How surely, 0 to 1. */
  extraction_confidence: decimal.nullable(),
  /** How it was read. */
  extraction_method: z.string(),
  /** Identifies the extraction. */
  id: z.guid(),
  /** Whether somebody confirmed it. */
  is_confirmed: z.boolean().nullable(),
  /** Its value in full. */
  requirement_json: z.unknown(),
  /** What is required; free text. */
  requirement_type: z.string(),
  /** Its value as text. */
  requirement_value: z.string(),
  /** Whether it had to be corrected. */
  was_corrected: z.boolean().nullable(),
})
export type RequirementExtractionsRow = z.infer<typeof requirementExtractionsRow>

export const requirementExtractionsInsert = z.strictObject({
  build_manifest_id: z.guid().nullish(),
  confirmation_source: characters(50).nullish(),
  confirmed_at: z.date().nullish(),
  conversation_id: z.guid(),
  corrected_at: z.date().nullish(),
  corrected_value: z.string().nullish(),
  created_at: z.date().optional(),
  extracted_from_message_id: int8Input.nullish(),
  extraction_confidence: decimal.nullish(),
  extraction_method: characters(50).optional(),
  id: z.guid().optional(),
  is_confirmed: z.boolean().nullish(),
  requirement_json: z.unknown().optional(),
  requirement_type: characters(100),
  requirement_value: z.string(),
  was_corrected: z.boolean().nullish(),
})
export type RequirementExtractionsInsert = z.infer<typeof requirementExtractionsInsert>

export const requirementExtractionsUpdate = requirementExtractionsInsert.partial()
export type RequirementExtractionsUpdate = z.infer<typeof requirementExtractionsUpdate>

/** The steps that have been applied here. */
export const schemaMigrationsRow = z.object({
  /** When the step was committed. */
  applied_at: z.date(),
  /** The role that applied it. */
  applied_by: z.string(),
  /** SHA-256 of the file, lower-case hex. */
  checksum: z.string(),
  /** How long it ran, in milliseconds. */
  execution_time_ms: z.int32(),
  /** The rest of the file name. */
  name: z.string(),
  /** The file name up to its first underscore. */
  version: z.string(),
})
export type SchemaMigrationsRow = z.infer<typeof schemaMigrationsRow>

export const schemaMigrationsInsert = z.strictObject({
  applied_at: z.date().optional(),
  applied_by: characters(100).optional(),
  checksum: characters(64),
  execution_time_ms: z.int32(),
  name: characters(255),
  version: characters(50),
})
export type SchemaMigrationsInsert = z.infer<typeof schemaMigrationsInsert>

export const schemaMigrationsUpdate = schemaMigrationsInsert.partial()
export type SchemaMigrationsUpdate = z.infer<typeof schemaMigrationsUpdate>

/** Whoever may execute this sees the rows of every customer, as far as grants go. Nothing calls it. */
export const acrossCustomersArguments = z.strictObject({})
export type AcrossCustomersArguments = z.infer<typeof acrossCustomersArguments>

export const acrossCustomersResult = z.boolean().nullable()
export type AcrossCustomersResult = z.infer<typeof acrossCustomersResult>

/** Makes one partition with the storage parameters of the newest, and moves into it what lies in the default one. */
export const addPartitionArguments = z.strictObject({
  p_table: z.string().nullable(),
  p_from: z.date().nullable(),
  p_to: z.date().nullable(),
})
export type AddPartitionArguments = z.infer<typeof addPartitionArguments>

export const addPartitionResult = z.string().nullable()
export type AddPartitionResult = z.infer<typeof addPartitionResult>

/** Stores a credential, as the default one if wanted, and returns its id. Refuses (LB008) more than the license allows. */
export const addRegistryCredentialArguments = z.strictObject({
  p_customer_id: z.string().nullable(),
  p_registry_name: z.string().nullable(),
  p_registry_url: z.string().nullable(),
  p_registry_provider: z.string().nullable(),
  p_username_encrypted: bytes.nullable(),
  p_password_encrypted: bytes.nullable(),
  p_encryption_key_id: z.string().nullable(),
  p_encryption_key_version: z.int32().nullable(),
  p_make_default: z.boolean().nullish(),
})
export type AddRegistryCredentialArguments = z.infer<typeof addRegistryCredentialArguments>

export const addRegistryCredentialResult = z.guid().nullable()
export type AddRegistryCredentialResult = z.infer<typeof addRegistryCredentialResult>

/** Gives free places to parked builds of customers that were noted; returns how many builds became ready. */
export const admitBuildsArguments = z.strictObject({
  p_limit: z.int32().nullish(),
})
export type AdmitBuildsArguments = z.infer<typeof admitBuildsArguments>

export const admitBuildsResult = z.int32().nullable()
export type AdmitBuildsResult = z.infer<typeof admitBuildsResult>

/** Makes the most urgent parked build of a customer ready; false when there is none above that priority. */
export const admitNextBuildArguments = z.strictObject({
  p_customer_id: z.string().nullable(),
  p_above: z.int32().nullish(),
})
export type AdmitNextBuildArguments = z.infer<typeof admitNextBuildArguments>

export const admitNextBuildResult = z.boolean().nullable()
export type AdmitNextBuildResult = z.infer<typeof admitNextBuildResult>

/** Adds a message at the end of an active conversation and reckons its cost. Writers to one conversation wait for each other; others do not. */
export const appendConversationMessageArguments = z.strictObject({
  p_conversation_id: z.guid().nullable(),
  p_role: z.string().nullable(),
  p_content: z.string().nullable(),
  p_content_type: z.string().nullish(),
  p_function_name: z.string().nullish(),
  p_function_arguments: z.unknown().optional(),
  p_function_response: z.unknown().optional(),
  p_prompt_tokens: z.int32().nullish(),
  p_completion_tokens: z.int32().nullish(),
  p_model_used: z.string().nullish(),
  p_temperature: numericInput.nullish(),
  p_finish_reason: z.string().nullish(),
  p_processing_time_ms: z.int32().nullish(),
})
export type AppendConversationMessageArguments = z.infer<typeof appendConversationMessageArguments>

/** One of the rows that it gives. */
export const appendConversationMessageResult = z.object({
  message_id: int8.nullable(),
  sequence_number: z.int32().nullable(),
  total_tokens: z.int32().nullable(),
  cost_usd: numeric.nullable(),
  created_at: z.date().nullable(),
})
export type AppendConversationMessageResult = z.infer<typeof appendConversationMessageResult>

/** How long a build waits after failing: 5 minutes, doubled with every retry there has been, at most 4 hours; a quarter more or less. */
export const buildRetryDelayArguments = z.strictObject({
  p_retry_count: z.int32().nullable(),
})
export type BuildRetryDelayArguments = z.infer<typeof buildRetryDelayArguments>

export const buildRetryDelayResult = interval.nullable()
export type BuildRetryDelayResult = z.infer<typeof buildRetryDelayResult>

/** Cancels a queued build at once (cancelled); asks the worker of a running one to stop (requested). Null when it is neither. */
export const cancelBuildArguments = z.strictObject({
  p_build_id: z.guid().nullable(),
  p_cancelled_by: z.string().nullish(),
  p_reason: z.string().nullish(),
})
export type CancelBuildArguments = z.infer<typeof cancelBuildArguments>

export const cancelBuildResult = z.string().nullable()
export type CancelBuildResult = z.infer<typeof cancelBuildResult>

/** Takes back what prepares a log for partitions; false when there was nothing. A log that is partitioned stays so. */
export const cancelPartitioningArguments = z.strictObject({
  p_table: z.string().nullable(),
})
export type CancelPartitioningArguments = z.infer<typeof cancelPartitioningArguments>

export const cancelPartitioningResult = z.boolean().nullable()
export type CancelPartitioningResult = z.infer<typeof cancelPartitioningResult>

/** The last million characters of a log, with a line in front that says how many are missing. A whole one belongs in an artifact. */
export const capBuildLogArguments = z.strictObject({
  p_log: z.string().nullable(),
})
export type CapBuildLogArguments = z.infer<typeof capBuildLogArguments>

export const capBuildLogResult = z.string().nullable()
export type CapBuildLogResult = z.infer<typeof capBuildLogResult>

/** Refuses a further build without a valid license or beyond the monthly quota; otherwise gives limit and use. Until the transaction ends, no other build of the customer is counted. The customer system has no limit. */
export const checkBuildQuotaArguments = z.strictObject({
  p_customer_id: z.string().nullable(),
})
export type CheckBuildQuotaArguments = z.infer<typeof checkBuildQuotaArguments>

/** One of the rows that it gives. */
export const checkBuildQuotaResult = z.object({
  monthly_limit: z.int32().nullable(),
  used: int8.nullable(),
})
export type CheckBuildQuotaResult = z.infer<typeof checkBuildQuotaResult>

/** Refuses (LB020) a table that is no log, is partitioned, or has what a partitioned table cannot keep, and says what that is. */
export const checkPartitionableArguments = z.strictObject({
  p_table: z.string().nullable(),
})
export type CheckPartitionableArguments = z.infer<typeof checkPartitionableArguments>

/** Refuses (LB021) a log that lacks one of the statements that prepare it, and names that statement. */
export const checkPreparedArguments = z.strictObject({
  p_table: z.string().nullable(),
})
export type CheckPreparedArguments = z.infer<typeof checkPreparedArguments>

/** Assigns ready builds to a worker, most urgent first. Fair: within a priority one build of each customer a round; otherwise oldest first. A null lease leaves only the deadline. */
export const claimBuildsArguments = z.strictObject({
  p_worker_id: z.string().nullable(),
  p_worker_hostname: z.string().nullable(),
  p_architecture: z.string().nullish(),
  p_limit: z.int32().nullish(),
  p_lease: interval.nullish(),
  p_memory_mb: z.int32().nullish(),
  p_cpu_cores: numericInput.nullish(),
  p_fair: z.boolean().nullish(),
})
export type ClaimBuildsArguments = z.infer<typeof claimBuildsArguments>

/** One of the rows that it gives. */
export const claimBuildsResult = z.object({
  build_id: z.guid().nullable(),
  fence: int8.nullable(),
  customer_id: z.string().nullable(),
  manifest_path: z.string().nullable(),
  manifest_hash: z.string().nullable(),
  manifest_json: z.unknown(),
  build_args: z.unknown(),
  architecture: z.string().nullable(),
  target_registry_id: z.guid().nullable(),
  priority: z.int32().nullable(),
  retry_count: z.int32().nullable(),
  queued_at: z.date().nullable(),
  started_at: z.date().nullable(),
  timeout_at: z.date().nullable(),
  lease_until: z.date().nullable(),
})
export type ClaimBuildsResult = z.infer<typeof claimBuildsResult>

/** Soft-deletes customers whose trial ended more than so many days ago, cancelled and their license expired; gives them. */
export const cleanUpTrialsArguments = z.strictObject({
  p_grace_days: z.int32().nullish(),
  p_limit: z.int32().nullish(),
})
export type CleanUpTrialsArguments = z.infer<typeof cleanUpTrialsArguments>

/** One of the rows that it gives. */
export const cleanUpTrialsResult = z.object({
  customer_id: z.string().nullable(),
  deleted_at: z.date().nullable(),
})
export type CleanUpTrialsResult = z.infer<typeof cleanUpTrialsResult>

/** Replaces logs of more than 1000 characters by a marker once they are older than this many days; returns how many results it changed. */
export const cleanupOldBuildLogsArguments = z.strictObject({
  p_retention_days: z.int32().nullish(),
})
export type CleanupOldBuildLogsArguments = z.infer<typeof cleanupOldBuildLogsArguments>

/** One of the rows that it gives. */
export const cleanupOldBuildLogsResult = z.object({
  deleted_count: int8.nullable(),
})
export type CleanupOldBuildLogsResult = z.infer<typeof cleanupOldBuildLogsResult>

/** Entries of the index of a claim that this transaction has walked over so far, dead ones included. */
export const countWalkedArguments = z.strictObject({
  p_fair: z.boolean().nullable(),
  p_architecture: z.string().nullable(),
})
export type CountWalkedArguments = z.infer<typeof countWalkedArguments>

export const countWalkedResult = int8.nullable()
export type CountWalkedResult = z.infer<typeof countWalkedResult>

/** Makes the partitions of the coming p_ahead months, or days, of one log or of all that are partitioned, and gives the names of those it made; none when they are there. */
export const createPartitionsArguments = z.strictObject({
  p_table: z.string().nullish(),
  p_ahead: z.int32().nullish(),
})
export type CreatePartitionsArguments = z.infer<typeof createPartitionsArguments>

/** One of the rows that it gives. */
export const createPartitionsResult = z.string().nullable()
export type CreatePartitionsResult = z.infer<typeof createPartitionsResult>

/** Drops the partitions of a log that ended more than so many days ago, or with p_keep detaches them: tables of their own, which only their owner may read. Gives what it took. */
export const dropOldPartitionsArguments = z.strictObject({
  p_table: z.string().nullable(),
  p_days: z.int32().nullable(),
  p_keep: z.boolean().nullish(),
})
export type DropOldPartitionsArguments = z.infer<typeof dropOldPartitionsArguments>

/** One of the rows that it gives. */
export const dropOldPartitionsResult = z.object({
  partition_name: z.string().nullable(),
  starts_at: z.date().nullable(),
  ends_at: z.date().nullable(),
})
export type DropOldPartitionsResult = z.infer<typeof dropOldPartitionsResult>

/** Marks artifacts as deleted that are past their end, at most so many, and gives them, so that their content can be deleted where it is stored. */
export const expireArtifactsArguments = z.strictObject({
  p_limit: z.int32().nullish(),
})
export type ExpireArtifactsArguments = z.infer<typeof expireArtifactsArguments>

/** One of the rows that it gives. */
export const expireArtifactsResult = z.object({
  artifact_id: z.guid().nullable(),
  storage_type: z.string().nullable(),
  storage_url: z.string().nullable(),
})
export type ExpireArtifactsResult = z.infer<typeof expireArtifactsResult>

/** Takes entries out of the cache that are past their end, at most so many; returns how many. */
export const expireCacheEntriesArguments = z.strictObject({
  p_limit: z.int32().nullish(),
})
export type ExpireCacheEntriesArguments = z.infer<typeof expireCacheEntriesArguments>

export const expireCacheEntriesResult = z.int32().nullable()
export type ExpireCacheEntriesResult = z.infer<typeof expireCacheEntriesResult>

/** Marks licenses as expired that are past their end; a trial ends with the earlier of its two dates. */
export const expireLicensesArguments = z.strictObject({})
export type ExpireLicensesArguments = z.infer<typeof expireLicensesArguments>

/** One of the rows that it gives. */
export const expireLicensesResult = z.object({
  license_id: z.guid().nullable(),
  customer_id: z.string().nullable(),
  expired_at: z.date().nullable(),
})
export type ExpireLicensesResult = z.infer<typeof expireLicensesResult>

/** Marks active conversations as abandoned that have been silent for longer; one without messages counts from its start. */
export const expireOldConversationsArguments = z.strictObject({
  p_inactive_hours: z.int32().nullish(),
})
export type ExpireOldConversationsArguments = z.infer<typeof expireOldConversationsArguments>

/** One of the rows that it gives. */
export const expireOldConversationsResult = z.object({
  conversation_id: z.guid().nullable(),
  customer_email: z.string().nullable(),
  abandoned_at: z.date().nullable(),
})
export type ExpireOldConversationsResult = z.infer<typeof expireOldConversationsResult>

/** Parks or admits builds of one customer until its places are filled with its most urgent ones. Only under the lock of its row in build_places. */
export const fillPlacesArguments = z.strictObject({
  p_customer_id: z.string().nullable(),
  p_free: z.int32().nullable(),
})
export type FillPlacesArguments = z.infer<typeof fillPlacesArguments>

export const fillPlacesResult = z.int32().nullable()
export type FillPlacesResult = z.infer<typeof fillPlacesResult>

/** The cache entry a customer may use for a manifest, that of the highest tier first; null when there is none. Records nothing. */
export const findCachedBuildArguments = z.strictObject({
  p_customer_id: z.string().nullable(),
  p_manifest_hash: z.string().nullable(),
  p_architecture: z.string().nullish(),
  p_manifest_json: z.unknown().optional(),
})
export type FindCachedBuildArguments = z.infer<typeof findCachedBuildArguments>

export const findCachedBuildResult = z.guid().nullable()
export type FindCachedBuildResult = z.infer<typeof findCachedBuildResult>

/** The ready builds that were queued first and before then, whatever their priority; not locked. */
export const findOldestBuildsArguments = z.strictObject({
  p_limit: z.int32().nullable(),
  p_before: z.date().nullable(),
  p_architecture: z.string().nullable(),
  p_memory_mb: z.int32().nullable(),
  p_cpu_cores: numericInput.nullable(),
})
export type FindOldestBuildsArguments = z.infer<typeof findOldestBuildsArguments>

export const findOldestBuildsResult = z.array(z.guid()).nullable()
export type FindOldestBuildsResult = z.infer<typeof findOldestBuildsResult>

/** Locks the first ready builds: from the bound that a claim before noted, or else from the front, noting a bound when that was far. */
export const findReadyBuildsArguments = z.strictObject({
  p_limit: z.int32().nullable(),
  p_fair: z.boolean().nullable(),
  p_architecture: z.string().nullable(),
})
export type FindReadyBuildsArguments = z.infer<typeof findReadyBuildsArguments>

export const findReadyBuildsResult = z.array(z.guid()).nullable()
export type FindReadyBuildsResult = z.infer<typeof findReadyBuildsResult>

/** finish_builds and then claim_builds, for one round trip and one commit. First the runs that were ended, then the builds that were claimed, in their order. */
export const finishAndClaimBuildsArguments = z.strictObject({
  p_ends: z.unknown(),
  p_worker_id: z.string().nullable(),
  p_worker_hostname: z.string().nullable(),
  p_architecture: z.string().nullish(),
  p_limit: z.int32().nullish(),
  p_lease: interval.nullish(),
  p_memory_mb: z.int32().nullish(),
  p_cpu_cores: numericInput.nullish(),
})
export type FinishAndClaimBuildsArguments = z.infer<typeof finishAndClaimBuildsArguments>

/** One of the rows that it gives. */
export const finishAndClaimBuildsResult = z.object({
  finished: z.boolean().nullable(),
  build_id: z.guid().nullable(),
  fence: int8.nullable(),
  status: z.string().nullable(),
  not_before: z.date().nullable(),
  customer_id: z.string().nullable(),
  manifest_path: z.string().nullable(),
  manifest_hash: z.string().nullable(),
  manifest_json: z.unknown(),
  build_args: z.unknown(),
  architecture: z.string().nullable(),
  target_registry_id: z.guid().nullable(),
  priority: z.int32().nullable(),
  retry_count: z.int32().nullable(),
  queued_at: z.date().nullable(),
  started_at: z.date().nullable(),
  timeout_at: z.date().nullable(),
  lease_until: z.date().nullable(),
})
export type FinishAndClaimBuildsResult = z.infer<typeof finishAndClaimBuildsResult>

/** Ends runs by their fences and records their results: success, failed or cancelled. A failed one with retry goes back to the queue while it has retries, and is dead afterwards. What is missing from the answer was lost. */
export const finishBuildsArguments = z.strictObject({
  p_ends: z.unknown(),
})
export type FinishBuildsArguments = z.infer<typeof finishBuildsArguments>

/** One of the rows that it gives. */
export const finishBuildsResult = z.object({
  build_id: z.guid().nullable(),
  fence: int8.nullable(),
  status: z.string().nullable(),
  not_before: z.date().nullable(),
})
export type FinishBuildsResult = z.infer<typeof finishBuildsResult>

/** Share of hits among all look-ups of the last days, per customer, best first; null means every customer. */
export const getCacheHitRateArguments = z.strictObject({
  p_customer_id: z.string().nullish(),
  p_days: z.int32().nullish(),
})
export type GetCacheHitRateArguments = z.infer<typeof getCacheHitRateArguments>

/** One of the rows that it gives. */
export const getCacheHitRateResult = z.object({
  customer_id: z.string().nullable(),
  total_accesses: int8.nullable(),
  cache_hits: int8.nullable(),
  cache_misses: int8.nullable(),
  hit_rate_percent: numeric.nullable(),
})
export type GetCacheHitRateResult = z.infer<typeof getCacheHitRateResult>

/** What a license allows and how much of it is used; builds count by the month (UTC) in which they were queued, cancelled ones do not. No row without a license. */
export const getLicenseQuotaUsageArguments = z.strictObject({
  p_customer_id: z.string().nullable(),
})
export type GetLicenseQuotaUsageArguments = z.infer<typeof getLicenseQuotaUsageArguments>

/** One of the rows that it gives. */
export const getLicenseQuotaUsageResult = z.object({
  max_builds_per_month: z.int32().nullable(),
  builds_this_month: int8.nullable(),
  remaining_builds: z.int32().nullable(),
  quota_utilization_percent: numeric.nullable(),
  max_registries: z.int32().nullable(),
  active_registries: int8.nullable(),
  max_concurrent_builds: z.int32().nullable(),
  current_concurrent_builds: int8.nullable(),
})
export type GetLicenseQuotaUsageResult = z.infer<typeof getLicenseQuotaUsageResult>

/** Assigns the next queued build to a worker: highest priority first, then oldest. No row when none waits. Without a lease: only the deadline ends it. */
export const getNextBuildForWorkerArguments = z.strictObject({
  p_worker_id: z.string().nullable(),
  p_worker_hostname: z.string().nullable(),
  p_architecture: z.string().nullish(),
})
export type GetNextBuildForWorkerArguments = z.infer<typeof getNextBuildForWorkerArguments>

/** One of the rows that it gives. */
export const getNextBuildForWorkerResult = z.object({
  build_id: z.guid().nullable(),
  manifest_json: z.unknown(),
  customer_id: z.string().nullable(),
  priority: z.int32().nullable(),
  retry_count: z.int32().nullable(),
})
export type GetNextBuildForWorkerResult = z.infer<typeof getNextBuildForWorkerResult>

/** Ends every build past its deadline: status timeout and a failed result. Returns them, longest overdue first. Builds claimed with a lease go back to the queue while they have retries, and are not among them. */
export const handleBuildTimeoutsArguments = z.strictObject({})
export type HandleBuildTimeoutsArguments = z.infer<typeof handleBuildTimeoutsArguments>

/** One of the rows that it gives. */
export const handleBuildTimeoutsResult = z.object({
  build_id: z.guid().nullable(),
  customer_id: z.string().nullable(),
  worker_id: z.string().nullable(),
})
export type HandleBuildTimeoutsResult = z.infer<typeof handleBuildTimeoutsResult>

/** Extends the leases of runs, and says which are still held and which of those are to be stopped. What is missing was lost. */
export const heartbeatBuildsArguments = z.strictObject({
  p_build_ids: z.array(z.guid()).nullable(),
  p_fences: z.array(int8Input).nullable(),
  p_lease: interval.nullish(),
})
export type HeartbeatBuildsArguments = z.infer<typeof heartbeatBuildsArguments>

/** One of the rows that it gives. */
export const heartbeatBuildsResult = z.object({
  build_id: z.guid().nullable(),
  fence: int8.nullable(),
  cancel_requested: z.boolean().nullable(),
  timeout_at: z.date().nullable(),
})
export type HeartbeatBuildsResult = z.infer<typeof heartbeatBuildsResult>

/** Leaves nobody a right to a partition but its owner, and shows even him no row: rows are reached through the log, whose policies hold. */
export const hidePartitionArguments = z.strictObject({
  p_partition: z.string().nullable(),
})
export type HidePartitionArguments = z.infer<typeof hidePartitionArguments>

/** The partitions of one log or of all, by time, that for rows without one of their own last. A table that is not partitioned has none. */
export const listPartitionsArguments = z.strictObject({
  p_table: z.string().nullish(),
})
export type ListPartitionsArguments = z.infer<typeof listPartitionsArguments>

/** One of the rows that it gives. */
export const listPartitionsResult = z.object({
  table_name: z.string().nullable(),
  partition_name: z.string().nullable(),
  starts_at: z.date().nullable(),
  ends_at: z.date().nullable(),
  is_default: z.boolean().nullable(),
  row_estimate: int8.nullable(),
  size_bytes: int8.nullable(),
})
export type ListPartitionsResult = z.infer<typeof listPartitionsResult>

/** Lists the VACUUM commands worth running on the busiest tables. Runs none: VACUUM is refused inside a function. */
export const maintenanceVacuumAnalyzeArguments = z.strictObject({})
export type MaintenanceVacuumAnalyzeArguments = z.infer<typeof maintenanceVacuumAnalyzeArguments>

/** One of the rows that it gives. */
export const maintenanceVacuumAnalyzeResult = z.object({
  table_name: z.string().nullable(),
  completed_at: z.date().nullable(),
})
export type MaintenanceVacuumAnalyzeResult = z.infer<typeof maintenanceVacuumAnalyzeResult>

/** Notes that what a build waits for has succeeded; with the last one, the build is ready, or waits for a place. */
export const meetDependencyArguments = z.strictObject({
  p_build_id: z.guid().nullable(),
  p_depends_on_id: z.guid().nullable(),
})
export type MeetDependencyArguments = z.infer<typeof meetDependencyArguments>

/** Notes where the next claims may begin to look: behind the last one picked of a priority, or at the time of the look where none was found. */
export const noteClaimBoundArguments = z.strictObject({
  p_ids: z.array(z.guid()).nullable(),
  p_short: z.boolean().nullable(),
  p_since: z.date().nullable(),
  p_bound: z.string().nullable(),
})
export type NoteClaimBoundArguments = z.infer<typeof noteClaimBoundArguments>

/** Where the first partition of a log that is being prepared will end; null when it is not being prepared. */
export const partitionBoundaryArguments = z.strictObject({
  p_table: z.string().nullable(),
})
export type PartitionBoundaryArguments = z.infer<typeof partitionBoundaryArguments>

export const partitionBoundaryResult = z.date().nullable()
export type PartitionBoundaryResult = z.infer<typeof partitionBoundaryResult>

/** The time by which a log is cut into partitions; refuses (LB020) every other table. */
export const partitionKeyArguments = z.strictObject({
  p_table: z.string().nullable(),
})
export type PartitionKeyArguments = z.infer<typeof partitionKeyArguments>

export const partitionKeyResult = z.string().nullable()
export type PartitionKeyResult = z.infer<typeof partitionKeyResult>

/** Last of four statements that partition a log: what there is becomes its first partition, without a row being read, and p_ahead months or days get their own. Name, indexes, foreign keys, policies, triggers, grants and comments stay. Refuses (LB020, LB021) with the statement that is missing. */
export const partitionTableArguments = z.strictObject({
  p_table: z.string().nullable(),
  p_span: z.string().nullish(),
  p_ahead: z.int32().nullish(),
})
export type PartitionTableArguments = z.infer<typeof partitionTableArguments>

/** One of the rows that it gives. */
export const partitionTableResult = z.string().nullable()
export type PartitionTableResult = z.infer<typeof partitionTableResult>

/** Stops handing out builds; those being built go on. False when it was stopped already. */
export const pauseQueueArguments = z.strictObject({
  p_paused_by: z.string().nullish(),
  p_reason: z.string().nullish(),
})
export type PauseQueueArguments = z.infer<typeof pauseQueueArguments>

export const pauseQueueResult = z.boolean().nullable()
export type PauseQueueResult = z.infer<typeof pauseQueueResult>

/** Locks the ready builds that have waited longest, if longer than that, whatever their priority. */
export const pickAgedBuildsArguments = z.strictObject({
  p_limit: z.int32().nullable(),
  p_age: interval.nullable(),
  p_architecture: z.string().nullable(),
  p_memory_mb: z.int32().nullable(),
  p_cpu_cores: numericInput.nullable(),
})
export type PickAgedBuildsArguments = z.infer<typeof pickAgedBuildsArguments>

export const pickAgedBuildsResult = z.array(z.guid()).nullable()
export type PickAgedBuildsResult = z.infer<typeof pickAgedBuildsResult>

/** Locks the first ready builds, looking from the front. */
export const pickBuildsArguments = z.strictObject({
  p_limit: z.int32().nullable(),
  p_fair: z.boolean().nullable(),
  p_architecture: z.string().nullable(),
  p_memory_mb: z.int32().nullable(),
  p_cpu_cores: numericInput.nullable(),
})
export type PickBuildsArguments = z.infer<typeof pickBuildsArguments>

export const pickBuildsResult = z.array(z.guid()).nullable()
export type PickBuildsResult = z.infer<typeof pickBuildsResult>

/** Locks the first ready builds, looking in each priority from its bound. */
export const pickBuildsFromArguments = z.strictObject({
  p_limit: z.int32().nullable(),
  p_fair: z.boolean().nullable(),
  p_architecture: z.string().nullable(),
  p_turns: z.array(int8Input).nullable(),
  p_times: z.array(z.date()).nullable(),
})
export type PickBuildsFromArguments = z.infer<typeof pickBuildsFromArguments>

export const pickBuildsFromResult = z.array(z.guid()).nullable()
export type PickBuildsFromResult = z.infer<typeof pickBuildsFromResult>

/** Puts builds that have waited too long in front, one in eight; what no longer fits stays queued. */
export const preferAgedBuildsArguments = z.strictObject({
  p_ids: z.array(z.guid()).nullable(),
  p_limit: z.int32().nullable(),
  p_age: interval.nullable(),
  p_architecture: z.string().nullable(),
  p_memory_mb: z.int32().nullable(),
  p_cpu_cores: numericInput.nullable(),
})
export type PreferAgedBuildsArguments = z.infer<typeof preferAgedBuildsArguments>

export const preferAgedBuildsResult = z.array(z.guid()).nullable()
export type PreferAgedBuildsResult = z.infer<typeof preferAgedBuildsResult>

/** First of four statements that partition a log by month or day (null: metrics by day, other logs by month). Gives the time before which they are to be done; a later row is refused until then. Repeated, it gives the same. */
export const preparePartitioningArguments = z.strictObject({
  p_table: z.string().nullable(),
  p_span: z.string().nullish(),
})
export type PreparePartitioningArguments = z.infer<typeof preparePartitioningArguments>

export const preparePartitioningResult = z.date().nullable()
export type PreparePartitioningResult = z.infer<typeof preparePartitioningResult>

/** Makes delayed builds ready whose time has come, longest due first; returns how many. */
export const promoteDueBuildsArguments = z.strictObject({
  p_limit: z.int32().nullish(),
})
export type PromoteDueBuildsArguments = z.infer<typeof promoteDueBuildsArguments>

export const promoteDueBuildsResult = z.int32().nullable()
export type PromoteDueBuildsResult = z.infer<typeof promoteDueBuildsResult>

/** Deletes rows older than so many days, at most p_limit, and returns how many: of build_access_log, build_events, build_metrics; finished ones of build_queue and conversations; soft-deleted ones of build_artifacts, build_cache_registry, build_manifests and customers. */
export const purgeOldRowsArguments = z.strictObject({
  p_table: z.string().nullable(),
  p_days: z.int32().nullable(),
  p_limit: z.int32().nullish(),
})
export type PurgeOldRowsArguments = z.infer<typeof purgeOldRowsArguments>

export const purgeOldRowsResult = int8.nullable()
export type PurgeOldRowsResult = z.infer<typeof purgeOldRowsResult>

/** Deletes for good what was soft-deleted more than this many days ago. Spares the customer system, and customers with a build running. */
export const purgeSoftDeletedRecordsArguments = z.strictObject({
  p_purge_after_days: z.int32().nullish(),
})
export type PurgeSoftDeletedRecordsArguments = z.infer<typeof purgeSoftDeletedRecordsArguments>

/** One of the rows that it gives. */
export const purgeSoftDeletedRecordsResult = z.object({
  table_name: z.string().nullable(),
  records_purged: int8.nullable(),
})
export type PurgeSoftDeletedRecordsResult = z.infer<typeof purgeSoftDeletedRecordsResult>

/** Queues the build of an approved manifest, or finds its image in the cache; the manifest is building or deployed then. Refuses (LB010) one that is not approved. */
export const queueManifestBuildArguments = z.strictObject({
  p_manifest_id: z.guid().nullable(),
  p_manifest_path: z.string().nullable(),
  p_priority: z.int32().nullish(),
  p_architecture: z.string().nullish(),
  p_cache_first: z.boolean().nullish(),
})
export type QueueManifestBuildArguments = z.infer<typeof queueManifestBuildArguments>

/** One of the rows that it gives. */
export const queueManifestBuildResult = z.object({
  outcome: z.string().nullable(),
  build_id: z.guid().nullable(),
  build_cache_id: z.guid().nullable(),
})
export type QueueManifestBuildResult = z.infer<typeof queueManifestBuildResult>

/** Records one look-up in the build cache and returns its id. A hit on an entry that is deleted, expired or above the customer's tier is recorded as a miss; a miss needs no entry. */
export const recordCacheAccessArguments = z.strictObject({
  p_build_cache_id: z.guid().nullable(),
  p_customer_id: z.string().nullable(),
  p_access_type: z.string().nullable(),
  p_deployment_id: z.string().nullish(),
  p_deployment_region: z.string().nullish(),
  p_pull_duration_seconds: numericInput.nullish(),
  p_download_size_bytes: int8Input.nullish(),
  p_user_agent: z.string().nullish(),
  p_ip_address: z.string().nullish(),
})
export type RecordCacheAccessArguments = z.infer<typeof recordCacheAccessArguments>

export const recordCacheAccessResult = int8.nullable()
export type RecordCacheAccessResult = z.infer<typeof recordCacheAccessResult>

/** Hands runs back as if they had not been taken: queued at once, no retry counted, the fence kept. What was to be cancelled is cancelled. */
export const releaseBuildsArguments = z.strictObject({
  p_build_ids: z.array(z.guid()).nullable(),
  p_fences: z.array(int8Input).nullable(),
})
export type ReleaseBuildsArguments = z.infer<typeof releaseBuildsArguments>

/** One of the rows that it gives. */
export const releaseBuildsResult = z.object({
  build_id: z.guid().nullable(),
  fence: int8.nullable(),
})
export type ReleaseBuildsResult = z.infer<typeof releaseBuildsResult>

/** Puts a build that ended without success back into the queue with all its retries; its fence goes on rising. False when it did not end so. */
export const replayBuildArguments = z.strictObject({
  p_build_id: z.guid().nullable(),
})
export type ReplayBuildArguments = z.infer<typeof replayBuildArguments>

export const replayBuildResult = z.boolean().nullable()
export type ReplayBuildResult = z.infer<typeof replayBuildResult>

/** Notes how far a run is, by its fence; null keeps what was there, and progress never goes down. False when the run is no longer the present one. */
export const reportBuildProgressArguments = z.strictObject({
  p_build_id: z.guid().nullable(),
  p_fence: int8Input.nullable(),
  p_progress_percent: z.int32().nullish(),
  p_current_step: z.string().nullish(),
  p_steps_completed: z.int32().nullish(),
  p_total_steps: z.int32().nullish(),
})
export type ReportBuildProgressArguments = z.infer<typeof reportBuildProgressArguments>

export const reportBuildProgressResult = z.boolean().nullable()
export type ReportBuildProgressResult = z.infer<typeof reportBuildProgressResult>

/** Queues a build (queued), or gives the live one that was asked for before (attached), or the image the cache has (cached). Writes an event when 80, 90 and 100 percent of the monthly quota are reached. */
export const requestBuildArguments = z.strictObject({
  p_id: z.guid().nullable(),
  p_customer_id: z.string().nullable(),
  p_manifest_path: z.string().nullable(),
  p_manifest_json: z.unknown(),
  p_manifest_hash: z.string().nullish(),
  p_priority: z.int32().nullish(),
  p_architecture: z.string().nullish(),
  p_target_registry_id: z.guid().nullish(),
  p_build_args: z.unknown().optional(),
  p_total_steps: z.int32().nullish(),
  p_estimated_duration_seconds: z.int32().nullish(),
  p_estimated_memory_mb: z.int32().nullish(),
  p_estimated_cpu_cores: numericInput.nullish(),
  p_max_duration_seconds: z.int32().nullish(),
  p_max_retries: z.int32().nullish(),
  p_not_before: z.date().nullish(),
  p_deduplicate: z.boolean().nullish(),
  p_cache_first: z.boolean().nullish(),
  p_enforce_quota: z.boolean().nullish(),
  p_depends_on: z.array(z.guid()).nullish(),
  p_on_dependency_failure: z.string().nullish(),
})
export type RequestBuildArguments = z.infer<typeof requestBuildArguments>

/** One of the rows that it gives. */
export const requestBuildResult = z.object({
  outcome: z.string().nullable(),
  build_id: z.guid().nullable(),
  build_cache_id: z.guid().nullable(),
})
export type RequestBuildResult = z.infer<typeof requestBuildResult>

/** Refuses (LB001) a number that is null or negative. */
export const requireNotNegativeArguments = z.strictObject({
  p_name: z.string().nullable(),
  p_value: z.int32().nullable(),
})
export type RequireNotNegativeArguments = z.infer<typeof requireNotNegativeArguments>

/** Hands out builds again. False when it was not stopped. */
export const resumeQueueArguments = z.strictObject({})
export type ResumeQueueArguments = z.infer<typeof resumeQueueArguments>

export const resumeQueueResult = z.boolean().nullable()
export type ResumeQueueResult = z.infer<typeof resumeQueueResult>

/** Puts a failed or timed-out build back into the queue, to wait that long there. False when it is neither, or has no retry left. */
export const retryBuildLaterArguments = z.strictObject({
  p_build_id: z.guid().nullable(),
  p_delay: interval.nullable(),
})
export type RetryBuildLaterArguments = z.infer<typeof retryBuildLaterArguments>

export const retryBuildLaterResult = z.boolean().nullable()
export type RetryBuildLaterResult = z.infer<typeof retryBuildLaterResult>

/** Puts a failed or timed-out build back into the queue. False when it is neither, or has no retry left. */
export const retryFailedBuildArguments = z.strictObject({
  p_build_id: z.guid().nullable(),
})
export type RetryFailedBuildArguments = z.infer<typeof retryFailedBuildArguments>

export const retryFailedBuildResult = z.boolean().nullable()
export type RetryFailedBuildResult = z.infer<typeof retryFailedBuildResult>

/** Switches off and revokes credentials that were found invalid more than 7 days ago. */
export const revokeExpiredCredentialsArguments = z.strictObject({})
export type RevokeExpiredCredentialsArguments = z.infer<typeof revokeExpiredCredentialsArguments>

/** One of the rows that it gives. */
export const revokeExpiredCredentialsResult = z.object({
  credential_id: z.guid().nullable(),
  customer_id: z.string().nullable(),
  registry_name: z.string().nullable(),
  revoked_at: z.date().nullable(),
})
export type RevokeExpiredCredentialsResult = z.infer<typeof revokeExpiredCredentialsResult>

/** The turn that is being served among ready builds of a priority; where none is ready, one behind all that were. */
export const servingTurnArguments = z.strictObject({
  p_priority: z.int32().nullable(),
})
export type ServingTurnArguments = z.infer<typeof servingTurnArguments>

export const servingTurnResult = int8.nullable()
export type ServingTurnResult = z.infer<typeof servingTurnResult>

/** Gives a log another name and takes from it what its successor will have: names, triggers, policies, grants. Its key holds the time from then on. Gives the indexes with the names they had. */
export const setAsideArguments = z.strictObject({
  p_table: z.string().nullable(),
  p_name: z.string().nullable(),
})
export type SetAsideArguments = z.infer<typeof setAsideArguments>

/** One of the rows that it gives. */
export const setAsideResult = z.object({
  index_id: z.int().nonnegative().nullable(),
  index_name: z.string().nullable(),
})
export type SetAsideResult = z.infer<typeof setAsideResult>

/** Makes one credential the default of its customer, and no other. False when it is not an active one of that customer. */
export const setDefaultRegistryArguments = z.strictObject({
  p_customer_id: z.string().nullable(),
  p_credential_id: z.guid().nullable(),
})
export type SetDefaultRegistryArguments = z.infer<typeof setDefaultRegistryArguments>

export const setDefaultRegistryResult = z.boolean().nullable()
export type SetDefaultRegistryResult = z.infer<typeof setDefaultRegistryResult>

/** Ends runs past their deadline or lease, at most so many; passes over rows in use. Claimed with a lease they go back to the queue while they have retries; otherwise status timeout and a failed result. Also makes ready what is due. */
export const sweepBuildsArguments = z.strictObject({
  p_limit: z.int32().nullish(),
})
export type SweepBuildsArguments = z.infer<typeof sweepBuildsArguments>

/** One of the rows that it gives. */
export const sweepBuildsResult = z.object({
  build_id: z.guid().nullable(),
  customer_id: z.string().nullable(),
  worker_id: z.string().nullable(),
  status: z.string().nullable(),
  reason: z.string().nullable(),
})
export type SweepBuildsResult = z.infer<typeof sweepBuildsResult>

/** The statements that give another table of the same name what this one has: foreign keys, triggers, policies, grants, its sequence, comments. */
export const tableBelongingsArguments = z.strictObject({
  p_table: z.string().nullable(),
})
export type TableBelongingsArguments = z.infer<typeof tableBelongingsArguments>

export const tableBelongingsResult = z.array(z.string()).nullable()
export type TableBelongingsResult = z.infer<typeof tableBelongingsResult>

/** core is 1, asp is 4; null for anything else. */
export const tierRankArguments = z.strictObject({
  p_tier: z.string().nullable(),
})
export type TierRankArguments = z.infer<typeof tierRankArguments>

export const tierRankResult = z.int32().nullable()
export type TierRankResult = z.infer<typeof tierRankResult>

/** How far apart the turns of a customer's builds are: 60 is a round, divided by the share of its tier. */
export const turnDistanceArguments = z.strictObject({
  p_customer_id: z.string().nullable(),
})
export type TurnDistanceArguments = z.infer<typeof turnDistanceArguments>

export const turnDistanceResult = int8.nullable()
export type TurnDistanceResult = z.infer<typeof turnDistanceResult>

/** Notes how far a build is; null keeps what was there, and less than there was changes nothing. False when it is not being built, or was claimed with a lease. */
export const updateBuildProgressArguments = z.strictObject({
  p_build_id: z.guid().nullable(),
  p_progress_percent: z.int32().nullable(),
  p_current_step: z.string().nullable(),
  p_steps_completed: z.int32().nullish(),
})
export type UpdateBuildProgressArguments = z.infer<typeof updateBuildProgressArguments>

export const updateBuildProgressResult = z.boolean().nullable()
export type UpdateBuildProgressResult = z.infer<typeof updateBuildProgressResult>

/** Makes idle workers look at once, for callers that are not Node: a statement of its own, after the commit of what was queued. False when another one is doing so. Without it they look within a second. */
export const wakeWorkersArguments = z.strictObject({})
export type WakeWorkersArguments = z.infer<typeof wakeWorkersArguments>

export const wakeWorkersResult = z.boolean().nullable()
export type WakeWorkersResult = z.infer<typeof wakeWorkersResult>
