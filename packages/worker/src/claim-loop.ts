import type { Breaker } from './breaker.js'
import type { Crew } from './crew.js'
import type { Holds } from './holds.js'
import { IdlePoll } from './idle-poll.js'
import type { WorkerPool } from './in-transaction.js'
import { isTransientError } from './is-transient-error.js'
import { Outage } from './outage.js'
import type { Claimed, ClaimRequest, Queue } from './queue.js'
import type { Settlements } from './settlements.js'
import { Sleeper } from './sleeper.js'
import type { Emit } from './worker-event.js'
import type { Tally } from './worker-metrics.js'

export interface ClaimLoopFacts<Item, Result> {
  readonly queue: Queue<Item, Result>
  readonly pool: WorkerPool
  readonly workerId: string
  readonly leaseMs: number
  readonly pollMs: number
  readonly crew: Crew<Item>
  readonly holds: Holds<Item>
  readonly settlements: Settlements<Item, Result>
  readonly breaker: Breaker
  readonly tally: Tally
  readonly emit: Emit | undefined
}

/**
 * Settles what has ended and claims what there is room for, one statement at a time.
 *
 * While a statement is under way the ends of further items collect, so that under load
 * each statement carries many.
 */
export class ClaimLoop<Item, Result> {
  readonly #facts: ClaimLoopFacts<Item, Result>
  readonly #sleeper = new Sleeper()
  readonly #poll: IdlePoll
  readonly #outage = new Outage()
  #claiming = true
  #ended = false
  #turning = false

  constructor(facts: ClaimLoopFacts<Item, Result>) {
    this.#facts = facts
    this.#poll = new IdlePoll(facts.pollMs)
  }

  /** False while a statement is under way: a claim may still bring something. */
  get isIdle(): boolean {
    return !this.#turning
  }

  /** Something ended or changed: look again whether there is something to do. */
  nudge(): void {
    this.#sleeper.wake()
  }

  /** The queue may have new items. */
  wake(): void {
    this.#poll.wake()
    this.#sleeper.wake()
  }

  /** From now on items are only settled; what a claim under way brings is given back. */
  stopClaiming(): void {
    this.#claiming = false
    this.#sleeper.wake()
  }

  end(): void {
    this.#ended = true
    this.#sleeper.wake()
  }

  async run(): Promise<void> {
    while (!this.#ended) {
      const wait = this.#waitMs(performance.now())
      if (wait > 0) {
        await this.#sleeper.sleep(wait)
        continue
      }
      this.#turning = true
      // Lets everything that ended in this tick be settled together.
      await new Promise((resolve) => setImmediate(resolve))
      await this.#turn()
      this.#turning = false
    }
  }

  #waitMs(now: number): number {
    const outage = this.#outage.waitMs(now)
    if (outage > 0) return outage
    if (this.#facts.settlements.size > 0) return 0
    if (!this.#claiming || this.#room() <= 0) return Number.POSITIVE_INFINITY
    return Math.max(this.#poll.dueInMs(now), this.#facts.breaker.waitMs(now))
  }

  /** After a pause a single item goes ahead, until it has shown that the others may follow. */
  #room(): number {
    const { breaker, crew, holds } = this.#facts
    return breaker.isOpen ? 1 - holds.size : crew.room()
  }

  async #turn(): Promise<void> {
    const { settlements, tally } = this.#facts
    try {
      const claim = this.#claimRequest()
      const sentAt = performance.now()
      if (claim) this.#poll.begin()
      const fused = settlements.size > 0 ? await settlements.flush(claim) : undefined
      if (fused && claim) this.#took(fused, claim, sentAt)
      else if (claim) await this.#claim(claim)
      tally.lastTurnAt = performance.now()
      this.#back()
    } catch (error) {
      this.#away(error)
    }
  }

  #claimRequest(): ClaimRequest | undefined {
    const { breaker, workerId, leaseMs } = this.#facts
    const now = performance.now()
    if (!this.#claiming || this.#poll.dueInMs(now) > 0 || breaker.waitMs(now) > 0) return undefined
    const limit = this.#room()
    return limit > 0 ? { workerId, limit, leaseMs } : undefined
  }

  async #claim(request: ClaimRequest): Promise<void> {
    const sentAt = performance.now()
    this.#took(await this.#facts.queue.claim(this.#facts.pool, request), request, sentAt)
  }

  #took(claimed: readonly Claimed<Item>[], { limit }: ClaimRequest, sentAt: number): void {
    const { crew, holds, settlements, tally, emit, breaker } = this.#facts
    const now = performance.now()
    this.#poll.found(claimed.length, limit, now)
    tally.claims += 1
    tally.claimMs.record(now - sentAt)
    if (claimed.length === 0) {
      tally.emptyClaims += 1
      return
    }
    tally.claimed += claimed.length
    this.#recordWaits(claimed)
    emit?.({ type: 'claimed', count: claimed.length, tookMs: now - sentAt })
    const held = claimed.map((item) => holds.add(item, sentAt))
    if (this.#claiming && breaker.waitMs(now) === 0) crew.add(held)
    else for (const item of held) settlements.release(item)
  }

  #recordWaits(claimed: readonly Claimed<Item>[]): void {
    const { tally } = this.#facts
    for (const { waitedMs } of claimed) {
      if (waitedMs === undefined) continue
      tally.waitedMs.record(waitedMs)
      tally.lagMs = waitedMs
    }
  }

  #away(error: unknown): void {
    const { tally, emit } = this.#facts
    const away = isTransientError(error)
    const nextTryInMs = this.#outage.failed(performance.now(), away)
    if (away) tally.databaseErrors += 1
    emit?.(away ? { type: 'databaseAway', error, nextTryInMs } : { type: 'error', during: 'claim', error })
  }

  #back(): void {
    const awayMs = this.#outage.over(performance.now())
    if (awayMs === undefined) return
    this.#poll.wake()
    this.#facts.emit?.({ type: 'databaseBack', awayMs })
  }
}
