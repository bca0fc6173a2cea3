import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { type ReservationStatus, reservationStatus } from './reservation-status.js'

/** How many reservations and GPUs there are of one kind in one status. */
export interface ReservationTotal {
  /** Null for reservations of no kind in particular. */
  gpuType: string | null
  status: ReservationStatus
  /** Nodes count one each. */
  reservations: number
  gpus: number
}

const reservationTotal = z
  .object({ gpu_type: z.string().nullable(), status: reservationStatus, reservations: z.number(), gpus: z.number() })
  .transform(
    (row): ReservationTotal => ({
      gpuType: row.gpu_type,
      status: row.status,
      reservations: row.reservations,
      gpus: row.gpus,
    }),
  )

/**
 * Counts reservations and their GPUs by kind and status.
 *
 * @example
 * const active = (await listReservationTotals(pool)).filter(({ status }) => status === 'active')
 */
export async function listReservationTotals(db: Queryable): Promise<ReservationTotal[]> {
  const { rows } = await db.query(LIST_RESERVATION_TOTALS)
  return z.array(reservationTotal).parse(rows)
}

const LIST_RESERVATION_TOTALS = `
  SELECT gpu_type, status, count(*)::float8 AS reservations, coalesce(sum(gpu_count), 0)::float8 AS gpus
  FROM gpu_dev.reservations
  GROUP BY gpu_type, status
  ORDER BY gpu_type NULLS LAST, status
`
