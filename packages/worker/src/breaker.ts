/**
 * Stops claiming while what the handlers need is away, then lets one item through to
 * find out; each probe that fails doubles the pause.
 */
export class Breaker {
  readonly #maxPauseMs: number
  #failures = 0
  #until = 0

  constructor(maxPauseMs: number) {
    this.#maxPauseMs = maxPauseMs
  }

  /** Gives the length of a pause that begins, or undefined when one is going on. */
  open(now: number): number | undefined {
    if (now < this.#until) return undefined
    const whole = Math.min(this.#maxPauseMs, 1000 * 2 ** Math.min(this.#failures, 20))
    const pause = whole * (0.8 + 0.4 * Math.random())
    this.#failures += 1
    this.#until = now + pause
    return pause
  }

  /** Gives true when that ended a time of trouble. What began before a pause does not end it. */
  close(now: number): boolean {
    if (this.#failures === 0 || now < this.#until) return false
    this.#failures = 0
    return true
  }

  waitMs(now: number): number {
    return Math.max(0, this.#until - now)
  }

  /** True until a probe has succeeded. */
  get isOpen(): boolean {
    return this.#failures > 0
  }
}
