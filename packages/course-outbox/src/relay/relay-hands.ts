import type { MetricsRecorder } from '../metrics/metrics-recorder.js'
import { failureWait } from './failure-wait.js'
import type { Gate } from './gate.js'
import { type HandedOver, handOver } from './hand-over.js'
import { idleWait } from './idle-wait.js'
import { Protection } from './protection.js'
import type { RelayCounts } from './relay-counts.js'
import type { RelayEvent } from './relay-event.js'
import type { RelaySettings } from './relay-options.js'
import { Sleeper } from './sleeper.js'

export interface HandsFacts {
  readonly settings: RelaySettings
  readonly relayId: string
  readonly gate: Gate
  readonly metrics: MetricsRecorder
  readonly counts: RelayCounts
  readonly signal: AbortSignal
  /** Closes the gate, and opens it when the queue is back. */
  readonly pause: (reason: 'unavailable' | 'full', error?: unknown) => void
  readonly tell: (event: RelayEvent) => void
}

/**
 * The loops that hand over. The first looks for jobs at intervals; each further one helps
 * while batches are full, and sleeps otherwise.
 */
export class RelayHands {
  readonly #facts: HandsFacts
  readonly #sleepers: readonly Sleeper[]
  readonly #protection: Protection
  #stopping = false
  /** Resolves when every loop has ended. */
  readonly done: Promise<unknown>

  constructor(facts: HandsFacts) {
    this.#facts = facts
    this.#protection = new Protection(facts.settings)
    this.#sleepers = Array.from({ length: facts.settings.concurrency }, () => new Sleeper())
    this.done = Promise.all(this.#sleepers.map((sleeper, hand) => this.#run(hand, sleeper)))
  }

  /** What protects the next batch. */
  get mode(): RelaySettings['mode'] {
    return this.#protection.mode
  }

  /** There may be jobs. */
  wake(): void {
    this.#sleepers[0]?.wake()
  }

  /** Ends the loops, each after its batch. */
  stop(): void {
    this.#stopping = true
    for (const sleeper of this.#sleepers) sleeper.wake()
  }

  async #run(hand: number, sleeper: Sleeper): Promise<void> {
    const { gate, settings } = this.#facts
    let looks = 0
    let failures = 0
    if (hand > 0) await sleeper.sleep()
    while (!this.#stopping) {
      await gate.passage()
      if (this.#stopping) return
      const found = await this.#batch(hand, failures)
      failures = found === 'error' ? failures + 1 : 0
      if (found === 'jobs') {
        looks = 0
        continue
      }
      if (hand > 0) await sleeper.sleep()
      else if (found === 'error') await sleeper.sleep(failureWait(failures - 1, 1000))
      else await sleeper.sleep(idleWait(looks++, settings.pollMs))
    }
  }

  /** One batch; what it found decides on the wait. Never rejects. */
  async #batch(hand: number, failures: number): Promise<'jobs' | 'nothing' | 'error'> {
    const { settings, relayId, signal, counts, tell, pause } = this.#facts
    const began = performance.now()
    const { mode } = this.#protection
    let taken = false
    const onTaken = (jobs: number): void => {
      taken = true
      if (jobs === settings.batch) this.#sleepers[hand + 1]?.wake()
    }
    try {
      if (await this.#isFull()) return 'nothing'
      const handed = await handOver({ settings, mode, relayId, signal, onTaken })
      this.#note(handed, performance.now() - began)
      if (handed.outcome.unavailable !== undefined) pause('unavailable', handed.outcome.unavailable)
      if (taken && this.#protection.noteSettled()) this.#tellMode()
      return taken ? 'jobs' : 'nothing'
    } catch (error) {
      if (taken && this.#protection.noteAborted()) this.#tellMode()
      counts.errors += 1
      tell({ type: 'error', error, nextTryInMs: failureWait(failures, 1000, () => 0.5) })
      return 'error'
    }
  }

  #tellMode(): void {
    this.#facts.tell({ type: 'mode', mode: this.#protection.mode })
  }

  async #isFull(): Promise<boolean> {
    const { settings, pause } = this.#facts
    const { publisher, queue, highWater } = settings
    if (highWater === undefined || publisher.countWaiting === undefined) return false
    try {
      if ((await publisher.countWaiting(queue)) < highWater) return false
      pause('full')
    } catch (error) {
      pause('unavailable', error)
    }
    return true
  }

  #note({ taken, outcome, dead }: HandedOver, durationMs: number): void {
    if (taken === 0) return
    const { counts, metrics, tell } = this.#facts
    const [jobs, refused] = [outcome.accepted.length, outcome.refused.length]
    counts.batches += 1
    counts.handedOver += jobs
    counts.refused += refused
    metrics.time('batch', durationMs)
    metrics.count('jobs_handed_over', jobs)
    metrics.count('jobs_refused', refused)
    tell({ type: 'handed-over', jobs, refused, durationMs })
    for (const { outboxId, error } of dead) tell({ type: 'dead', outboxId, error })
  }
}
