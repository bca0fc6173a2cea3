import { violates } from '@schemata/contract'

import { ReservationIdTakenError, UnknownGpuTypeError } from '../errors.js'

/** What the database refused, in this package's words; anything else as it came. */
export function explainInsert(cause: unknown, [row]: readonly Record<string, unknown>[]): unknown {
  if (violates(cause, 'reservations_pkey')) {
    return new ReservationIdTakenError({ reservationId: String(row?.reservation_id), cause })
  }
  if (violates(cause, 'fk_reservations_gpu_type'))
    return new UnknownGpuTypeError({ gpuType: String(row?.gpu_type), cause })
  return cause
}
