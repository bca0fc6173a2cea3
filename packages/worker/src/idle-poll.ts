import { idleDelay } from './idle-delay.js'

/** When to look at the queue again: at once while it gives full claims, less and less often while it is empty. */
export class IdlePoll {
  readonly #pollMs: number
  #step = 0
  #dueAt = 0
  #woken = 0

  constructor(pollMs: number) {
    this.#pollMs = pollMs
  }

  /** Call before a claim; a wake that arrives while it is under way then counts for the next one. */
  begin(): void {
    this.#woken = 0
  }

  /** Call after a claim. */
  found(count: number, limit: number, now: number): void {
    this.#step = count > 0 ? 0 : this.#step + 1
    if (this.#woken > 0) this.#step = 0
    const again = count === limit || this.#woken > 0
    this.#dueAt = again ? now : now + idleDelay(this.#step, this.#pollMs)
  }

  wake(): void {
    this.#woken += 1
    this.#step = 0
    this.#dueAt = 0
  }

  dueInMs(now: number): number {
    return Math.max(0, this.#dueAt - now)
  }
}
