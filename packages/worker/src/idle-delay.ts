/** The first waits after activity: what a wake announced may have committed a moment later. */
const TRAILING_MS = [5, 50, 250]

/**
 * The wait before the next look at a queue that was just empty, in milliseconds.
 *
 * `step` counts empty looks since something was found: 5, 50, 250, then doubling up to
 * `pollMs`, each within ± 20 % so that processes do not march in step.
 */
export function idleDelay(step: number, pollMs: number, random: () => number = Math.random): number {
  const last = TRAILING_MS.length - 1
  const grown = (TRAILING_MS[Math.min(step, last)] ?? 0) * 2 ** Math.min(20, Math.max(0, step - last))
  return Math.min(grown, pollMs) * (0.8 + 0.4 * random())
}
