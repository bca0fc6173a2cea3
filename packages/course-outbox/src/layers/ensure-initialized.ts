import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { initializeFsmWithOutbox } from '../generation/initialize-fsm-with-outbox.js'
import type { MetricsRecorder } from '../metrics/metrics-recorder.js'
import { parseInput } from '../parse-input.js'
import { firstState } from './first-state.js'

export interface EnsureInitializedParameters {
  /** 2: who hears that a job was added to a queue. 3: who is about to process it. */
  layer: 2 | 3
  /** The course. */
  entityId: string
  /** What kind of job it is. */
  queueName: string
  /** The id of the job in its queue. */
  jobId: string
  /** @default that of the kind of job */
  initialState?: string
  /** Counts what fails; what succeeds is counted by its event. */
  metrics?: Pick<MetricsRecorder, 'count'>
}

/**
 * `initialized`: this call did it. `already`: nothing was to be done. `failed`: the course is
 * not initialised; whoever processes the job had better not go on.
 */
export type EnsuredInitialization =
  | { outcome: 'initialized' }
  | { outcome: 'already' }
  | { outcome: 'failed'; error: unknown }

const ensureInitializedParameters = z.object({
  layer: z.union([z.literal(2), z.literal(3)]),
  entityId: z.guid(),
  queueName: z.string().min(1),
  jobId: z.string().min(1).max(200),
  initialState: z.string().optional(),
})

const courseRow = z.object({
  user_id: z.guid().nullable(),
  organization_id: z.guid().nullable(),
  generation_status: z.string().nullable(),
})

/**
 * Starts the generation of a course whose job got into a queue by another way than the
 * outbox: the second and third layer of defence.
 *
 * A course that is pending, or has no state at all, is initialised without jobs, under a
 * key that the job gives, by its own user and organization; one in any other state is left
 * alone. Any number of calls for one job do it once. Errors of the database are a result,
 * never thrown, so that neither layer fails a job.
 *
 * @throws InvalidInputError when called with what is no job.
 * @example
 * const { outcome } = await ensureInitialized(pool, { layer: 3, entityId, queueName: job.name, jobId: job.id })
 * if (outcome === 'failed') throw new DelayedError()
 */
export async function ensureInitialized(
  db: Queryable,
  parameters: EnsureInitializedParameters,
): Promise<EnsuredInitialization> {
  const input = parseInput('ensureInitialized', ensureInitializedParameters, parameters)
  const { layer, queueName } = input
  const initialState = input.initialState ?? firstState(queueName)
  if (initialState === undefined) return { outcome: 'already' }
  try {
    return await initializePending(db, { ...input, initialState })
  } catch (error) {
    parameters.metrics?.count(layer === 2 ? 'layer2_failed' : 'layer3_failed')
    return { outcome: 'failed', error }
  }
}

async function initializePending(
  db: Queryable,
  input: z.output<typeof ensureInitializedParameters> & { initialState: string },
): Promise<EnsuredInitialization> {
  const { layer, entityId, queueName, jobId, initialState } = input
  const { rows } = await db.query(READ_COURSE, [entityId])
  if (rows.length === 0) throw new Error(`Course ${entityId} does not exist.`)
  const { user_id: userId, organization_id: organizationId, generation_status: status } = courseRow.parse(rows[0])
  if (status !== null && status !== 'pending') return { outcome: 'already' }
  if (userId === null || organizationId === null) throw new Error(`Course ${entityId} has no user or organization.`)
  await initializeFsmWithOutbox(db, {
    entityId,
    userId,
    organizationId,
    initialState,
    initiatedBy: layer === 2 ? 'QUEUE' : 'WORKER',
    idempotencyKey: `${layer === 2 ? 'queue-backup' : 'worker-fallback'}-${queueName}-${jobId}`.slice(0, 255),
  })
  return { outcome: 'initialized' }
}

const READ_COURSE = `
  SELECT user_id, organization_id, generation_status::text AS generation_status
  FROM course_catalog.courses
  WHERE id = $1
`
