import type { Queryable } from '@schemata/contract'

import { LostLeaseError } from './errors.js'
import type { HeldItem } from './held-item.js'
import { inTransaction } from './in-transaction.js'
import type { Outcomes, Run } from './outcomes.js'
import type { ResolvedOptions } from './resolve-options.js'
import type { HandlerContext, ItemWork } from './worker-options.js'

type Options<Item, Result> = ResolvedOptions<Item, Result> & ItemWork<Item, Result>

/** Runs one item's handler, in a transaction with its acknowledgement if that was asked for. */
export function itemRun<Item, Result>(options: Options<Item, Result>, outcomes: Outcomes<Item, Result>): Run<Item> {
  const { pool, handle, transactional = false } = options
  return async ([held]) => {
    if (held === undefined) return
    try {
      if (transactional) {
        await handleAndComplete(options, held)
        outcomes.acknowledged([held])
      } else {
        outcomes.succeeded(held, await handle(held.item, new Context(held, pool)))
      }
    } catch (error) {
      if (error instanceof LostLeaseError && error.how === 'taken' && error.id === held.id) outcomes.refused(held)
      else outcomes.threw(held, error)
    }
  }
}

function handleAndComplete<Item, Result>(
  { pool, queue, handle }: Options<Item, Result>,
  held: HeldItem<Item>,
): Promise<void> {
  return inTransaction(pool, async (db) => {
    const result = await handle(held.item, new Context(held, db))
    const completed = await queue.complete(db, [{ id: held.id, fence: held.fence, result }])
    if (!completed.includes(held.id)) throw new LostLeaseError({ id: held.id, how: 'taken' })
  })
}

/** A class for the sake of its getter: no signal is made before a handler asks for it. */
class Context<Item> implements HandlerContext {
  readonly #held: HeldItem<Item>
  readonly db: Queryable

  constructor(held: HeldItem<Item>, db: Queryable) {
    this.#held = held
    this.db = db
  }

  get id(): string {
    return this.#held.id
  }

  get fence(): string {
    return this.#held.fence
  }

  get attempt(): number {
    return this.#held.attempt
  }

  get signal(): AbortSignal {
    return this.#held.signal
  }
}
