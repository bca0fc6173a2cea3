import { deadLetters, workerQueue } from '@schemata/pgmq'

import { gpuReservations } from './gpu-reservations.js'

/** Attempts of a message, exactly; then it lies in the archive with the reason. */
export const RESERVATION_ATTEMPTS = 3

/** The queue as a worker takes it. */
export const reservationQueue = workerQueue(gpuReservations, { maxAttempts: RESERVATION_ATTEMPTS })

/** What was given up: to list, to send again, to delete. */
export const reservationDeadLetters = deadLetters(gpuReservations)
