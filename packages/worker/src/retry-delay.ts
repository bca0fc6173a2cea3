/** How the wait between attempts grows. */
export interface Backoff {
  /** Before the second attempt. @default 1000 */
  readonly baseMs?: number
  /** What each further attempt multiplies it by. @default 2 */
  readonly factor?: number
  /** The longest wait. @default 300000 */
  readonly maxMs?: number
  /**
   * The share of the wait that is random, 0 to 1: at 1 anything between nothing and the
   * whole, at 0 always the whole, so that what failed together returns together. @default 0.5
   */
  readonly jitter?: number
}

/**
 * The wait after a failed attempt, in whole milliseconds: exponential, capped, partly random.
 *
 * It lies between `(1 - jitter)` times and once `min(maxMs, baseMs * factor ** (attempt - 1))`.
 */
export function retryDelay(attempt: number, backoff: Backoff = {}, random: () => number = Math.random): number {
  const { baseMs = 1000, factor = 2, maxMs = 300_000, jitter = 0.5 } = backoff
  // Held below infinity, which nothing times would make NaN.
  const grown = Math.min(Number.MAX_VALUE, factor ** Math.max(0, attempt - 1))
  const whole = Math.min(maxMs, baseMs * grown)
  return Math.round(whole * (1 - jitter * random()))
}
