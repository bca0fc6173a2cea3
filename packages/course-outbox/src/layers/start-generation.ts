import {
  type InitializedFsm,
  type InitializeFsmWithOutboxParameters,
  initializeFsmWithOutbox,
} from '../generation/initialize-fsm-with-outbox.js'
import { inTransaction, type TransactionPool } from '../in-transaction.js'
import type { MetricsRecorder } from '../metrics/metrics-recorder.js'

export interface StartGenerationParameters extends InitializeFsmWithOutboxParameters {
  metrics?: Pick<MetricsRecorder, 'time'>
}

export interface StartedGeneration extends InitializedFsm {
  /** True when a call before this one had been answered under the same key. */
  fromCache: boolean
}

/**
 * Starts the generation of a course as an API does: the first layer of defence.
 *
 * `initializeFsmWithOutbox` in a transaction of its own; besides, it says whether the answer
 * is a stored one and notes how long it took and how it went.
 *
 * @throws what `initializeFsmWithOutbox` throws.
 * @example
 * const { fsmState, fromCache } = await startGeneration(pool, { ...request, metrics })
 */
export async function startGeneration(
  pool: TransactionPool,
  { metrics, ...parameters }: StartGenerationParameters,
): Promise<StartedGeneration> {
  const began = performance.now()
  try {
    const started = await inTransaction(pool, async (db) => {
      const answer = await initializeFsmWithOutbox(db, parameters)
      const { rows } = await db.query(STARTED_HERE, [parameters.entityId, answer.fsmState.createdAt])
      return { ...answer, fromCache: rows.length === 0 }
    })
    metrics?.time(started.fromCache ? 'init_cached' : 'init_created', performance.now() - began)
    return started
  } catch (error) {
    metrics?.time('init_failed', performance.now() - began)
    throw error
  }
}

// The event of the start was written by this very transaction, unless the answer is a stored one.
const STARTED_HERE = `
  SELECT 1
  FROM course_outbox.fsm_events
  WHERE entity_id = $1
    AND event_type = 'FSM_INITIALIZED'
    AND created_at >= $2
    AND xmin = pg_current_xact_id_if_assigned()::xid
  LIMIT 1
`
