import { type Queryable, violates } from '@schemata/contract'
import { z } from 'zod'

import {
  GenerationInProgressError,
  IdempotencyKeyReusedError,
  NotPermittedError,
  UnknownCourseError,
  UnknownStateError,
  UnknownUserError,
} from '../errors.js'
import { type JobOptions, jobOptions } from '../job-outbox/job-options.js'
import { queueName, targetQueue } from '../job-outbox/queue-name.js'
import { injectedTrace, type TraceContext, withTrace } from '../job-outbox/trace-context.js'
import { jsonObject } from '../json-object.js'
import { parseInput } from '../parse-input.js'
import { raised } from '../raised.js'
import { type FsmState, fsmState } from './fsm-state.js'

export interface FirstJob {
  /** What kind of job it is; the name of the job in the queue. At most 100 characters. */
  queue: string
  /** What its handler is given. */
  data: Readonly<Record<string, unknown>>
  /** @default none */
  options?: JobOptions
  /** The queue that gets the job. @default 'course-generation' */
  target?: string
  /** The trace in which it is queued, as a tracer injects it, for its consumer to continue: see `traceOf`. @default none */
  trace?: Partial<TraceContext>
}

export interface InitializeFsmWithOutboxParameters {
  /** The course. */
  entityId: string
  userId: string
  organizationId: string
  /**
   * Names this request: the same one again gets the same answer, for 24 hours. 8 to 255
   * characters, blanks at the ends aside. Make one per action of a user, not per attempt.
   */
  idempotencyKey: string
  /** ADMIN and TEST are recorded as API; the event keeps the word. */
  initiatedBy: 'API' | 'QUEUE' | 'WORKER' | 'ADMIN' | 'TEST'
  /** The first state of a stage, such as `stage_2_init`. */
  initialState: string
  /** In the order in which they are to be handed over. @default none */
  jobs?: readonly FirstJob[]
  /** Kept in the event. @default empty */
  metadata?: Readonly<Record<string, unknown>>
}

export interface OutboxEntry {
  /** Also the id of the job in its queue. */
  outboxId: string
  queueName: string
  entityId: string
  jobData: Record<string, unknown>
  jobOptions: Record<string, unknown>
  /** As it was when the answer was first given. */
  processedAt: null
  createdAt: Date
}

export interface InitializedFsm {
  fsmState: FsmState
  outboxEntries: OutboxEntry[]
}

const firstJob = z
  .object({
    queue: queueName,
    data: jsonObject,
    options: jobOptions.optional(),
    target: targetQueue.optional(),
    trace: injectedTrace.optional(),
  })
  .transform(({ trace, options, ...job }) => ({
    ...job,
    options: withTrace(options ?? {}, trace),
  }))

const initializeFsmWithOutboxParameters = z.object({
  entityId: z.guid(),
  userId: z.guid(),
  organizationId: z.guid(),
  idempotencyKey: z.string().trim().min(8).max(255),
  initiatedBy: z.enum(['API', 'QUEUE', 'WORKER', 'ADMIN', 'TEST']),
  initialState: z.string().regex(/^stage_[0-9]+_init$/, 'expected the first state of a stage, such as stage_2_init'),
  jobs: z.array(firstJob).default([]),
  metadata: jsonObject.default({}),
})

const outboxEntry = z
  .object({
    outbox_id: z.guid(),
    queue_name: z.string(),
    entity_id: z.guid(),
    job_data: z.record(z.string(), z.unknown()),
    job_options: z.record(z.string(), z.unknown()),
    processed_at: z.null(),
    created_at: z.coerce.date(),
  })
  .transform(
    (row): OutboxEntry => ({
      outboxId: row.outbox_id,
      queueName: row.queue_name,
      entityId: row.entity_id,
      jobData: row.job_data,
      jobOptions: row.job_options,
      processedAt: row.processed_at,
      createdAt: row.created_at,
    }),
  )

const initializedFsm = z.object({ result: z.object({ fsmState, outboxEntries: z.array(outboxEntry) }) })

/**
 * Starts the generation of a course and queues its first jobs: all of it, or nothing.
 *
 * A repetition with the same key gets the answer of the first call and changes nothing,
 * also when the two overlap, and also when its list of jobs differs. Locks the row of the
 * course until the transaction ends. Where the session speaks for a client of the API
 * (role or claim `anon` or `authenticated`), user and course must be that client's.
 *
 * @throws UnknownCourseError, UnknownUserError, UnknownStateError when what it refers to does not exist.
 * @throws GenerationInProgressError when the course is in a state other than pending, completed, failed, cancelled or none.
 * @throws IdempotencyKeyReusedError when the key stands for another course, user or initial state.
 * @throws NotPermittedError
 * @throws InvalidInputError
 * @example
 * const { fsmState, outboxEntries } = await initializeFsmWithOutbox(pool, {
 *   entityId: course.id,
 *   userId,
 *   organizationId: course.organizationId,
 *   idempotencyKey: request.headers['idempotency-key'],
 *   initiatedBy: 'API',
 *   initialState: 'stage_2_init',
 *   jobs: [{ queue: 'document_processing', data: { fileId }, options: { priority: 5 } }],
 * })
 */
export async function initializeFsmWithOutbox(
  db: Queryable,
  parameters: InitializeFsmWithOutboxParameters,
): Promise<InitializedFsm> {
  const input = parseInput('initializeFsmWithOutbox', initializeFsmWithOutboxParameters, parameters)
  try {
    const { rows } = await db.query(INITIALIZE_FSM_WITH_OUTBOX, [
      input.entityId,
      input.userId,
      input.organizationId,
      input.idempotencyKey,
      input.initiatedBy,
      input.initialState,
      JSON.stringify(input.jobs),
      JSON.stringify(input.metadata),
    ])
    return initializedFsm.parse(rows[0]).result
  } catch (cause) {
    throw explain(cause, input)
  }
}

const INVALID_TEXT_REPRESENTATION = '22P02'
const INSUFFICIENT_PRIVILEGE = '42501'

function explain(cause: unknown, input: z.infer<typeof initializeFsmWithOutboxParameters>): unknown {
  const { entityId: courseId, userId, idempotencyKey: key, initialState: state } = input
  if (raised(cause, 'OB003')) return new UnknownCourseError({ courseId, cause })
  if (raised(cause, 'OB004')) return new GenerationInProgressError({ courseId, cause })
  if (raised(cause, 'OB005')) return new IdempotencyKeyReusedError({ key, cause })
  if (raised(cause, INSUFFICIENT_PRIVILEGE)) return new NotPermittedError({ courseId, cause })
  if (raised(cause, INVALID_TEXT_REPRESENTATION)) return new UnknownStateError({ state, cause })
  if (violates(cause, 'fk_fsm_events_user_id')) return new UnknownUserError({ userId, cause })
  return cause
}

const INITIALIZE_FSM_WITH_OUTBOX = `
  SELECT course_outbox.initialize_fsm_with_outbox($1, $2, $3, $4, $5, $6, $7::text::jsonb, $8::text::jsonb) AS result
`
