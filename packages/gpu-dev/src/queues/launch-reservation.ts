import type { Queryable } from '@schemata/contract'
import { PermanentError } from '@schemata/worker'

import { admitReservations } from '../capacity/admit-reservations.js'
import { startReservation } from '../capacity/start-reservation.js'
import { getReservation } from '../reservations/get-reservation.js'
import { listGroupNodes } from '../reservations/list-group-nodes.js'
import type { Reservation } from '../reservations/reservation.js'
import { transitionReservation } from '../reservations/transition-reservation.js'
import { updateReservation } from '../reservations/update-reservation.js'
import { claimLaunch } from './claim-launch.js'
import { givesUp } from './gives-up.js'
import type { LaunchMessage, ReservationCluster } from './reservation-cluster.js'
import { RESERVATION_ATTEMPTS } from './reservation-queue.js'

/** A launch that is being tried. */
export interface Launch {
  readonly cluster: ReservationCluster
  readonly message: LaunchMessage
  readonly messageId: string
  readonly attempt: number
  readonly signal: AbortSignal
}

/**
 * Takes the GPUs of a reservation and brings up its nodes, all or none. One that has to
 * wait is queued; one that is in preparation, since its turn came or a worker died, goes
 * on; one that is up, has ended or is another reader's is left alone.
 *
 * @internal
 */
export async function launchReservation(db: Queryable, reservation: Reservation, launch: Launch): Promise<void> {
  const { reservationId } = reservation
  const start = await startReservation(db, { reservationId })
  const isPreparing = start.outcome === 'started' || start.outcome === 'unchanged'
  if (!isPreparing) return
  // Another message for it is being read.
  if (!(await claimLaunch(db, { reservationId, messageId: launch.messageId }))) return
  const current = await getReservation(db, { reservationId })
  const nodes = current.isMultinode
    ? await listGroupNodes(db, { groupId: current.groupId ?? reservationId })
    : [current]
  try {
    await Promise.all(nodes.map((node) => launchNode(db, node, launch)))
  } catch (error) {
    const { attempt, signal } = launch
    if (givesUp({ error, attempt, attempts: RESERVATION_ATTEMPTS, signal })) await giveUp(db, nodes, launch, error)
    throw error
  }
  const active = await transitionReservation(db, { reservationId, to: 'active', detail: 'Ready' })
  // It was cancelled while its nodes came up.
  if (active.outcome === 'refused') await terminateAll(nodes, launch)
}

/** Brings up one node and records what became known of it. @internal */
export async function launchNode(db: Queryable, node: Reservation, launch: Launch): Promise<void> {
  const { cluster, message, signal } = launch
  const changes = await cluster.launch(node, message, { signal })
  await updateReservation(db, { reservationId: node.reservationId, changes })
}

async function giveUp(db: Queryable, nodes: readonly Reservation[], launch: Launch, error: unknown): Promise<void> {
  const [first] = nodes
  if (!first) throw new PermanentError({ reason: 'It has no nodes.' })
  const failureReason = error instanceof Error ? error.message : String(error)
  await transitionReservation(db, {
    reservationId: first.reservationId,
    to: 'failed',
    detail: 'The launch failed',
    failureReason: failureReason.slice(0, 10_000),
  })
  await terminateAll(nodes, launch)
  await admitReservations(db, first.gpuType === null ? {} : { gpuType: first.gpuType })
}

async function terminateAll(nodes: readonly Reservation[], { cluster, signal }: Launch): Promise<void> {
  await Promise.all(nodes.map((node) => cluster.terminate(node, { signal })))
}
