/** Durations counted by size, as Prometheus counts them. */
export interface HistogramSnapshot {
  readonly count: number
  readonly sumMs: number
  /** How many took at most `leMs`, smallest first; `count` holds those above the last bound too. */
  readonly buckets: readonly { readonly leMs: number; readonly count: number }[]
}

const BOUNDS_MS = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 300_000]

export class Histogram {
  #count = 0
  #sumMs = 0
  readonly #counts = new Float64Array(BOUNDS_MS.length)

  record(ms: number, times = 1): void {
    this.#count += times
    this.#sumMs += ms * times
    const index = BOUNDS_MS.findIndex((bound) => ms <= bound)
    if (index >= 0) this.#counts[index] = (this.#counts[index] ?? 0) + times
  }

  snapshot(): HistogramSnapshot {
    let below = 0
    const buckets = BOUNDS_MS.map((leMs, index) => {
      below += this.#counts[index] ?? 0
      return { leMs, count: below }
    })
    return { count: this.#count, sumMs: this.#sumMs, buckets }
  }
}
