import { Histogram, type HistogramSnapshot } from './histogram.js'

/** Counts since the start, and what is going on now. Safe to read at any rate. */
export interface WorkerMetrics {
  readonly state: 'new' | 'running' | 'draining' | 'stopped'
  readonly claimed: number
  readonly completed: number
  readonly retried: number
  readonly dead: number
  readonly released: number
  readonly lost: number
  readonly swept: number
  /** Claim statements sent, those that found nothing among them. */
  readonly claims: number
  readonly emptyClaims: number
  /** Calls that failed because the database was away. */
  readonly databaseErrors: number
  /** Items in a handler. */
  readonly inFlight: number
  /** Items claimed and not begun. */
  readonly buffered: number
  /** Items whose end is not recorded yet. */
  readonly unsettled: number
  readonly paused: boolean
  /** How long the last claimed item had been ready; null before the first, or if the package does not say. */
  readonly lagMs: number | null
  /** How long ago the loop last spoke with the database; null before the first time. */
  readonly lastTurnAgeMs: number | null
  readonly claimMs: HistogramSnapshot
  /** One entry a handler call. */
  readonly handlerMs: HistogramSnapshot
  /** Ready to claimed, if the package says it. */
  readonly waitedMs: HistogramSnapshot
}

/** What the parts of a worker count in common. */
export class Tally {
  claimed = 0
  completed = 0
  retried = 0
  dead = 0
  released = 0
  lost = 0
  swept = 0
  claims = 0
  emptyClaims = 0
  databaseErrors = 0
  lagMs: number | null = null
  lastTurnAt: number | null = null
  /** A moving average over handler calls, per item; undefined before the first. */
  handlerAverageMs: number | undefined
  readonly claimMs = new Histogram()
  readonly handlerMs = new Histogram()
  readonly waitedMs = new Histogram()

  handled(ms: number, items: number): void {
    this.handlerMs.record(ms)
    const each = ms / items
    this.handlerAverageMs = this.handlerAverageMs === undefined ? each : this.handlerAverageMs * 0.9 + each * 0.1
  }

  snapshot(now: number): Omit<WorkerMetrics, 'state' | 'inFlight' | 'buffered' | 'unsettled' | 'paused'> {
    const { claimed, completed, retried, dead, released, lost, swept, claims, emptyClaims, databaseErrors, lagMs } =
      this
    return {
      ...{ claimed, completed, retried, dead, released, lost, swept, claims, emptyClaims, databaseErrors, lagMs },
      lastTurnAgeMs: this.lastTurnAt === null ? null : now - this.lastTurnAt,
      claimMs: this.claimMs.snapshot(),
      handlerMs: this.handlerMs.snapshot(),
      waitedMs: this.waitedMs.snapshot(),
    }
  }
}
