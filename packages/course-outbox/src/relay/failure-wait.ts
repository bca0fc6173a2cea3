/** The wait after the n-th failure in a row: from 100 ms on, doubling up to `longestMs`, ± 20 %. */
export function failureWait(failures: number, longestMs: number, random: () => number = Math.random): number {
  return Math.min(longestMs, 100 * 2 ** Math.min(failures, 20)) * (0.8 + 0.4 * random())
}
