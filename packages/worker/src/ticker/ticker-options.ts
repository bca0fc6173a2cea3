import type { Queryable } from '@schemata/contract'

export interface TickerJob {
  /** Unique in its ticker, and in the database among those that share a tick log. */
  readonly name: string
  /** Five cron fields, `0 2 * * 0`, or six that begin with the seconds. */
  readonly schedule: string
  /** @default 'UTC' */
  readonly timezone?: string
  /** How long a run may take: its signal aborts then, and another process may take the tick over. @default 600000 */
  readonly timeoutMs?: number
  /**
   * What becomes of ticks that nobody was there to run: the latest one runs as soon as
   * somebody is, or none. The ones before it never run. @default 'latest'
   */
  readonly missed?: 'latest' | 'none'
  run(db: Queryable, context: TickContext): Promise<unknown>
}

export interface TickContext {
  readonly tick: Date
  /** Aborts when `timeoutMs` is over or the ticker stops. */
  readonly signal: AbortSignal
}

/** What a package hands over so that a job's tick runs once among all processes. */
export interface TickLog {
  /**
   * Takes a tick: inserting (job, tick) is the lock. `claimed`: run it within `leaseMs`;
   * `taken`: it has been run; `busy`: this tick, or another of the same job, is running
   * somewhere, so ask again. A tick whose lease is over without an end may be claimed again.
   */
  claim(db: Queryable, request: TickRequest): Promise<'claimed' | 'taken' | 'busy'>
  /** Records the end; `error` is null when it went well. */
  finish(db: Queryable, end: TickEnd): Promise<unknown>
}

export interface TickRequest {
  readonly job: string
  readonly tick: Date
  readonly workerId: string
  readonly leaseMs: number
}

export interface TickEnd {
  readonly job: string
  readonly tick: Date
  readonly workerId: string
  readonly error: string | null
}

export interface TickerOptions {
  readonly db: Queryable
  readonly jobs: readonly TickerJob[]
  readonly log: TickLog
  /** @default host name, process id and a random part */
  readonly workerId?: string
  /** How often a tick that runs elsewhere is asked for again. @default 5000 */
  readonly retryMs?: number
  /** How long `stop` waits for jobs that ignore their signal. @default 30000 */
  readonly stopMs?: number
  /** Stops the ticker when it aborts. */
  readonly signal?: AbortSignal
  readonly onEvent?: (event: TickerEvent) => void
}

export type TickerEvent =
  | { readonly type: 'began'; readonly job: string; readonly tick: Date; readonly lateMs: number }
  | {
      readonly type: 'ended'
      readonly job: string
      readonly tick: Date
      readonly tookMs: number
      readonly error: unknown
    }
  /** The database could not be asked. */
  | { readonly type: 'error'; readonly job: string | null; readonly error: unknown }

export interface Ticker {
  readonly workerId: string
  /** Again, while it runs, it does nothing. Gives the ticker itself. */
  start(): Ticker
  /** Aborts what runs and waits for it to end. Idempotent; never rejects. */
  stop(): Promise<void>
  metrics(): TickerMetrics
}

export interface TickerMetrics {
  readonly state: 'new' | 'running' | 'stopped'
  /** How long ago the database's clock was last read; null before the first time. */
  readonly lastTickAgeMs: number | null
  readonly jobs: readonly JobMetrics[]
}

export interface JobMetrics {
  readonly name: string
  readonly running: boolean
  readonly runs: number
  readonly failures: number
  /** The last tick that this process knows to have been run, here or elsewhere. */
  readonly lastTick: Date | null
}
