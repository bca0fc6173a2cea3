export type { Architecture } from './build-queue/architecture.js'
export { type AssignedBuild, assignedBuildRow } from './build-queue/assigned-build.js'
export { type Build, buildRow } from './build-queue/build.js'
export type { BuildStatus } from './build-queue/build-status.js'
export { type EnqueueBuildParameters, enqueueBuild } from './build-queue/enqueue-build.js'
export { type FindBuildParameters, findBuild } from './build-queue/find-build.js'
export { type GetBuildParameters, getBuild } from './build-queue/get-build.js'
export { type GetNextBuildForWorkerParameters, getNextBuildForWorker } from './build-queue/get-next-build-for-worker.js'
export { getQueueStatistics, type QueueStatistics } from './build-queue/get-queue-statistics.js'
export { handleBuildTimeouts, type TimedOutBuild } from './build-queue/handle-build-timeouts.js'
export {
  type ActiveBuild,
  type ListActiveBuildsParameters,
  listActiveBuilds,
} from './build-queue/list-active-builds.js'
export type { Priority } from './build-queue/priority.js'
export { type RetryFailedBuildParameters, retryFailedBuild } from './build-queue/retry-failed-build.js'
export { type UpdateBuildProgressParameters, updateBuildProgress } from './build-queue/update-build-progress.js'
export { type BuildResult, buildResultRow } from './build-results/build-result.js'
export { type CompleteBuildParameters, completeBuild } from './build-results/complete-build.js'
export { type FailBuildParameters, failBuild } from './build-results/fail-build.js'
export type { RunReport } from './build-results/run-report.js'
export { type Customer, customerRow, type SubscriptionStatus } from './customers/customer.js'
export { type FindCustomerParameters, findCustomer } from './customers/find-customer.js'
export { type GetCustomerParameters, getCustomer } from './customers/get-customer.js'
export { type SignUp, type SignUpCustomerParameters, signUpCustomer } from './customers/sign-up-customer.js'
export type { Tier } from './customers/tier.js'
export {
  BuildExistsError,
  CustomerExistsError,
  InvalidInputError,
  LicenseKeyTakenError,
  MonthlyQuotaError,
  NoValidLicenseError,
  UnknownBuildError,
  UnknownCustomerError,
  UnknownRegistryError,
} from './errors.js'
export { type License, type LicenseStatus, licenseRow } from './licenses/license.js'
export { buildOrchestrator } from './schema.js'
