export { type AuthenticateKeyParameters, type Authentication, authenticateKey } from './api-keys/authenticate-key.js'
export type { IssuedKey } from './api-keys/issued-key.js'
export type { KeyOptions } from './api-keys/key-options.js'
export { type ApiKey, type ListApiKeysParameters, listApiKeys } from './api-keys/list-api-keys.js'
export { type LogIn, type LogInParameters, logIn } from './api-keys/log-in.js'
export { type LogInWithIdentityParameters, logInWithIdentity } from './api-keys/log-in-with-identity.js'
export { type PurgeApiKeysParameters, purgeApiKeys } from './api-keys/purge-api-keys.js'
export { type RevokeApiKeyParameters, revokeApiKey } from './api-keys/revoke-api-key.js'
export { type RevokeApiKeysParameters, revokeApiKeys } from './api-keys/revoke-api-keys.js'
export { type KeyRotation, type RotateApiKeyParameters, rotateApiKey } from './api-keys/rotate-api-key.js'
export type { ApiUser } from './api-users/api-user.js'
export { type FindApiUserParameters, findApiUser } from './api-users/find-api-user.js'
export { type RenameApiUserOutcome, type RenameApiUserParameters, renameApiUser } from './api-users/rename-api-user.js'
export { type SetApiUserActiveParameters, setApiUserActive } from './api-users/set-api-user-active.js'
export { type AdmitReservationsParameters, admitReservations } from './capacity/admit-reservations.js'
export { type FindGpuAvailabilityParameters, findGpuAvailability } from './capacity/find-gpu-availability.js'
export { type FindQueuePlaceParameters, findQueuePlace } from './capacity/find-queue-place.js'
export { type FindUserLimitsParameters, findUserLimits } from './capacity/find-user-limits.js'
export type { GpuAvailability } from './capacity/gpu-availability.js'
export { type ListGpuAvailabilityParameters, listGpuAvailability } from './capacity/list-gpu-availability.js'
export { type GpuHours, type ListGpuHoursParameters, listGpuHours } from './capacity/list-gpu-hours.js'
export { type GpuType, type ListGpuTypesParameters, listGpuTypes } from './capacity/list-gpu-types.js'
export { type ListQueueParameters, listQueue } from './capacity/list-queue.js'
export type { QueuePlace } from './capacity/queue-place.js'
export { type RecordAvailabilityParameters, recordAvailability } from './capacity/record-availability.js'
export {
  type RequestedReservation,
  type RequestReservationParameters,
  requestReservation,
} from './capacity/request-reservation.js'
export { type SetGpuTypeActiveParameters, setGpuTypeActive } from './capacity/set-gpu-type-active.js'
export { type SetUserLimitsParameters, setUserLimits } from './capacity/set-user-limits.js'
export { type Start, type StartReservationParameters, startReservation } from './capacity/start-reservation.js'
export type { UserLimits } from './capacity/user-limits.js'
export type { DiskOperation } from './disk-operations/disk-operation.js'
export { type FindDiskOperationParameters, findDiskOperation } from './disk-operations/find-disk-operation.js'
export { type FinishDiskOperationParameters, finishDiskOperation } from './disk-operations/finish-disk-operation.js'
export { type ListDiskOperationsParameters, listDiskOperations } from './disk-operations/list-disk-operations.js'
export {
  type RequestDiskCreateParameters,
  type RequestedDiskCreate,
  requestDiskCreate,
} from './disk-operations/request-disk-create.js'
export {
  type RequestDiskDeleteParameters,
  type RequestedDiskDelete,
  requestDiskDelete,
} from './disk-operations/request-disk-delete.js'
export {
  type StartDiskOperationParameters,
  type StartedDiskOperation,
  startDiskOperation,
} from './disk-operations/start-disk-operation.js'
export { type AcquireDiskParameters, acquireDisk, type DiskAcquisition } from './disks/acquire-disk.js'
export { type CompleteDiskSnapshotParameters, completeDiskSnapshot } from './disks/complete-disk-snapshot.js'
export type { Disk } from './disks/disk.js'
export { type FindDiskParameters, findDisk } from './disks/find-disk.js'
export { type FindDiskByIdParameters, findDiskById } from './disks/find-disk-by-id.js'
export { type FindDiskByReservationParameters, findDiskByReservation } from './disks/find-disk-by-reservation.js'
export { type ListAllDisksParameters, listAllDisks } from './disks/list-all-disks.js'
export { type ListDisksParameters, listDisks } from './disks/list-disks.js'
export { type ListDisksDueForRemovalParameters, listDisksDueForRemoval } from './disks/list-disks-due-for-removal.js'
export { listOrphanedDisks, type OrphanedDisk } from './disks/list-orphaned-disks.js'
export { type ReleaseDiskParameters, releaseDisk } from './disks/release-disk.js'
export { type RemoveDiskParameters, removeDisk } from './disks/remove-disk.js'
export { type RenameDiskOutcome, type RenameDiskParameters, renameDisk } from './disks/rename-disk.js'
export { type StartDiskSnapshotParameters, startDiskSnapshot } from './disks/start-disk-snapshot.js'
export { type DiskChanges, type UpdateDiskParameters, updateDisk } from './disks/update-disk.js'
export { type UpsertDiskParameters, upsertDisk } from './disks/upsert-disk.js'
export {
  AmbiguousPrefixError,
  InvalidInputError,
  MissingTablesError,
  ReservationIdTakenError,
  UnknownGpuTypeError,
  UnknownReservationError,
} from './errors.js'
export { type AcquireLockParameters, acquireLock, type LockAcquisition } from './locks/acquire-lock.js'
export { type ReleaseLockParameters, releaseLock } from './locks/release-lock.js'
export { type RenewLockParameters, renewLock } from './locks/renew-lock.js'
export { createDiskProcessor, type DiskProcessorOptions } from './queues/create-disk-processor.js'
export { createReservationProcessor, type ReservationProcessorOptions } from './queues/create-reservation-processor.js'
export {
  type DiskOperationMessage,
  diskOperationDeadLetters,
  diskOperationMessage,
  diskOperationQueue,
  diskOperations,
} from './queues/disk-operation-queue.js'
export type { DiskVolumes, VolumeContext } from './queues/disk-volumes.js'
export { gpuReservations, type ReservationMessage, reservationMessage } from './queues/gpu-reservations.js'
export type { ClusterContext, LaunchMessage, ReservationCluster } from './queues/reservation-cluster.js'
export { reservationDeadLetters, reservationQueue } from './queues/reservation-queue.js'
export {
  type AddSecondaryUserOutcome,
  type AddSecondaryUserParameters,
  addSecondaryUser,
} from './reservations/add-secondary-user.js'
export { type AppendStatusHistoryParameters, appendStatusHistory } from './reservations/append-status-history.js'
export { type ArchiveReservationsParameters, archiveReservations } from './reservations/archive-reservations.js'
export { type CancelReservationParameters, cancelReservation } from './reservations/cancel-reservation.js'
export {
  type CancelStaleReservationsParameters,
  cancelStaleReservations,
} from './reservations/cancel-stale-reservations.js'
export {
  type ClaimExpiryWarningsParameters,
  claimExpiryWarnings,
  type ExpiryWarning,
} from './reservations/claim-expiry-warnings.js'
export { type CreateReservationParameters, createReservation } from './reservations/create-reservation.js'
export { type DeleteReservationParameters, deleteReservation } from './reservations/delete-reservation.js'
export type { SweepParameters } from './reservations/ended-ids.js'
export { type ExpireReservationsParameters, expireReservations } from './reservations/expire-reservations.js'
export {
  type ExtendReservationParameters,
  type Extension,
  extendReservation,
} from './reservations/extend-reservation.js'
export { type FailStuckReservationsParameters, failStuckReservations } from './reservations/fail-stuck-reservations.js'
export {
  type FindOwnReservationParameters,
  findOwnReservation,
  type OwnReservation,
} from './reservations/find-own-reservation.js'
export { type FindReservationParameters, findReservation } from './reservations/find-reservation.js'
export {
  type FindReservationByPrefixParameters,
  findReservationByPrefix,
} from './reservations/find-reservation-by-prefix.js'
export {
  type FindReservationGroupParameters,
  findReservationGroup,
  type ReservationGroup,
} from './reservations/find-reservation-group.js'
export { type GetReservationParameters, getReservation } from './reservations/get-reservation.js'
export { type ListDueReservationsParameters, listDueReservations } from './reservations/list-due-reservations.js'
export { type ListEndedReservationsParameters, listEndedReservations } from './reservations/list-ended-reservations.js'
export { type ListGroupNodesParameters, listGroupNodes } from './reservations/list-group-nodes.js'
export { listReservationTotals, type ReservationTotal } from './reservations/list-reservation-totals.js'
export { type ListReservationsParameters, listReservations } from './reservations/list-reservations.js'
export {
  type ListReservationsByPrefixParameters,
  listReservationsByPrefix,
} from './reservations/list-reservations-by-prefix.js'
export {
  type ListStageDurationsParameters,
  listStageDurations,
  type StageDurations,
} from './reservations/list-stage-durations.js'
export type { NewReservation } from './reservations/new-reservation.js'
export {
  type PageReservationsParameters,
  pageReservations,
  type ReservationPage,
} from './reservations/page-reservations.js'
export { type RecordOutOfMemoryParameters, recordOutOfMemory } from './reservations/record-out-of-memory.js'
export type { Reservation, StatusEntry } from './reservations/reservation.js'
export type { ReservationStatus } from './reservations/reservation-status.js'
export type { ReservationSummary } from './reservations/reservation-summary.js'
export {
  type Transition,
  type TransitionReservationParameters,
  transitionReservation,
} from './reservations/transition-reservation.js'
export { type TrimPodLogsParameters, trimPodLogs } from './reservations/trim-pod-logs.js'
export {
  type ReservationChanges,
  type UpdateReservationParameters,
  updateReservation,
} from './reservations/update-reservation.js'
export {
  type ClaimDomainNameOutcome,
  type ClaimDomainNameParameters,
  claimDomainName,
} from './routing/claim-domain-name.js'
export { type ClaimTargetGroupParameters, claimTargetGroup } from './routing/claim-target-group.js'
export type { DomainMapping } from './routing/domain-mapping.js'
export { type FindDomainNameParameters, findDomainName } from './routing/find-domain-name.js'
export { type FindTargetGroupParameters, findTargetGroup } from './routing/find-target-group.js'
export { listDomainNames } from './routing/list-domain-names.js'
export { purgeDomainNames } from './routing/purge-domain-names.js'
export { type ReleaseDomainNameParameters, releaseDomainName } from './routing/release-domain-name.js'
export { type RemoveTargetGroupParameters, removeTargetGroup } from './routing/remove-target-group.js'
export type { TargetGroup } from './routing/target-group.js'
export { gpuDev } from './schema.js'
export { type AssertTablesParameters, assertTables } from './start-up/assert-tables.js'
