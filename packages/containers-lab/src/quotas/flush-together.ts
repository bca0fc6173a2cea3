import type { Queryable } from '@schemata/contract'

interface Flushes {
  /** Sent; may have missed what was committed since. */
  under?: Promise<unknown>
  /** Not sent yet; whoever has committed may wait for it. */
  next?: Promise<unknown>
}

const flushes = new WeakMap<Queryable, Flushes>()

/**
 * Resolves when what was committed before this call is on the disk. Calls that arrive
 * while one flush is under way share the next.
 */
export function flushTogether(pool: Queryable): Promise<unknown> {
  const of = flushes.get(pool) ?? {}
  flushes.set(pool, of)
  of.next ??= (of.under ?? Promise.resolve())
    // Whoever waited for that one has been told how it ended.
    .catch(() => undefined)
    .then(() => {
      of.next = undefined
      of.under = pool.query(FLUSH)
      return of.under
    })
  return of.next
}

/** A commit with a record of its own, and so one that brings the log up to here to the disk. */
const FLUSH = `
  SELECT pg_logical_emit_message(true, 'containers_lab', '')
`
