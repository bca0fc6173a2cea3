const TRAILING_MS = [5, 50, 250]

/**
 * The wait before the next look at an outbox that was just empty, in milliseconds: 5, 50 and
 * 250, then `pollMs`, each within ± 20 % so that relays do not march in step.
 */
export function idleWait(looks: number, pollMs: number, random: () => number = Math.random): number {
  return Math.min(TRAILING_MS[looks] ?? pollMs, pollMs) * (0.8 + 0.4 * random())
}
