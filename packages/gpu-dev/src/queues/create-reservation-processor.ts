import { createWorker, type Worker, type WorkerSettings } from '@schemata/worker'

import { handleReservationMessage } from './handle-reservation-message.js'
import type { ReservationCluster } from './reservation-cluster.js'
import { reservationQueue } from './reservation-queue.js'

type Settings = Omit<WorkerSettings<unknown, void>, 'queue' | 'transactional' | 'maxAttempts' | 'backoff'>

export interface ReservationProcessorOptions extends Settings {
  cluster: ReservationCluster
}

/**
 * Makes the worker of the queue `gpu_reservations`. It does nothing before `start`.
 *
 * A message is done at least once, and by one worker at a time: the lease, a minute unless
 * told otherwise, is extended while its handler works, however long that takes. After three
 * attempts it lies in the archive, and the reservation it was to launch has failed with the
 * reason.
 *
 * @throws InvalidOptionError
 * @example
 * const processor = createReservationProcessor({ pool, cluster }).start()
 * process.once('SIGTERM', () => processor.drain())
 */
export function createReservationProcessor({ cluster, ...settings }: ReservationProcessorOptions): Worker {
  return createWorker({
    leaseMs: 60_000,
    ...settings,
    queue: reservationQueue,
    handle: (item, { db, attempt, signal }) => handleReservationMessage(item, { db, attempt, signal, cluster }),
  })
}
