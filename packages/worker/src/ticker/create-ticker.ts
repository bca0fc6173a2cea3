import type { Queryable } from '@schemata/contract'

import { errorText } from '../error-text.js'
import { AlreadyStoppedError, InvalidOptionError, WorkerStoppingError } from '../errors.js'
import { hearErrors } from '../hear-errors.js'
import { isTransientError } from '../is-transient-error.js'
import { Sleeper } from '../sleeper.js'
import { waitUntil } from '../wait-until.js'
import { workerName } from '../worker-name.js'
import { databaseTime } from './database-time.js'
import { ScheduledJob } from './scheduled-job.js'
import type { TickEnd, Ticker, TickerMetrics, TickerOptions } from './ticker-options.js'

/**
 * Makes a scheduler for jobs, for databases without pg_cron and for what is not SQL. It
 * does nothing before `start`.
 *
 * Ticks are computed from the database's clock. Any number of processes may run the same
 * jobs: each tick runs once, a job never overlaps with itself, and of ticks that were
 * missed only the latest runs. A run that dies with its process is done again by another
 * when its time is over, unless a newer tick has come. A running ticker keeps its process
 * alive; give the pool an `error` listener.
 *
 * @throws InvalidScheduleError, InvalidOptionError
 * @example
 * const jobs = [{ name: 'expire-licenses', schedule: '0 1 * * *', run: (db) => expireLicenses(db) }]
 * const ticker = createTicker({ db: pool, log: tickLog, jobs }).start()
 */
export function createTicker(options: TickerOptions): Ticker {
  return new JobTicker(options)
}

/** The clock is read again at least so often: it may be set, or this process suspended. */
const LONGEST_SLEEP_MS = 60_000
const DEFAULT_TIMEOUT_MS = 600_000
/** After an error of the database or of the log. */
const RETRY_MS = 1000

class JobTicker implements Ticker {
  readonly workerId: string
  readonly #options: TickerOptions
  readonly #jobs: readonly ScheduledJob[]
  readonly #sleeper = new Sleeper()
  readonly #stop = new AbortController()
  #state: TickerMetrics['state'] = 'new'
  #loop: Promise<void> = Promise.resolve()
  #begun = false
  #readAt: number | undefined

  constructor(options: TickerOptions) {
    this.#options = options
    this.workerId = options.workerId ?? workerName()
    this.#jobs = options.jobs.map((job) => new ScheduledJob(job))
    const twice = options.jobs.find(({ name }, index) => options.jobs.findIndex((job) => job.name === name) < index)
    if (twice)
      throw new InvalidOptionError({ option: 'jobs', found: `\`${twice.name}\` twice`, expected: 'unique names' })
  }

  start(): Ticker {
    if (this.#state === 'running') return this
    if (this.#state === 'stopped') throw new AlreadyStoppedError({ what: 'ticker' })
    const { signal } = this.#options
    this.#state = 'running'
    hearErrors(this.#options.db)
    this.#loop = this.#run()
    signal?.addEventListener('abort', this.#onSignal, { once: true })
    if (signal?.aborted) void this.stop()
    return this
  }

  async stop(): Promise<void> {
    this.#state = 'stopped'
    this.#options.signal?.removeEventListener('abort', this.#onSignal)
    this.#stop.abort(new WorkerStoppingError())
    this.#sleeper.wake()
    await this.#loop
    await waitUntil(() => this.#jobs.every(({ running }) => running === undefined), this.#options.stopMs ?? 30_000)
  }

  metrics(): TickerMetrics {
    return {
      state: this.#state,
      lastTickAgeMs: this.#readAt === undefined ? null : performance.now() - this.#readAt,
      jobs: this.#jobs.map((job) => job.metrics()),
    }
  }

  readonly #onSignal = (): void => void this.stop()

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) await this.#sleeper.sleep(await this.#round())
  }

  /** Begins what is due; gives the time until something may be due again. */
  async #round(): Promise<number> {
    try {
      const now = await databaseTime(this.#options.db)
      this.#readAt = performance.now()
      if (!this.#begun) for (const job of this.#jobs) job.begin(now)
      this.#begun = true
      let wait = LONGEST_SLEEP_MS
      for (const job of this.#jobs) wait = Math.min(wait, await this.#look(job, now))
      // A timer may fire a little early, and the tick must be over when the clock is read.
      return wait + 1
    } catch (error) {
      this.#tell({ type: 'error', job: null, error })
      return RETRY_MS
    }
  }

  /** Gives the time until this job wants to be looked at again; what fails for it stops no other. */
  async #look(job: ScheduledJob, now: Date): Promise<number> {
    const { retryMs = 5000 } = this.#options
    const tick = job.due(now)
    const nextInMs = job.nextInMs(now)
    if (tick === undefined) return nextInMs
    try {
      return (await this.#claim(job, tick, now)) === 'busy' ? Math.min(nextInMs, retryMs) : nextInMs
    } catch (error) {
      this.#tell({ type: 'error', job: job.job.name, error })
      return RETRY_MS
    }
  }

  async #claim(scheduled: ScheduledJob, tick: Date, now: Date): Promise<'claimed' | 'taken' | 'busy'> {
    const { db, log } = this.#options
    const { name, timeoutMs = DEFAULT_TIMEOUT_MS } = scheduled.job
    const answer = await log.claim(db, { job: name, tick, workerId: this.workerId, leaseMs: timeoutMs })
    if (answer === 'taken') scheduled.settle(tick)
    if (answer !== 'claimed') return answer
    this.#tell({ type: 'began', job: name, tick, lateMs: now.getTime() - tick.getTime() })
    scheduled.running = this.#execute(scheduled, tick, db).finally(() => {
      scheduled.running = undefined
      this.#sleeper.wake()
    })
    return answer
  }

  async #execute(scheduled: ScheduledJob, tick: Date, db: Queryable): Promise<void> {
    const { job } = scheduled
    const begunAt = performance.now()
    const signal = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(job.timeoutMs ?? DEFAULT_TIMEOUT_MS)])
    scheduled.runs += 1
    let failed: unknown
    try {
      await job.run(db, { tick, signal })
    } catch (error) {
      failed = error ?? new Error('The job failed without saying why.')
      scheduled.failures += 1
    }
    const error = failed === undefined ? null : errorText(failed)
    scheduled.settle(tick)
    const tookMs = performance.now() - begunAt
    await this.#finish({ job: job.name, tick, workerId: this.workerId, error })
    this.#tell({ type: 'ended', job: job.name, tick, tookMs, error: failed })
  }

  /** Tries for half a minute: a tick without an end is run again by another process. */
  async #finish(end: TickEnd): Promise<void> {
    const { db, log } = this.#options
    for (let tries = 1; tries <= 30; tries += 1) {
      try {
        await log.finish(db, end)
        return
      } catch (error) {
        this.#tell({ type: 'error', job: end.job, error })
        if (!isTransientError(error) || this.#stop.signal.aborted) return
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
      }
    }
  }

  #tell(event: Parameters<NonNullable<TickerOptions['onEvent']>>[0]): void {
    try {
      this.#options.onEvent?.(event)
    } catch {
      // A listener's error is the listener's.
    }
  }
}
