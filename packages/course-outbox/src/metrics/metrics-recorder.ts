import type { Queryable } from '@schemata/contract'

import { type Metric, noObservation, type Observation, observe } from './observation.js'
import { recordMetrics } from './record-metrics.js'

/**
 * Collects what a process observes, and writes it to the database now and then.
 *
 * One statement a flush, whatever was observed. A killed process loses what it had not
 * flushed; a flush that fails keeps it for the next one.
 *
 * @example
 * const metrics = new MetricsRecorder({ db: pool })
 * metrics.start()
 * await startGeneration(pool, { ...parameters, metrics })
 * await metrics.stop()
 */
export class MetricsRecorder {
  readonly #db: Queryable
  readonly #flushMs: number
  #observed = new Map<Metric, Observation>()
  #timer: NodeJS.Timeout | undefined

  constructor({ db, flushMs = 5000 }: { db: Queryable; flushMs?: number }) {
    this.#db = db
    this.#flushMs = flushMs
  }

  /** Notes how long something took, in milliseconds. */
  time(metric: Metric, ms: number): void {
    observe(this.#of(metric), ms)
  }

  /** Notes that something happened so many times. */
  count(metric: Metric, times = 1): void {
    if (times > 0) this.#of(metric).count += times
  }

  /** Flushes at intervals from now on, without keeping the process alive. */
  start(): this {
    this.#timer ??= setInterval(() => void this.flush().catch(() => {}), this.#flushMs).unref()
    return this
  }

  /** @throws what the database says; nothing is lost by that. */
  async flush(): Promise<void> {
    const observed = this.#observed
    this.#observed = new Map()
    try {
      await recordMetrics(this.#db, {
        observations: [...observed].map(([metric, observation]) => ({ metric, ...observation })),
      })
    } catch (error) {
      for (const [metric, observation] of observed) this.#merge(metric, observation)
      throw error
    }
  }

  /** Ends the intervals and flushes a last time. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    this.#timer = undefined
    await this.flush()
  }

  #of(metric: Metric): Observation {
    const known = this.#observed.get(metric) ?? noObservation()
    this.#observed.set(metric, known)
    return known
  }

  #merge(metric: Metric, { count, total, buckets }: Observation): void {
    const known = this.#of(metric)
    known.count += count
    known.total += total
    known.buckets = known.buckets.map((before, place) => before + (buckets[place] ?? 0))
  }
}
