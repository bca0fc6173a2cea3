import type { HeldItem } from './held-item.js'

/** Where a handler's end is reported. */
export interface Outcomes<Item, Result> {
  succeeded(held: HeldItem<Item>, result: Result | undefined): void
  /** It succeeded, and the acknowledgement is committed with its effects. */
  acknowledged(held: readonly HeldItem<Item>[]): void
  threw(held: HeldItem<Item>, error: unknown): void
  /** The database said, while it was being acknowledged, that it is not ours. */
  refused(held: HeldItem<Item>): void
}

/** Runs handlers; never rejects. */
export type Run<Item> = (items: HeldItem<Item>[]) => Promise<void>
