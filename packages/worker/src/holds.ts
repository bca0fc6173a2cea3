import { LostLeaseError } from './errors.js'
import { HeldItem } from './held-item.js'
import type { Claimed } from './queue.js'

/** Everything that this process holds, by id. */
export class Holds<Item> {
  readonly #byId = new Map<string, HeldItem<Item>>()

  get size(): number {
    return this.#byId.size
  }

  /** Who claims an id again has lost the earlier claim, whether or not it was told. */
  add(claimed: Claimed<Item>, claimedAt: number): HeldItem<Item> {
    this.#byId.get(claimed.id)?.lose()
    const held = new HeldItem(claimed, claimedAt)
    this.#byId.set(held.id, held)
    return held
  }

  has(held: HeldItem<Item>): boolean {
    return this.#byId.get(held.id) === held
  }

  remove(held: HeldItem<Item>): void {
    if (this.#byId.get(held.id) === held) this.#byId.delete(held.id)
  }

  lose(held: HeldItem<Item>): void {
    held.lose()
    this.remove(held)
  }

  all(): HeldItem<Item>[] {
    return [...this.#byId.values()]
  }

  /** Aborts what no heartbeat has renewed for a whole lease; gives the ids. */
  expire(leaseMs: number, now: number): string[] {
    const over: string[] = []
    for (const held of this.#byId.values()) {
      if (now - held.renewedAt < leaseMs || held.abortReason !== undefined) continue
      held.abort(new LostLeaseError({ id: held.id, how: 'expired' }))
      over.push(held.id)
    }
    return over
  }
}
