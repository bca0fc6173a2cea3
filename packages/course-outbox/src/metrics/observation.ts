/** Upper bounds of the buckets, in milliseconds; a last one takes what is above. */
export const BUCKET_BOUNDS = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000] as const

/** What processes observe and the rows of the outbox do not say. */
export type Metric =
  | 'init_created'
  | 'init_cached'
  | 'init_failed'
  | 'batch'
  | 'jobs_handed_over'
  | 'jobs_refused'
  | 'layer2_failed'
  | 'layer3_failed'

/** Observations of one metric, added up. */
export interface Observation {
  count: number
  total: number
  buckets: number[]
}

export function noObservation(): Observation {
  return { count: 0, total: 0, buckets: [...BUCKET_BOUNDS.map(() => 0), 0] }
}

/** Adds a time. */
export function observe(observation: Observation, ms: number): void {
  const found = BUCKET_BOUNDS.findIndex((bound) => ms <= bound)
  const place = found === -1 ? BUCKET_BOUNDS.length : found
  observation.count += 1
  observation.total += ms
  observation.buckets[place] = (observation.buckets[place] ?? 0) + 1
}

/**
 * The time that the given share of the observations did not exceed, to the bound of its
 * bucket; null without observations, infinity above the last bound.
 */
export function quantile({ buckets }: Observation, share: number): number | null {
  const all = buckets.reduce((sum, count) => sum + count, 0)
  if (all === 0) return null
  let seen = 0
  const place = buckets.findIndex((count) => {
    seen += count
    return seen >= share * all
  })
  return BUCKET_BOUNDS[place] ?? Number.POSITIVE_INFINITY
}
