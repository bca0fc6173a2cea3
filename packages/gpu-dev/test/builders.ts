import { randomUUID } from 'node:crypto'

import type { Queryable } from '@schemata/contract'

import { createReservation, type NewReservation, type Reservation, transitionReservation } from '../src/index.js'

/** A pending reservation of no GPUs unless told otherwise. */
export function aReservation(db: Queryable, given: Partial<NewReservation> = {}): Promise<Reservation> {
  return createReservation(db, { owner: 'ada', reservationId: randomUUID(), ...given })
}

/** One that can be used, of no GPUs unless told otherwise. */
export async function anActiveReservation(db: Queryable, given: Partial<NewReservation> = {}): Promise<Reservation> {
  const reservation = await aReservation(db, given)
  for (const to of ['preparing', 'active'] as const) {
    const moved = await transitionReservation(db, { reservationId: reservation.reservationId, to })
    if (moved.outcome !== 'changed') throw new Error(`Expected it to become ${to}: ${moved.outcome}.`)
  }
  return reservation
}

/** A disk that nobody uses, ready to be used. */
export async function aDisk(db: Queryable, { owner = 'ada', diskName = 'scratch' } = {}): Promise<string> {
  const { rows } = await db.query(
    `INSERT INTO gpu_dev.disks (user_id, disk_name, size_gb, ebs_volume_id) VALUES ($1, $2, 100, 'vol-1')
     RETURNING disk_id`,
    [owner, diskName],
  )
  return rows[0]?.disk_id
}

type Moment = 'created_at' | 'preparing_at' | 'launched_at' | 'expires_at' | 'reservation_ended'

/** What the package sees as time passing: moves moments of a reservation, and its group, back. */
export async function age(db: Queryable, reservationId: string, by: string, moments: readonly Moment[]): Promise<void> {
  for (const moment of moments) {
    await db.query(
      `UPDATE gpu_dev.reservations SET ${moment} = ${moment} - $2::interval
       WHERE reservation_id = $1 OR master_reservation_id = $1`,
      [reservationId, by],
    )
  }
}
