import type { ReportedError } from './errors.js'
import type { Plan, PlannedStep } from './plan.js'

/** What the runner tells while it works; everything a terminal shows is made from these. */
export type RunnerEvent =
  /** Another run holds the lock; told at most once a second. */
  | { readonly type: 'lock-waiting'; readonly waitedMs: number; readonly holders: readonly string[] }
  | { readonly type: 'lock-taken'; readonly waitedMs: number }
  | { readonly type: 'planned'; readonly plan: Plan }
  | { readonly type: 'role-created'; readonly role: string }
  | { readonly type: 'extension-created'; readonly extension: string }
  /** Steps that share a transaction start together. */
  | { readonly type: 'step-started'; readonly step: PlannedStep; readonly index: number; readonly total: number }
  /** Other sessions keep a relation locked; the step was rolled back and is tried again. */
  | {
      readonly type: 'step-waiting'
      readonly step: PlannedStep
      readonly attempt: number
      readonly blockers: readonly string[]
    }
  | {
      readonly type: 'step-done'
      readonly step: PlannedStep
      readonly index: number
      readonly total: number
      readonly executionTimeMs: number
    }
  | { readonly type: 'step-failed'; readonly step: PlannedStep; readonly error: ReportedError }
  | {
      readonly type: 'fixtures-loaded'
      readonly package: string
      readonly schema: string
      readonly executionTimeMs: number
    }
  /** The schedule of pg_cron was brought in line with the stack. */
  | { readonly type: 'jobs-scheduled'; readonly scheduled: readonly string[]; readonly unscheduled: readonly string[] }
  /** pg_cron is in the database and did not take the jobs; everything else is applied. */
  | { readonly type: 'jobs-refused'; readonly reason: string }

export type OnEvent = (event: RunnerEvent) => void
