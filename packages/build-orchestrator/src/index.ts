export {
  type ArtifactType,
  type BuildArtifact,
  buildArtifactRow,
  type StorageType,
} from './build-artifacts/build-artifact.js'
export {
  type ExpireArtifactsParameters,
  type ExpiredArtifact,
  expireArtifacts,
} from './build-artifacts/expire-artifacts.js'
export { type ListBuildArtifactsParameters, listBuildArtifacts } from './build-artifacts/list-build-artifacts.js'
export { type RecordBuildArtifactParameters, recordBuildArtifact } from './build-artifacts/record-build-artifact.js'
export { type CacheEntry, type CloudProvider, cacheEntryRow, type DeploymentMode } from './build-cache/cache-entry.js'
export { type ExpireCacheEntriesParameters, expireCacheEntries } from './build-cache/expire-cache-entries.js'
export { type FindCachedBuildParameters, findCachedBuild } from './build-cache/find-cached-build.js'
export { type RecordCacheAccessParameters, recordCacheAccess } from './build-cache/record-cache-access.js'
export { type RegisterCacheEntryParameters, registerCacheEntry } from './build-cache/register-cache-entry.js'
export { type SearchCacheParameters, searchCache } from './build-cache/search-cache.js'
export { type BuildEvent, buildEventRow, type Severity } from './build-events/build-event.js'
export { type ListBuildEventsParameters, listBuildEvents } from './build-events/list-build-events.js'
export { type RecordBuildEventsParameters, recordBuildEvents } from './build-events/record-build-events.js'
export { type ApproveBuildManifestParameters, approveBuildManifest } from './build-manifests/approve-build-manifest.js'
export { type BuildManifest, buildManifestRow, type DeploymentStatus } from './build-manifests/build-manifest.js'
export { type CreateBuildManifestParameters, createBuildManifest } from './build-manifests/create-build-manifest.js'
export { type FindBuildManifestParameters, findBuildManifest } from './build-manifests/find-build-manifest.js'
export { type QueueManifestBuildParameters, queueManifestBuild } from './build-manifests/queue-manifest-build.js'
export {
  type RecordManifestValidationParameters,
  recordManifestValidation,
} from './build-manifests/record-manifest-validation.js'
export { type SettleBuildManifestParameters, settleBuildManifest } from './build-manifests/settle-build-manifest.js'
export {
  type BuildMetric,
  type ListBuildMetricsParameters,
  listBuildMetrics,
} from './build-metrics/list-build-metrics.js'
export { type RecordBuildMetricsParameters, recordBuildMetrics } from './build-metrics/record-build-metrics.js'
export type { Architecture } from './build-queue/architecture.js'
export { type AssignedBuild, assignedBuildRow } from './build-queue/assigned-build.js'
export { type Build, buildRow } from './build-queue/build.js'
export {
  type BuildReport,
  buildQueue,
  type CreateBuildQueueParameters,
  createBuildQueue,
} from './build-queue/build-queue.js'
export type { BuildStatus } from './build-queue/build-status.js'
export { type CancelBuildParameters, type Cancellation, cancelBuild } from './build-queue/cancel-build.js'
export { type ClaimBuildsParameters, claimBuilds } from './build-queue/claim-builds.js'
export { type EnqueueBuildParameters, enqueueBuild } from './build-queue/enqueue-build.js'
export type { Hold } from './build-queue/fence.js'
export { type FindBuildParameters, findBuild } from './build-queue/find-build.js'
export { type GetBuildParameters, getBuild } from './build-queue/get-build.js'
export { type GetNextBuildForWorkerParameters, getNextBuildForWorker } from './build-queue/get-next-build-for-worker.js'
export { getQueueHealth, type QueueAlert, type QueueHealth } from './build-queue/get-queue-health.js'
export { getQueueSettings } from './build-queue/get-queue-settings.js'
export { getQueueStatistics, type QueueStatistics } from './build-queue/get-queue-statistics.js'
export { handleBuildTimeouts, type TimedOutBuild } from './build-queue/handle-build-timeouts.js'
export { type HeartbeatBuildsParameters, type HeldBuild, heartbeatBuilds } from './build-queue/heartbeat-builds.js'
export {
  type ActiveBuild,
  type ListActiveBuildsParameters,
  listActiveBuilds,
} from './build-queue/list-active-builds.js'
export {
  type BuildDependency,
  type ListBuildDependenciesParameters,
  listBuildDependencies,
} from './build-queue/list-build-dependencies.js'
export { type ListBuildsParameters, listBuilds } from './build-queue/list-builds.js'
export { type ListDeadBuildsParameters, listDeadBuilds } from './build-queue/list-dead-builds.js'
export { type PauseQueueParameters, pauseQueue } from './build-queue/pause-queue.js'
export type { Priority } from './build-queue/priority.js'
export type { QueueSettings, TierShares } from './build-queue/queue-settings.js'
export { type ReleaseBuildsParameters, releaseBuilds } from './build-queue/release-builds.js'
export { type ReplayBuildParameters, replayBuild } from './build-queue/replay-build.js'
export { type ReportBuildProgressParameters, reportBuildProgress } from './build-queue/report-build-progress.js'
export { type BuildRequest, type RequestBuildParameters, requestBuild } from './build-queue/request-build.js'
export { resumeQueue } from './build-queue/resume-queue.js'
export { type RetryFailedBuildParameters, retryFailedBuild } from './build-queue/retry-failed-build.js'
export { type SetQueueSettingsParameters, setQueueSettings } from './build-queue/set-queue-settings.js'
export { type SweepBuildsParameters, type SweptBuild, sweepBuilds } from './build-queue/sweep-builds.js'
export { type UpdateBuildProgressParameters, updateBuildProgress } from './build-queue/update-build-progress.js'
export { wakeWorkers } from './build-queue/wake-workers.js'
export { type BuildResult, buildResultRow } from './build-results/build-result.js'
export { type CompleteBuildParameters, completeBuild } from './build-results/complete-build.js'
export { type FailBuildParameters, failBuild } from './build-results/fail-build.js'
export { type FindBuildResultParameters, findBuildResult } from './build-results/find-build-result.js'
export {
  type FinishAndClaimBuildsParameters,
  type FinishedAndClaimed,
  finishAndClaimBuilds,
} from './build-results/finish-and-claim-builds.js'
export {
  type BuildEnd,
  type FinishBuildsParameters,
  type FinishedBuild,
  finishBuilds,
} from './build-results/finish-builds.js'
export type { ImageReport } from './build-results/image-report.js'
export { type ListBuildResultsParameters, listBuildResults } from './build-results/list-build-results.js'
export type { RunReport } from './build-results/run-report.js'
export {
  type AppendConversationMessageParameters,
  type AppendedMessage,
  appendConversationMessage,
  type ContentType,
  type MessageRole,
} from './conversations/append-conversation-message.js'
export {
  type Conversation,
  type ConversationStatus,
  type ConversationType,
  conversationRow,
} from './conversations/conversation.js'
export { type EndConversationParameters, endConversation } from './conversations/end-conversation.js'
export { type FindConversationParameters, findConversation } from './conversations/find-conversation.js'
export {
  type ConversationMessage,
  type ListConversationMessagesParameters,
  listConversationMessages,
} from './conversations/list-conversation-messages.js'
export {
  type RecordConversationFeedbackParameters,
  recordConversationFeedback,
} from './conversations/record-conversation-feedback.js'
export {
  type RecordConversationIntentsParameters,
  recordConversationIntents,
} from './conversations/record-conversation-intents.js'
export { type SetModelPriceParameters, setModelPrice } from './conversations/set-model-price.js'
export { type StartConversationParameters, startConversation } from './conversations/start-conversation.js'
export { type Customer, customerRow, type SubscriptionStatus } from './customers/customer.js'
export { type FindCustomerParameters, findCustomer } from './customers/find-customer.js'
export { type GetCustomerParameters, getCustomer } from './customers/get-customer.js'
export { type SignUp, type SignUpCustomerParameters, signUpCustomer } from './customers/sign-up-customer.js'
export type { Tier } from './customers/tier.js'
export {
  BuildDependencyError,
  BuildExistsError,
  CacheEntryExistsError,
  ManifestNotApprovedError,
  UnknownBuildError,
  UnknownRegistryError,
} from './errors/builds.js'
export { ConversationFinishedError, UnknownConversationError } from './errors/conversations.js'
export { CustomerExistsError, UnknownCustomerError } from './errors/customers.js'
export { InvalidInputError } from './errors/input.js'
export {
  LicenseExistsError,
  LicenseKeyTakenError,
  LicenseRevokedError,
  LicenseTierError,
  UnknownLicenseError,
} from './errors/licenses.js'
export {
  InTransactionError,
  PartitioningUnderWayError,
  TableInUseError,
  TableNotPartitionableError,
} from './errors/partitions.js'
export { MonthlyQuotaError, NoValidLicenseError, RegistryQuotaError } from './errors/quotas.js'
export { SecretNotOpenedError, UnknownEncryptionKeyError } from './errors/secrets.js'
export { NotInTransactionError, TenantNotIsolatedError } from './errors/tenancy.js'
export { type CreateLicenseParameters, createLicense } from './licenses/create-license.js'
export { type DowngradeLicenseParameters, downgradeLicense } from './licenses/downgrade-license.js'
export { type ExpiredLicense, expireLicenses } from './licenses/expire-licenses.js'
export { type FindLicenseParameters, findLicense } from './licenses/find-license.js'
export { type GetLicenseParameters, getLicense } from './licenses/get-license.js'
export {
  type GetLicenseQuotaUsageParameters,
  getLicenseQuotaUsage,
  type LicenseQuotaUsage,
} from './licenses/get-license-quota-usage.js'
export { type License, type LicenseStatus, licenseRow } from './licenses/license.js'
export { listExpiredLicenses } from './licenses/list-expired-licenses.js'
export { type ListExpiringLicensesParameters, listExpiringLicenses } from './licenses/list-expiring-licenses.js'
export type { Quotas } from './licenses/quotas.js'
export { type RenewLicenseParameters, renewLicense } from './licenses/renew-license.js'
export { type RevokeLicenseParameters, revokeLicense } from './licenses/revoke-license.js'
export { type RotateLicenseKeysParameters, rotateLicenseKeys } from './licenses/rotate-license-keys.js'
export { type UpgradeLicenseParameters, upgradeLicense } from './licenses/upgrade-license.js'
export { type PurgeableTable, type PurgeOldRowsParameters, purgeOldRows } from './maintenance/purge-old-rows.js'
export { type CancelPartitioningParameters, cancelPartitioning } from './partitions/cancel-partitioning.js'
export { type CreatePartitionsParameters, createPartitions } from './partitions/create-partitions.js'
export {
  type DropOldPartitionsParameters,
  type DroppedPartition,
  dropOldPartitions,
} from './partitions/drop-old-partitions.js'
export { type ListPartitionsParameters, listPartitions, type Partition } from './partitions/list-partitions.js'
export { type PartitionTableParameters, partitionTable } from './partitions/partition-table.js'
export type { PartitionableTable } from './partitions/partitionable-table.js'
export {
  type AddRegistryCredentialParameters,
  addRegistryCredential,
} from './registry-credentials/add-registry-credential.js'
export {
  type ListRegistryCredentialsParameters,
  listRegistryCredentials,
} from './registry-credentials/list-registry-credentials.js'
export {
  type OpenedRegistryCredential,
  type OpenRegistryCredentialParameters,
  openRegistryCredential,
} from './registry-credentials/open-registry-credential.js'
export {
  type RecordRegistryValidationParameters,
  recordRegistryValidation,
} from './registry-credentials/record-registry-validation.js'
export {
  type RegistryCredential,
  type RegistryProvider,
  registryCredentialRow,
  type ValidationStatus,
} from './registry-credentials/registry-credential.js'
export {
  type ReplaceRegistrySecretParameters,
  replaceRegistrySecret,
} from './registry-credentials/replace-registry-secret.js'
export {
  type RevokeRegistryCredentialParameters,
  revokeRegistryCredential,
} from './registry-credentials/revoke-registry-credential.js'
export {
  type RotateRegistryCredentialKeysParameters,
  rotateRegistryCredentialKeys,
} from './registry-credentials/rotate-registry-credential-keys.js'
export { type SetDefaultRegistryParameters, setDefaultRegistry } from './registry-credentials/set-default-registry.js'
export {
  type RecordRequirementExtractionsParameters,
  recordRequirementExtractions,
} from './requirement-extractions/record-requirement-extractions.js'
export { type SettleRequirementParameters, settleRequirement } from './requirement-extractions/settle-requirement.js'
export { buildOrchestrator } from './schema.js'
export { type CreateLocalKeyProviderParameters, createLocalKeyProvider } from './secrets/create-local-key-provider.js'
export { hashLicenseKey } from './secrets/hash-license-key.js'
export type { KeyProvider, SealedSecret } from './secrets/key-provider.js'
export { asTenant, type TenantParameters } from './tenancy/as-tenant.js'
export { type CleanUpTrialsParameters, cleanUpTrials } from './tenancy/clean-up-trials.js'
export { type DeleteCustomerParameters, deleteCustomer } from './tenancy/delete-customer.js'
export { type Dashboard, getDashboard } from './tenancy/get-dashboard.js'
export { type IsCustomerIdAvailableParameters, isCustomerIdAvailable } from './tenancy/is-customer-id-available.js'
export {
  type CustomerUsage,
  type ListCustomerUsageParameters,
  listCustomerUsage,
} from './tenancy/list-customer-usage.js'
export { type ResolveTenantParameters, resolveTenant, type Tenant } from './tenancy/resolve-tenant.js'
