import type { Reservation } from '../reservations/reservation.js'
import type { ReservationChanges } from '../reservations/update-reservation.js'
import type { ReservationMessage } from './gpu-reservations.js'

/** The message that asks for a launch. */
export type LaunchMessage = Extract<
  ReservationMessage,
  { action: 'create_reservation' | 'process_multinode_individual' }
>

export interface ClusterContext {
  /** Aborts when the work is another worker's by now, or is to stop. */
  readonly signal: AbortSignal
}

/**
 * What the application does in its cluster; the processor does what is to be done in the
 * database. Every call may be repeated for one reservation, after a crash in the middle,
 * and has to end as if it had been made once.
 *
 * What is thrown decides what follows, as everywhere with workers: PermanentError fails
 * the reservation at once, any other error is tried again first.
 */
export interface ReservationCluster {
  /** Brings up one node; gives what became known of it, its address above all. */
  launch(reservation: Reservation, message: LaunchMessage, context: ClusterContext): Promise<ReservationChanges>
  /** Takes one node down; one that is not there is no error. */
  terminate(reservation: Reservation, context: ClusterContext): Promise<void>
  /** Starts or stops the notebook; gives what became known of it. */
  setJupyter(reservation: Reservation, isEnabled: boolean, context: ClusterContext): Promise<ReservationChanges>
  /** Lets somebody in. */
  addUser(reservation: Reservation, githubUsername: string, context: ClusterContext): Promise<void>
}
