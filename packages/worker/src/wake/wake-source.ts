/** Something that says when a queue may have new items. Wakes may be lost or come for nothing. */
export interface WakeSource {
  /** Calls `listener` after each wake of this queue; gives the way to end that. */
  subscribe(queue: string, listener: () => void): () => void
}
