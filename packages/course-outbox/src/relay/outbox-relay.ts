import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { AlreadyStoppedError } from '@schemata/worker'

import { MetricsRecorder } from '../metrics/metrics-recorder.js'
import { removeHeartbeat } from '../metrics/remove-heartbeat.js'
import { PublisherUnavailableError } from '../publishers/errors.js'
import { failureWait } from './failure-wait.js'
import { Gate, type PauseReason } from './gate.js'
import { OUTBOX_WAKE } from './outbox-wake.js'
import { noCounts, type RelayCounts } from './relay-counts.js'
import { type Duty, relayDuties } from './relay-duties.js'
import type { RelayEvent } from './relay-event.js'
import { RelayHands } from './relay-hands.js'
import { type OutboxRelayOptions, type RelaySettings, relaySettings } from './relay-options.js'
import { Sleeper } from './sleeper.js'
import { within } from './within.js'

export interface RelayStatus extends Readonly<RelayCounts> {
  readonly relayId: string
  readonly queue: string
  readonly state: 'created' | 'running' | 'paused' | 'stopping' | 'stopped'
  /** Why it is paused. */
  readonly reason: PauseReason | undefined
  /** What protects its batches at present. */
  readonly mode: RelaySettings['mode']
}

/** How long aborted work has before it is abandoned. */
const ABANDON_MS = 2000

/**
 * Hands jobs of the outbox over to their queue.
 *
 * Every committed job is delivered at least once, under its outbox id; any number of relays
 * share one queue. Nothing happens before `start`. It never prints, never ends the process
 * and installs no signal handler; the pool and the publisher stay the caller's.
 *
 * @throws InvalidInputError naming an option that cannot be used.
 * @example
 * const publisher = createBullmqPublisher({ url: 'redis://localhost' })
 * const relay = new OutboxRelay({ pool, publisher, wake, queue: 'course-generation' }).start()
 * process.once('SIGTERM', () => relay.stop())
 */
export class OutboxRelay {
  readonly relayId = `${hostname()}-${process.pid}-${randomBytes(4).toString('hex')}`
  readonly #settings: RelaySettings
  readonly #counts = noCounts()
  readonly #gate = new Gate()
  readonly #metrics: MetricsRecorder
  readonly #abort = new AbortController()
  readonly #sleepers = new Set<Sleeper>()
  #hands: RelayHands | undefined
  #work: Promise<unknown> = Promise.resolve()
  #unsubscribe: (() => void) | undefined
  #stopping: Promise<{ drained: boolean }> | undefined
  #stopped = false

  constructor(options: OutboxRelayOptions) {
    this.#settings = relaySettings(options)
    this.#metrics = new MetricsRecorder({ db: this.#settings.pool })
  }

