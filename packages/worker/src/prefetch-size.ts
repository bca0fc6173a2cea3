export interface PrefetchFacts {
  /** What a handler took on average; undefined before the first has ended. */
  readonly handlerMs: number | undefined
  readonly concurrency: number
  /** The most rows of a claim. */
  readonly batch: number
}

/** How much work, in handler time, may lie ready in the process. */
const BUFFER_MS = 200

/**
 * How many items to hold beyond those being handled.
 *
 * As many as the handlers get through in 200 ms: with handlers of a millisecond claims
 * become large and rare, with builds of minutes nothing waits here that another process
 * could begin.
 */
export function prefetchSize({ handlerMs, concurrency, batch }: PrefetchFacts): number {
  if (handlerMs === undefined) return 0
  return Math.min(batch, Math.floor((BUFFER_MS * concurrency) / Math.max(handlerMs, 0.001)))
}
