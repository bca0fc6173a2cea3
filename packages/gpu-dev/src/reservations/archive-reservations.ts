import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface ArchiveReservationsParameters {
  /** How long ago they have to have ended. */
  olderThanDays: number
  /** The most reservations, groups counting as one. @default 1000 */
  limit?: number
}

const archiveReservationsParameters = z.object({
  olderThanDays: z.number().min(0),
  limit: z.int().min(1).max(100_000).default(1000),
})

const archivedRow = z.object({ archived: z.number() })

/**
 * Moves reservations that ended longer ago to the archive, without token and log, oldest
 * first; gives how many rows. Usage reports count them still.
 *
 * @throws InvalidInputError
 * @example
 * await archiveReservations(pool, { olderThanDays: 90 })
 */
export async function archiveReservations(db: Queryable, parameters: ArchiveReservationsParameters): Promise<number> {
  const { olderThanDays, limit } = parseInput('archiveReservations', archiveReservationsParameters, parameters)
  const { rows } = await db.query(ARCHIVE_RESERVATIONS, [olderThanDays, limit])
  return archivedRow.parse(rows[0]).archived
}

const ARCHIVE_RESERVATIONS = `
  SELECT gpu_dev.archive_reservations($1::float8 * interval '1 day', $2) AS archived
`