  /**
   * Begins. Said again, it does nothing.
   *
   * @throws AlreadyStoppedError after `stop`: create another relay.
   */
  start(): this {
    if (this.#stopping !== undefined) throw new AlreadyStoppedError({ what: 'relay' })
    if (this.#hands !== undefined) return this
    const { wake, signal } = this.#settings
    const hands = new RelayHands({ ...this.#facts(), pause: (reason, error) => this.#pause(reason, error) })
    this.#hands = hands
    this.#work = Promise.all([hands.done, ...relayDuties(this.#facts()).map((duty) => this.#perform(duty))])
    this.#unsubscribe = wake?.subscribe(OUTBOX_WAKE, () => hands.wake())
    const stop = (): void => void this.stop()
    signal?.addEventListener('abort', stop, { once: true })
    if (signal?.aborted) stop()
    return this
  }

  /**
   * Takes no more jobs, lets batches end within `drainMs`, then aborts them; what was aborted
   * stays in the outbox. Resolves two seconds after `drainMs` at the latest. Idempotent.
   */
  stop({ drainMs = this.#settings.drainMs }: { drainMs?: number } = {}): Promise<{ drained: boolean }> {
    this.#stopping ??= this.#stop(drainMs)
    return this.#stopping
  }

  /** What this relay has done so far; health and metrics of all relays are in the database. */
  status(): RelayStatus {
    const { reason } = this.#gate
    const running = reason === undefined ? 'running' : 'paused'
    const started = this.#hands === undefined ? 'created' : running
    const ending = this.#stopped ? 'stopped' : 'stopping'
    const state = this.#stopping === undefined ? started : ending
    const mode = this.#hands?.mode ?? this.#settings.mode
    return { relayId: this.relayId, queue: this.#settings.queue, state, reason, mode, ...this.#counts }
  }

  #facts() {
    return {
      settings: this.#settings,
      relayId: this.relayId,
      gate: this.#gate,
      metrics: this.#metrics,
      counts: this.#counts,
      signal: this.#abort.signal,
      tell: (event: RelayEvent) => this.#tell(event),
    }
  }

  async #stop(drainMs: number): Promise<{ drained: boolean }> {
    this.#unsubscribe?.()
    this.#hands?.stop()
    this.#gate.open()
    for (const sleeper of this.#sleepers) sleeper.wake()
    const drained = await isDone(this.#work, drainMs)
    this.#abort.abort()
    if (!drained) await isDone(this.#work, ABANDON_MS)
    if (this.#hands !== undefined) await isDone(this.#farewell(), ABANDON_MS)
    this.#stopped = true
    this.#tell({ type: 'stopped', drained })
    return { drained }
  }

  async #farewell(): Promise<void> {
    const { pool } = this.#settings
    await Promise.allSettled([removeHeartbeat(pool, { relayId: this.relayId }), this.#metrics.flush()])
  }

  /** Does something now and at intervals until the relay stops. */
  async #perform({ everyMs, run }: Duty): Promise<void> {
    const sleeper = new Sleeper()
    this.#sleepers.add(sleeper)
    for (let failures = 0; this.#stopping === undefined; ) {
      let waitMs = everyMs
      try {
        await run()
        failures = 0
      } catch (error) {
        waitMs = Math.max(1000, failureWait(failures++, Math.min(everyMs, 30_000)))
        this.#counts.errors += 1
        this.#tell({ type: 'error', error, nextTryInMs: waitMs })
      }
      if (this.#stopping === undefined) await sleeper.sleep(waitMs * (0.9 + 0.2 * Math.random()))
    }
  }

  /** Closes the gate, and asks the queue, and nobody else, until it can take jobs again. */
  #pause(reason: PauseReason, error: unknown): void {
    if (this.#stopping !== undefined || !this.#gate.close(reason)) return
    this.#tell({ type: 'paused', reason, ...(error === undefined ? {} : { error }) })
    void this.#untilReady(performance.now())
  }

  async #untilReady(since: number): Promise<void> {
    const sleeper = new Sleeper()
    this.#sleepers.add(sleeper)
    for (let failures = 0; this.#stopping === undefined; failures += 1) {
      await sleeper.sleep(failureWait(failures, 500))
      if (this.#stopping === undefined && (await this.#isReady())) {
        this.#gate.open()
        this.#tell({ type: 'resumed', afterMs: performance.now() - since })
        break
      }
    }
    this.#sleepers.delete(sleeper)
  }

  async #isReady(): Promise<boolean> {
    const { publisher, queue, highWater, publishTimeoutMs: ms } = this.#settings
    const onTimeout = () => new PublisherUnavailableError({ publisher: publisher.name, reason: 'it did not answer' })
    const ask = async (): Promise<boolean> => {
      await publisher.probe(queue)
      return highWater === undefined || publisher.countWaiting === undefined
        ? true
        : (await publisher.countWaiting(queue)) < highWater
    }
    return within(ask(), { ms, signal: this.#abort.signal, onTimeout }).catch(() => false)
  }

  #tell(event: RelayEvent): void {
    if (event.type === 'resent') this.#counts.resent += event.jobs
    if (event.type === 'dead') this.#counts.dead += 1
    try {
      this.#settings.onEvent?.(event)
    } catch {
      // A listener's error is the listener's.
    }
  }
}

/** True when the work ended in time; never rejects. */
async function isDone(work: Promise<unknown>, ms: number): Promise<boolean> {
  const onTimeout = () => new Error('too late')
  return within(
    work.then(() => true),
    { ms, onTimeout },
  ).catch(() => false)
}
