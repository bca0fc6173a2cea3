import { errorText } from './error-text.js'
import type { HeldItem } from './held-item.js'
import type { Holds } from './holds.js'
import type { WorkerPool } from './in-transaction.js'
import { isTransientError } from './is-transient-error.js'
import { missingFrom } from './missing-from.js'
import type { Claimed, ClaimRequest, Completion, Failure, Queue } from './queue.js'
import type { Activity, Emit } from './worker-event.js'
import type { Tally } from './worker-metrics.js'

interface Entry<Item, Written> {
  readonly held: HeldItem<Item>
  readonly written: Written
}

type Completed<Item, Result> = Entry<Item, Completion<Result>>
type Failed<Item> = Entry<Item, Failure>

export interface SettlementFacts<Item, Result> {
  readonly queue: Queue<Item, Result>
  readonly pool: WorkerPool
  readonly holds: Holds<Item>
  readonly tally: Tally
  readonly emit: Emit | undefined
}

/** The most rows that one statement settles. */
const MOST = 1000

/**
 * Ends of items that the database has not been told yet.
 *
 * What could not be sent because the database is away stays here until it is back; the
 * fences decide then. A row that the database refuses alone is not let to block the others.
 */
export class Settlements<Item, Result> {
  readonly #facts: SettlementFacts<Item, Result>
  #completions: Completed<Item, Result>[] = []
  #failures: Failed<Item>[] = []
  #releases: Entry<Item, undefined>[] = []

  constructor(facts: SettlementFacts<Item, Result>) {
    this.#facts = facts
  }

  get size(): number {
    return this.#completions.length + this.#failures.length + this.#releases.length
  }

  complete(held: HeldItem<Item>, result: Result | undefined): void {
    this.#completions.push({ held, written: { id: held.id, fence: held.fence, result } })
  }

  fail(held: HeldItem<Item>, failure: Omit<Failure, 'id' | 'fence'>): void {
    this.#failures.push({ held, written: { id: held.id, fence: held.fence, ...failure } })
  }

  /** Where the package cannot give back, this is a failure that costs an attempt. */
  release(held: HeldItem<Item>, error = 'Given back by its worker.'): void {
    if (this.#facts.queue.release) this.#releases.push({ held, written: undefined })
    else this.fail(held, { kind: 'error', error, retryInMs: 0 })
  }

  /**
   * Writes what is there, oldest first; with `claim`, and if the package can, the
   * completions go together with the next claim, whose items it gives then.
   *
   * @throws the database's error when it is away; nothing is forgotten.
   */
  async flush(claim?: ClaimRequest): Promise<readonly Claimed<Item>[] | undefined> {
    await this.#each(this.#take(this.#failures), this.#failures, 'fail', (entries) => this.#sendFailures(entries))
    await this.#each(this.#take(this.#releases), this.#releases, 'release', (entries) => this.#sendReleases(entries))
    const completions = this.#take(this.#completions)
    if (completions.length === 0) return undefined
    const claimed = claim && (await this.#fused(completions, claim))
    if (claimed) return claimed
    await this.#each(completions, this.#completions, 'complete', (entries) => this.#sendCompletions(entries))
    return undefined
  }

  #take<Taken extends Entry<Item, unknown>>(entries: Taken[]): Taken[] {
    const taken = entries.splice(0, MOST)
    return taken.some(({ held }) => held.lost) ? taken.filter(({ held }) => !held.lost) : taken
  }

  /** Sends them all, or, when the database finds fault with one, its neighbours without it. */
  async #each<Sent extends Entry<Item, unknown>>(
    entries: Sent[],
    pending: Sent[],
    during: Activity,
    send: (entries: Sent[]) => Promise<void>,
  ): Promise<void> {
    if (entries.length === 0) return
    try {
      await send(entries)
    } catch (error) {
      if (isTransientError(error)) {
        pending.unshift(...entries)
        throw error
      }
      const [only] = entries
      if (entries.length === 1 && only) return this.#refused(only.held, during, error)
      const middle = Math.ceil(entries.length / 2)
      const rest = entries.slice(middle)
      await this.#each(entries.slice(0, middle), pending, during, send).catch((cause: unknown) => {
        pending.push(...rest)
        throw cause
      })
      await this.#each(rest, pending, during, send)
    }
  }

  /** A completion that cannot be written is a failed attempt; anything else is left to the lease. */
  #refused(held: HeldItem<Item>, during: Activity, error: unknown): void {
    const { emit, holds } = this.#facts
    emit?.({ type: 'error', during, error, ids: [held.id] })
    if (during === 'complete') this.fail(held, { kind: 'error', error: errorText(error), retryInMs: 1000 })
    else holds.remove(held)
  }

  async #fused(entries: Completed<Item, Result>[], claim: ClaimRequest): Promise<readonly Claimed<Item>[] | undefined> {
    const { queue, pool } = this.#facts
    if (!queue.completeAndClaim) return undefined
    const completions = entries.map(({ written }) => written)
    try {
      const { completed, claimed } = await queue.completeAndClaim(pool, { ...claim, completions })
      this.#completed(entries, completed)
      return claimed
    } catch (error) {
      if (!isTransientError(error)) return undefined
      this.#completions.unshift(...entries)
      throw error
    }
  }

  async #sendCompletions(entries: Completed<Item, Result>[]): Promise<void> {
    const { queue, pool } = this.#facts
    const completions = entries.map(({ written }) => written)
    this.#completed(entries, await queue.complete(pool, completions))
  }

  #completed(entries: Completed<Item, Result>[], completed: readonly string[]): void {
    const { tally, emit, holds } = this.#facts
    this.#lose(
      entries,
      missingFrom(
        completed,
        entries.map(({ written }) => written),
      ),
    )
    for (const { held } of entries) holds.remove(held)
    tally.completed += completed.length
    if (completed.length > 0) emit?.({ type: 'completed', ids: completed })
  }

  async #sendFailures(entries: Failed<Item>[]): Promise<void> {
    const { queue, pool, tally, emit, holds } = this.#facts
    const outcomes = new Map(
      (
        await queue.fail(
          pool,
          entries.map(({ written }) => written),
        )
      ).map(({ id, outcome }) => [id, outcome]),
    )
    this.#lose(
      entries,
      missingFrom(
        [...outcomes.keys()],
        entries.map(({ written }) => written),
      ),
    )
    for (const { held, written } of entries) {
      holds.remove(held)
      const outcome = outcomes.get(held.id)
      if (outcome === undefined) continue
      tally[outcome === 'dead' ? 'dead' : 'retried'] += 1
      emit?.({ type: 'failed', id: held.id, kind: written.kind, outcome })
    }
  }

  async #sendReleases(entries: Entry<Item, undefined>[]): Promise<void> {
    const { queue, pool, tally, emit, holds } = this.#facts
    const asked = entries.map(({ held }) => ({ id: held.id, fence: held.fence }))
    const released = (await queue.release?.(pool, asked)) ?? []
    this.#lose(entries, missingFrom(released, asked))
    for (const { held } of entries) holds.remove(held)
    tally.released += released.length
    if (released.length > 0) emit?.({ type: 'released', ids: released })
  }

  #lose(entries: readonly Entry<Item, unknown>[], lost: ReadonlySet<string>): void {
    if (lost.size === 0) return
    const { tally, emit, holds } = this.#facts
    for (const { held } of entries) if (lost.has(held.id)) holds.lose(held)
    tally.lost += lost.size
    emit?.({ type: 'lost', ids: [...lost] })
  }
}
