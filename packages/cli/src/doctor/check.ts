import type { ReportedError } from '@schemata/runner'

/** One thing that was looked at. */
export interface Check {
  readonly name: string
  readonly state: 'ok' | 'warning' | 'failed'
  /** In words. */
  readonly found: string
  /** Set when it failed. */
  readonly errors?: readonly ReportedError[]
}
