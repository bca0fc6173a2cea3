import type { Queryable } from '@schemata/contract'
import type { ReadMessage } from '@schemata/pgmq'
import { type HandlerContext, PermanentError } from '@schemata/worker'

import { admitReservations } from '../capacity/admit-reservations.js'
import { addSecondaryUser } from '../reservations/add-secondary-user.js'
import { appendStatusHistory } from '../reservations/append-status-history.js'
import { cancelReservation } from '../reservations/cancel-reservation.js'
import { extendReservation } from '../reservations/extend-reservation.js'
import { findReservation } from '../reservations/find-reservation.js'
import { findReservationGroup } from '../reservations/find-reservation-group.js'
import { listGroupNodes } from '../reservations/list-group-nodes.js'
import type { Reservation } from '../reservations/reservation.js'
import { transitionReservation } from '../reservations/transition-reservation.js'
import { updateReservation } from '../reservations/update-reservation.js'
import { claimLaunch } from './claim-launch.js'
import type { ReservationMessage } from './gpu-reservations.js'
import { launchNode, launchReservation } from './launch-reservation.js'
import type { ReservationCluster } from './reservation-cluster.js'

/** One message and all that is needed to do what it asks. @internal */
interface Work {
  readonly db: Queryable
  readonly cluster: ReservationCluster
  readonly messageId: string
  readonly attempt: number
  readonly signal: AbortSignal
}

type MessageOf<Action extends ReservationMessage['action']> = Extract<ReservationMessage, { action: Action }>

/**
 * Does what a message asks: the database's part here, the cluster's by the application.
 * Only for the owner of the reservation. A message that comes twice is done once.
 *
 * @throws PermanentError for an unknown reservation and for somebody else's.
 */
export async function handleReservationMessage(
  { id, message }: ReadMessage<ReservationMessage, unknown>,
  { db, attempt, signal, cluster }: Pick<HandlerContext, 'db' | 'attempt' | 'signal'> & { cluster: ReservationCluster },
): Promise<void> {
  const reservation = await findReservation(db, { reservationId: message.reservation_id })
  if (!reservation) throw new PermanentError({ reason: `There is no reservation ${message.reservation_id}.` })
  if (reservation.owner !== message.user_id) {
    throw new PermanentError({ reason: `Reservation ${message.reservation_id} is not ${message.user_id}'s.` })
  }
  const work: Work = { db, cluster, messageId: id, attempt, signal }
  switch (message.action) {
    case 'create_reservation':
      return launchReservation(db, reservation, { ...work, message })
    case 'process_multinode_individual':
      return launchOneNode(reservation, message, work)
    case 'cancel':
      return cancel(reservation, work)
    case 'extend':
      return extend(reservation, message, work)
    case 'enable_jupyter':
    case 'disable_jupyter':
      return setJupyter(reservation, message.action === 'enable_jupyter', work)
    case 'add_user':
      return addUser(reservation, message, work)
  }
}

async function launchOneNode(
  node: Reservation,
  message: MessageOf<'process_multinode_individual'>,
  work: Work,
): Promise<void> {
  const { db, messageId } = work
  if (node.status !== 'preparing' || node.groupId === null) return
  if (!(await claimLaunch(db, { reservationId: node.reservationId, messageId }))) return
  await launchNode(db, node, { ...work, message })
  const group = await findReservationGroup(db, { groupId: node.groupId })
  if (group && group.reachableNodes === group.totalNodes) {
    await transitionReservation(db, { reservationId: node.groupId, to: 'active', detail: 'Ready' })
  }
}

async function cancel(reservation: Reservation, { db, cluster, signal }: Work): Promise<void> {
  const { reservationId, owner, gpuType, groupId } = reservation
  const { outcome } = await cancelReservation(db, { reservationId, owner })
  // Ended in another way: whoever ended it takes it down.
  if (outcome === 'refused') return
  const nodes = groupId === null ? [reservation] : await listGroupNodes(db, { groupId })
  await Promise.all(nodes.map((node) => cluster.terminate(node, { signal })))
  await admitReservations(db, gpuType === null ? {} : { gpuType })
}

async function extend(reservation: Reservation, message: MessageOf<'extend'>, { db, messageId }: Work): Promise<void> {
  const { reservationId, owner } = reservation
  const { outcome } = await extendReservation(db, {
    reservationId,
    owner,
    hours: message.extension_hours,
    requestId: `message-${messageId}`,
  })
  if (outcome !== 'extended') await appendStatusHistory(db, { reservationId, message: `Extension refused: ${outcome}` })
}

async function setJupyter(reservation: Reservation, isEnabled: boolean, { db, cluster, signal }: Work): Promise<void> {
  const { reservationId, status } = reservation
  if (status !== 'active' && status !== 'running') return
  const changes = await cluster.setJupyter(reservation, isEnabled, { signal })
  await updateReservation(db, { reservationId, changes: { ...changes, jupyterEnabled: isEnabled } })
}

async function addUser(reservation: Reservation, message: MessageOf<'add_user'>, work: Work): Promise<void> {
  const { reservationId, owner } = reservation
  const username = message.github_username
  const outcome = await addSecondaryUser(work.db, { reservationId, owner, username })
  // Also when it was added before: the worker may have died in between.
  if (outcome === 'added' || outcome === 'present') {
    await work.cluster.addUser(reservation, username, { signal: work.signal })
  }
}
