/** The waits while the database is away: 100 ms, doubling to a second; after other errors up to five seconds. */
export class Outage {
  #since: number | undefined
  #step = 0
  #until = 0

  /** Gives the wait. */
  failed(now: number, away: boolean): number {
    if (away) this.#since ??= now
    const whole = Math.min(away ? 1000 : 5000, 100 * 2 ** Math.min(this.#step, 10))
    const delay = whole * (0.8 + 0.4 * Math.random())
    this.#step += 1
    this.#until = now + delay
    return delay
  }

  /** Gives how long the database was away, or undefined when it was not. */
  over(now: number): number | undefined {
    const since = this.#since
    this.#since = undefined
    this.#step = 0
    this.#until = 0
    return since === undefined ? undefined : now - since
  }

  waitMs(now: number): number {
    return Math.max(0, this.#until - now)
  }
}
