import type { HeldItem } from './held-item.js'

/** A signal that aborts once every one of the items has been aborted, for the last one's reason. */
export function signalOfAll<Item>(items: readonly HeldItem<Item>[]): AbortSignal {
  const controller = new AbortController()
  let going = items.length
  for (const held of items) {
    const stopped = (): void => {
      held.onAbort(undefined)
      going -= 1
      if (going === 0) controller.abort(held.abortReason)
    }
    if (held.abortReason === undefined) held.onAbort(stopped)
    else stopped()
  }
  return controller.signal
}
