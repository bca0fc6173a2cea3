import { z } from 'zod'

/** What a license allows; null is unlimited. */
export interface Quotas {
  /** @default 100 */
  maxBuildsPerMonth?: number | null
  /** @default 3 */
  maxRegistries?: number | null
  /** @default 1 */
  maxConcurrentBuilds?: number | null
}

const limit = z.int32().nonnegative().nullable()

/** The fields of a license's limits, to be spread into the parameters of an accessor. */
export const quotas = {
  maxBuildsPerMonth: limit.optional(),
  maxRegistries: limit.optional(),
  maxConcurrentBuilds: limit.optional(),
}
