import { deadLetters, defineQueue, workerQueue } from '@schemata/pgmq'
import { z } from 'zod'

const asked = {
  operation_id: z.guid(),
  user_id: z.string().min(1).max(255),
  disk_name: z.string().min(1).max(255),
}

/** Readers of other versions may have put more into a message; it is kept. */
export const diskOperationMessage = z.discriminatedUnion('action', [
  z.looseObject({ ...asked, action: z.literal('create_disk'), size_gb: z.number().nullish() }),
  z.looseObject({ ...asked, action: z.literal('delete_disk'), delete_date: z.string().nullish() }),
])

export type DiskOperationMessage = z.output<typeof diskOperationMessage>

/** The queue of what is to be done to disks. */
export const diskOperations = defineQueue({ name: 'disk_operations', message: diskOperationMessage })

/** Attempts of a message, exactly; then it lies in the archive with the reason. */
export const DISK_OPERATION_ATTEMPTS = 3

/** The queue as a worker takes it. */
export const diskOperationQueue = workerQueue(diskOperations, { maxAttempts: DISK_OPERATION_ATTEMPTS })

/** What was given up: to list, to send again, to delete. */
export const diskOperationDeadLetters = deadLetters(diskOperations)
