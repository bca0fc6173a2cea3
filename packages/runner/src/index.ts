export type { Adoption, AdoptOptions, AdoptResult } from './adopt.js'
export type { AppliedStep, ApplyOptions, ApplyResult } from './apply.js'
export { assertReady } from './assert-ready.js'
export { chainDigest, extendChain, headDigest } from './chain.js'
export type { MigrationResult } from './classic.js'
export type { PackageState } from './classify.js'
export { type CreateRunnerOptions, createRunner, type Runner } from './create-runner.js'
export {
  ConnectionFailedError,
  ConnectionLostError,
  ExportedFileChangedError,
  HeadMovedError,
  InterruptedError,
  LedgerTooNewError,
  LockNotObtainedError,
  MissingRightsError,
  PlanStaleError,
  PoolTooSmallError,
  RelationLockedError,
  type ReportedError,
  ServerVersionError,
  StepFailedError,
  StepInterruptedError,
} from './errors.js'
export type { OnEvent, RunnerEvent } from './events.js'
export { exportSupabase, type MigrationFile, type SupabaseExport } from './export-supabase/export-supabase.js'
export type { LedgerTool } from './foreign-ledgers/foreign-ledger.js'
export type { Disagreement, DisagreementReason, FoundLedger, LedgerSource } from './foreign-ledgers/ledger-source.js'
export { fromPGlite, type PGliteLike } from './from-pglite.js'
export { fromPool, type PoolClientLike, type PoolLike } from './from-pool.js'
export { hasCron, type Registration, registerJobs } from './jobs/register-jobs.js'
export { type StackJob, stackJobs } from './jobs/stack-jobs.js'
export type { PackageStatus, Plan, PlannedStep } from './plan.js'
export type { RevertSelection } from './plan-revert.js'
export {
  AheadBelowFloorError,
  ChecksumMismatchError,
  ExtensionMissingError,
  HistoryGapError,
  NotReadyError,
  PackageMissingError,
  ProvidedMissingError,
  RangeNotMetError,
  SchemaGoneError,
  StepCycleError,
  StepFileMissingError,
  StepOutOfOrderError,
  UnknownStepError,
} from './planning-errors.js'
export { relocate } from './relocate.js'
export type { RevertOptions, RevertResult } from './revert.js'
export { DataLossError, DependentInstalledError, IrreversibleStepError, NothingToRevertError } from './revert-errors.js'
export type { Session, Sessions } from './sessions.js'
export type { StatusReport } from './status.js'
export type { VerifyDifference, VerifyOptions, VerifyReport } from './verify.js'
export { LOCK_KEY } from './with-lock.js'
