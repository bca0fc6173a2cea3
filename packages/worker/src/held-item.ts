import type { SchemaError } from '@schemata/contract'

import { LostLeaseError } from './errors.js'
import type { Claimed, Hold } from './queue.js'

/** An item as a handler sees it. */
export interface HandledItem<Item> extends Hold {
  readonly attempt: number
  readonly item: Item
  /** Aborts when the item must no longer be worked on; its reason is one of this package's errors. */
  readonly signal: AbortSignal
}

/** An item that this process has claimed and not yet settled. */
export class HeldItem<Item> implements HandledItem<Item> {
  readonly id: string
  readonly fence: string
  readonly attempt: number
  readonly item: Item
  /** When the lease was last asked for, by this process's monotonic clock. */
  renewedAt: number
  /** The database said that it is no longer ours: nothing about it is written any more. */
  lost = false
  #reason: SchemaError | undefined
  #controller: AbortController | undefined
  #onAbort: (() => void) | undefined

  constructor({ id, fence, attempt, item }: Claimed<Item>, renewedAt: number) {
    this.id = id
    this.fence = fence
    this.attempt = attempt
    this.item = item
    this.renewedAt = renewedAt
  }

  /** Made when first asked for: most handlers are over before anybody looks. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController()
      if (this.#reason !== undefined) this.#controller.abort(this.#reason)
    }
    return this.#controller.signal
  }

  get abortReason(): SchemaError | undefined {
    return this.#reason
  }

  /** Tells the handler to stop; the first reason stands. */
  abort(reason: SchemaError): void {
    if (this.#reason !== undefined) return
    this.#reason = reason
    this.#controller?.abort(reason)
    this.#onAbort?.()
  }

  lose(): void {
    this.lost = true
    this.abort(new LostLeaseError({ id: this.id, how: 'taken' }))
  }

  /** One listener, cheaper than the signal's. */
  onAbort(listener: (() => void) | undefined): void {
    this.#onAbort = listener
  }
}
