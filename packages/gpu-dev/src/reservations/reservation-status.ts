import { z } from 'zod'

import { reservationsStatus } from '../generated/rows.js'

/** running and active mean the same: usable, until its end. */
export const reservationStatus = reservationsStatus
export type ReservationStatus = z.output<typeof reservationStatus>

/** Statuses to ask for: whoever asks for active or running gets both. */
export const statusFilter = z
  .array(reservationStatus)
  .min(1)
  .transform((given) =>
    given.some((status) => status === 'active' || status === 'running')
      ? [...new Set([...given, 'active', 'running'])]
      : given,
  )
  .optional()
