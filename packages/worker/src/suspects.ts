const MOST = 1000
const PATIENCE = 3

/**
 * Items whose handler lost its database connection while the database was well for others.
 *
 * Once is bad luck. Who does it again and again breaks the connection himself, and would
 * for ever be given back to the head of the queue.
 */
export class Suspects {
  readonly #times = new Map<string, number>()

  /** True when it has happened too often to go on as bad luck. */
  note(id: string): boolean {
    const times = (this.#times.get(id) ?? 0) + 1
    this.#times.delete(id)
    if (times >= PATIENCE) return true
    this.#times.set(id, times)
    if (this.#times.size > MOST) this.#times.delete(this.#times.keys().next().value ?? id)
    return false
  }

  clear(id: string): void {
    if (this.#times.size > 0) this.#times.delete(id)
  }
}
