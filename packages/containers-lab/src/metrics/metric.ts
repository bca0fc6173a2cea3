import { z } from 'zod'

/** A measured value, of a container, of a team, or of the lab. */
export interface Metric {
  metricId: string
  name: string
  containerId: number | null
  teamId: number | null
  /** A number, or text where it is none; null where only `meta` says something. */
  value: number | string | null
  meta: unknown
  recordedAt: Date
}

/** A row as the statements of this folder list it. */
export const metric = z
  .object({
    metricId: z.string(),
    name: z.string(),
    containerId: z.int().nullable(),
    teamId: z.int().nullable(),
    valueNum: z.number().nullable(),
    valueText: z.string().nullable(),
    meta: z.unknown(),
    recordedAt: z.date(),
  })
  .transform(({ valueNum, valueText, ...row }): Metric => ({ ...row, value: valueNum ?? valueText }))
