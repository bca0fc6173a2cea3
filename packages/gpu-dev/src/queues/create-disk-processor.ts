import { createWorker, type Worker, type WorkerSettings } from '@schemata/worker'

import { diskOperationQueue } from './disk-operation-queue.js'
import type { DiskVolumes } from './disk-volumes.js'
import { handleDiskMessage } from './handle-disk-message.js'

type Settings = Omit<WorkerSettings<unknown, void>, 'queue' | 'transactional' | 'maxAttempts' | 'backoff'>

export interface DiskProcessorOptions extends Settings {
  volumes: DiskVolumes
}

/**
 * Makes the worker of the queue `disk_operations`. It does nothing before `start`.
 *
 * A message is done at least once, and by one worker at a time: the lease, a minute unless
 * told otherwise, is extended while its handler works. After three attempts it lies in the
 * archive, and its operation has failed with the reason.
 *
 * @throws InvalidOptionError
 * @example
 * const processor = createDiskProcessor({ pool, volumes }).start()
 */
export function createDiskProcessor({ volumes, ...settings }: DiskProcessorOptions): Worker {
  return createWorker({
    leaseMs: 60_000,
    ...settings,
    queue: diskOperationQueue,
    handle: (item, { db, attempt, signal }) => handleDiskMessage(item, { db, attempt, signal, volumes }),
  })
}
