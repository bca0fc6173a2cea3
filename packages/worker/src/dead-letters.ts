import type { Queryable } from '@schemata/contract'

/** An item that will not be tried again unless somebody replays it. */
export interface DeadLetter<Item> {
  readonly id: string
  readonly item: Item
  readonly attempts: number
  readonly deadAt: Date
  /** Why it was given up: a permanent error, its attempts used up, a crashing worker. */
  readonly reason: string
  readonly lastError: string | null
}

/**
 * The shape in which a package offers its dead letters. A worker only makes them; reading
 * and replaying them is the package's and its users' business.
 */
export interface DeadLetters<Item> {
  /** Oldest death first; `after` is the id of the last one seen. */
  list(db: Queryable, page: { readonly limit: number; readonly after?: string }): Promise<readonly DeadLetter<Item>[]>
  /** Makes them ready again, attempts at zero, fences kept; gives the ids that were dead. */
  replay(db: Queryable, which: { readonly ids: readonly string[] }): Promise<readonly string[]>
  /** Deletes those that died longer ago, at most `limit`; gives how many. */
  purge(db: Queryable, which: { readonly olderThanMs: number; readonly limit: number }): Promise<number>
}
