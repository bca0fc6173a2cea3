import type { Queryable } from '@schemata/contract'
import type { ReadMessage } from '@schemata/pgmq'
import { type HandlerContext, PermanentError } from '@schemata/worker'

import type { DiskOperation } from '../disk-operations/disk-operation.js'
import { findDiskOperation } from '../disk-operations/find-disk-operation.js'
import { finishDiskOperation } from '../disk-operations/finish-disk-operation.js'
import { startDiskOperation } from '../disk-operations/start-disk-operation.js'
import { DISK_OPERATION_ATTEMPTS, type DiskOperationMessage } from './disk-operation-queue.js'
import type { DiskVolumes } from './disk-volumes.js'
import { givesUp } from './gives-up.js'

/**
 * Does what a message asks, and records on the operation how it went. One that is over is
 * left alone; one that another worker began is taken over, and that worker's report refused.
 *
 * @throws PermanentError for an operation that nobody asked for.
 */
export async function handleDiskMessage(
  { message }: ReadMessage<DiskOperationMessage, unknown>,
  { db, attempt, signal, volumes }: Pick<HandlerContext, 'db' | 'attempt' | 'signal'> & { volumes: DiskVolumes },
): Promise<void> {
  const operationId = message.operation_id
  const started = await startDiskOperation(db, { operationId })
  const operation = await findDiskOperation(db, { operationId })
  if (started.outcome === 'unknown' || !operation || operation.owner !== message.user_id) {
    throw new PermanentError({ reason: `There is no operation ${operationId} of ${message.user_id}.` })
  }
  if (started.outcome === 'over') return
  const { fence } = started
  try {
    await finish(db, operation, { fence, volumes, signal })
  } catch (error) {
    if (givesUp({ error, attempt, attempts: DISK_OPERATION_ATTEMPTS, signal })) {
      const reason = error instanceof Error ? error.message : String(error)
      await finishDiskOperation(db, { operationId, fence, error: reason.slice(0, 10_000) || 'unknown' })
    }
    throw error
  }
}

async function finish(
  db: Queryable,
  operation: DiskOperation,
  { fence, volumes, signal }: { fence: number; volumes: DiskVolumes; signal: AbortSignal },
): Promise<void> {
  const { operationId } = operation
  if (operation.action === 'create_disk') {
    const { ebsVolumeId } = await volumes.create(operation, { signal })
    await finishDiskOperation(db, { operationId, fence, ebsVolumeId })
  } else {
    await volumes.retire(operation, { signal })
    await finishDiskOperation(db, { operationId, fence })
  }
}
