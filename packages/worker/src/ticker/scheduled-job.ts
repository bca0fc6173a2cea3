import { parseSchedule, type Schedule } from './schedule.js'
import type { JobMetrics, TickerJob } from './ticker-options.js'

/** A job and what this process knows of its ticks. */
export class ScheduledJob {
  readonly job: TickerJob
  readonly #schedule: Schedule
  #settled: Date | undefined
  running: Promise<void> | undefined
  runs = 0
  failures = 0

  constructor(job: TickerJob) {
    this.job = job
    this.#schedule = parseSchedule(job.name, job.schedule, job.timezone)
  }

  /** Called once with the database's time before the first `due`. */
  begin(now: Date): void {
    if (this.job.missed === 'none') this.#settled = this.#schedule.latest(now)
  }

  /** The tick to run now: the latest, unless that is settled. */
  due(now: Date): Date | undefined {
    const latest = this.#schedule.latest(now)
    if (latest === undefined || this.running !== undefined) return undefined
    return this.#settled !== undefined && latest <= this.#settled ? undefined : latest
  }

  /** It has been run, here or elsewhere. */
  settle(tick: Date): void {
    this.#settled = tick
  }

  nextInMs(now: Date): number {
    const next = this.#schedule.next(now)
    return next === undefined ? Number.POSITIVE_INFINITY : next.getTime() - now.getTime()
  }

  metrics(): JobMetrics {
    const { runs, failures } = this
    return { name: this.job.name, running: this.running !== undefined, runs, failures, lastTick: this.#settled ?? null }
  }
}
