import { setTimeout } from 'node:timers/promises'

import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { RecorderClosedError } from '../errors.js'
import { type JobEventInput, recordJobEvents } from '../job-events/record-job-events.js'
import { parseInput } from '../parse-input.js'
import { blamesItem } from '../recording/blames-item.js'
import { recordBatch } from '../recording/record-batch.js'
import { payloadRules, type RecordingOptions, recordingOptions } from '../recording/recording-options.js'
import { EventBuffer } from './event-buffer.js'
import { LogReader } from './log-reader.js'

export interface AuditRecorderOptions extends RecordingOptions {
  /** A pool: a client that is inside a transaction would lose it to the first bad event. */
  db: Queryable
  /** False makes every call do nothing. `isAuditEnabled()` reads it from `AUDIT_DB`. */
  enabled: boolean
  /** Keeps the log records themselves in job_events as well. @default false */
  rawEvents?: boolean
  /** So many events are written at once, up to 1000. @default 500 */
  maxBatch?: number
  /** An event waits so long for others, in milliseconds. @default 1000 */
  flushIntervalMs?: number
  /** So many events are kept while the database is away; more are given up. @default 10000 */
  maxBuffered?: number
  /** Told of each event that is given up, and why. Must not throw. */
  onRejected?: (rejected: { event: unknown; error: unknown }) => void
  /** Told when the database could not be written to; the events are kept. Must not throw. */
  onError?: (error: unknown) => void
}

export interface CloseOptions {
  /** How long to try, in milliseconds. @default 5000 */
  timeoutMs?: number
}

const settings = z.object({
  enabled: z.boolean(),
  rawEvents: z.boolean().default(false),
  maxBatch: z.int().min(1).max(1000).default(500),
  flushIntervalMs: z.int().min(1).default(1000),
  maxBuffered: z.int().min(1).default(10_000),
  ...recordingOptions,
})

const nothing = () => {}

/** Between two tries of closing. */
const PAUSE_MS = 200

/**
 * Records what a logger tells: takes its records, keeps them for a moment and writes them
 * in batches, when there are enough, when the first has waited long enough, and at the end.
 *
 * A bad event goes to `onRejected` and holds nobody up. While the database is away, events
 * are kept and tried again after growing pauses. Records of other types pass by.
 *
 * @example
 * const recorder = new AuditRecorder({ db: pool, enabled: isAuditEnabled(), redact: ['password'] })
 * logger.on('record', (record) => recorder.record(record))
 * process.once('SIGTERM', () => recorder.close())
 */
export class AuditRecorder {
  readonly #settings: z.output<typeof settings>
  readonly #db: Queryable
  readonly #onRejected: (rejected: { event: unknown; error: unknown }) => void
  readonly #reader = new LogReader()
  readonly #events: EventBuffer<Record<string, unknown>>
  readonly #lines: EventBuffer<JobEventInput>
  #closed = false

  /** @throws InvalidInputError */
  constructor({ db, onRejected = nothing, onError = nothing, ...options }: AuditRecorderOptions) {
    this.#settings = parseInput('AuditRecorder', settings, options)
    this.#db = db
    this.#onRejected = onRejected
    this.#events = new EventBuffer({ ...this.#settings, onError, write: (events) => this.#writeEvents(events) })
    this.#lines = new EventBuffer({ ...this.#settings, onError, write: (lines) => this.#writeLines(lines) })
  }

  /** Events that wait to be written. */
  get pending(): number {
    return this.#events.size + this.#lines.size
  }

  /** Takes a record; never throws and never waits. The record must not change afterwards. */
  record(log: unknown): void {
    if (!this.#settings.enabled) return
    const read = this.#reader.read(log)
    if (!read) return
    try {
      if (this.#closed) throw new RecorderClosedError()
      if (read.event) this.#events.add(read.event)
      if (this.#settings.rawEvents) this.#lines.add(read.line)
    } catch (error) {
      this.#onRejected({ event: log, error })
    }
  }

  /** Writes what waits; false when something had to stay because the database is away. Never rejects. */
  async flush(): Promise<boolean> {
    const [events, lines] = await Promise.all([this.#events.flush(), this.#lines.flush()])
    return events && lines
  }

  /**
   * Takes no more records, writes what waits and gives the number of those that could
   * not be written in time.
   */
  async close({ timeoutMs = 5000 }: CloseOptions = {}): Promise<{ unwritten: number }> {
    this.#closed = true
    const deadline = Date.now() + timeoutMs
    while (Date.now() < deadline) {
      if (await within(this.flush(), deadline - Date.now())) break
      await setTimeout(Math.min(PAUSE_MS, Math.max(0, deadline - Date.now())))
    }
    this.#events.stop()
    this.#lines.stop()
    return { unwritten: this.pending }
  }

  async #writeEvents(events: readonly Record<string, unknown>[]): Promise<void> {
    const { rejected } = await recordBatch(this.#db, events, payloadRules(this.#settings))
    for (const { event, error } of rejected) this.#onRejected({ event, error })
  }

  /** All at once; one by one where one of them is at fault. */
  async #writeLines(lines: readonly JobEventInput[]): Promise<void> {
    const { redact, maxPayloadBytes } = this.#settings
    try {
      await recordJobEvents(this.#db, { events: lines, redact, maxPayloadBytes })
    } catch (error) {
      const [only] = lines
      if (!only || !isItsOwnFault(error)) throw error
      if (lines.length === 1) return this.#onRejected({ event: only.payload, error })
      for (const line of lines) await this.#writeLines([line])
    }
  }
}

function isItsOwnFault(error: unknown): boolean {
  return blamesItem(error) || (error instanceof Error && 'code' in error && error.code === 'AUDIT_INVALID_INPUT')
}

/** What the promise gives, or false when that takes longer. */
async function within(promise: Promise<boolean>, milliseconds: number): Promise<boolean> {
  const timer = new AbortController()
  const late = setTimeout(Math.max(0, milliseconds), false, { signal: timer.signal }).catch(() => false)
  return Promise.race([promise, late]).finally(() => timer.abort())
}
