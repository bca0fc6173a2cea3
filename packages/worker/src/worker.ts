import { Breaker } from './breaker.js'
import { ClaimLoop } from './claim-loop.js'
import { Crew } from './crew.js'
import { AlreadyStoppedError, WorkerStoppingError } from './errors.js'
import { hearErrors } from './hear-errors.js'
import { Holds } from './holds.js'
import { keepLeases } from './keep-leases.js'
import type { Outcomes, Run } from './outcomes.js'
import type { Repeated } from './repeat.js'
import { reportOutcomes } from './report-outcomes.js'
import { type ResolvedOptions, resolveOptions } from './resolve-options.js'
import { batchRun } from './run-batch.js'
import { itemRun } from './run-item.js'
import { Settlements } from './settlements.js'
import { sweepQueue } from './sweep-queue.js'
import { waitUntil } from './wait-until.js'
import type { DrainReport, Emit } from './worker-event.js'
import { Tally, type WorkerMetrics } from './worker-metrics.js'
import type { WorkerOptions } from './worker-options.js'

export interface Worker {
  readonly workerId: string
  /** Begins to claim. Again, while it runs, it does nothing. Gives the worker itself. */
  start(): Worker
  /**
   * Stops claiming, gives back what has not begun, lets handlers finish for `drainMs`, then
   * aborts them and gives back what they held. Resolves when it is over, at the latest after
   * `drainMs + abortMs`; called again, it gives the same promise. Never rejects.
   */
  drain(): Promise<DrainReport>
  /** As `drain`, but aborts the handlers at once; also hurries a drain that is going on. */
  stop(): Promise<DrainReport>
  metrics(): WorkerMetrics
}

/**
 * Makes a worker for one queue of a package. It does nothing before `start`.
 *
 * Each item is handled at least once, and by nobody else while its lease lasts; with
 * `transactional`, its effects in the same database happen exactly once. A running worker
 * keeps its process alive; it never prints, never exits and installs no signal handler.
 *
 * @throws InvalidOptionError
 * @example
 * const worker = createWorker({ pool, queue: buildQueue, handle: (build, { signal }) => run(build, signal) }).start()
 * process.once('SIGTERM', () => worker.drain())
 */
export function createWorker<Item, Result = void>(options: WorkerOptions<Item, Result>): Worker {
  return new QueueWorker(resolveOptions(options))
}

class QueueWorker<Item, Result> implements Worker {
  readonly workerId: string
  readonly #options: ResolvedOptions<Item, Result>
  readonly #tally = new Tally()
  readonly #holds = new Holds<Item>()
  readonly #breaker: Breaker
  readonly #settlements: Settlements<Item, Result>
  readonly #crew: Crew<Item>
  readonly #loop: ClaimLoop<Item, Result>
  readonly #emit: Emit | undefined
  #state: WorkerMetrics['state'] = 'new'
  #background: Repeated[] = []
  #unsubscribe: (() => void) | undefined
  #drained: Promise<DrainReport> | undefined
  #hurry = false

  constructor(options: ResolvedOptions<Item, Result>) {
    const { queue, pool, maxPauseMs, onEvent } = options
    this.#options = options
    this.workerId = options.workerId
    const emit = onEvent && guarded(onEvent)
    this.#emit = emit
    const holds = this.#holds
    const tally = this.#tally
    const breaker = new Breaker(maxPauseMs)
    const settlements = new Settlements<Item, Result>({ queue, pool, holds, tally, emit })
    const onPause = (): void => this.#giveBackWaiting()
    const run = runOf(options, reportOutcomes({ options, holds, settlements, breaker, tally, emit, onPause }))
    const unit = options.handleBatch ? options.batch : 1
    this.#breaker = breaker
    this.#settlements = settlements
    this.#crew = new Crew({ ...options, unit }, run, tally, () => this.#loop.nudge())
    this.#loop = new ClaimLoop({ ...options, crew: this.#crew, holds, settlements, breaker, tally, emit })
  }

  start(): Worker {
    if (this.#state === 'running') return this
    if (this.#state !== 'new') throw new AlreadyStoppedError({ what: 'worker' })
    const { queue, pool, signal, wake } = this.#options
    const facts = { ...this.#options, holds: this.#holds, tally: this.#tally, emit: this.#emit }
    this.#state = 'running'
    hearErrors(pool)
    this.#background = [keepLeases(facts), sweepQueue({ ...facts, onSwept: () => this.#loop.wake() })]
    this.#unsubscribe = wake?.subscribe(queue.name, () => this.#loop.wake())
    this.#emit?.({ type: 'started', workerId: this.workerId })
    void this.#loop.run()
    signal?.addEventListener('abort', this.#onSignal, { once: true })
    if (signal?.aborted) void this.drain()
    return this
  }

  drain(): Promise<DrainReport> {
    this.#drained ??= this.#drain()
    return this.#drained
  }

  stop(): Promise<DrainReport> {
    this.#hurry = true
    return this.drain()
  }

  metrics(): WorkerMetrics {
    return {
      state: this.#state,
      inFlight: this.#crew.inFlight,
      buffered: this.#crew.waiting,
      unsettled: this.#settlements.size,
      paused: this.#breaker.isOpen,
      ...this.#tally.snapshot(performance.now()),
    }
  }

  readonly #onSignal = (): void => void this.drain()

  async #drain(): Promise<DrainReport> {
    const { drainMs, abortMs, signal } = this.#options
    const began = this.#state === 'running'
    this.#state = 'draining'
    const before = this.#ended()
    const releasedBefore = this.#tally.released
    if (began) {
      this.#emit?.({ type: 'draining' })
      this.#loop.stopClaiming()
      this.#giveBackWaiting()
      await waitUntil(() => this.#idle() || this.#hurry, drainMs)
      for (const held of this.#holds.all()) held.abort(new WorkerStoppingError())
      await waitUntil(() => this.#idle(), abortMs)
    }
    this.#state = 'stopped'
    this.#loop.end()
    for (const repeated of this.#background) repeated.stop()
    this.#unsubscribe?.()
    signal?.removeEventListener('abort', this.#onSignal)
    const released = this.#tally.released - releasedBefore
    const report = { finished: this.#ended() - before, released, abandoned: this.#holds.size }
    this.#emit?.({ type: 'stopped', ...report })
    return report
  }

  #idle(): boolean {
    return this.#holds.size === 0 && this.#loop.isIdle
  }

  #ended(): number {
    const { completed, retried, dead } = this.#tally
    return completed + retried + dead
  }

  #giveBackWaiting(): void {
    for (const held of this.#crew.takeWaiting()) if (!held.lost) this.#settlements.release(held)
    this.#loop.nudge()
  }
}

function runOf<Item, Result>(options: ResolvedOptions<Item, Result>, outcomes: Outcomes<Item, Result>): Run<Item> {
  return options.handleBatch ? batchRun(options, outcomes) : itemRun(options, outcomes)
}

/** A listener's error is the listener's. */
function guarded(onEvent: Emit): Emit {
  return (event) => {
    try {
      onEvent(event)
    } catch {
      // Nothing here could handle it, and the queue must go on.
    }
  }
}
