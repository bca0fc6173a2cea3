import { type Queryable, violates } from '@schemata/contract'
import { z } from 'zod'

import { UnknownCourseError } from '../errors.js'
import { jsonObject } from '../json-object.js'
import { parseInput } from '../parse-input.js'
import { type Aggregate, type Job, jobs } from './job.js'
import { type JobOptions, jobOptions } from './job-options.js'
import { queueName, targetQueue } from './queue-name.js'
import { injectedTrace, type TraceContext, withTrace } from './trace-context.js'

export interface NewJob {
  /** The course the job belongs to; the job goes when the course does. */
  entityId: string
  /** What kind of job it is; the name of the job in the queue. At most 100 characters. */
  queueName: string
  /** What its handler is given. */
  data: Readonly<Record<string, unknown>>
  /** @default none */
  options?: JobOptions
  /** The queue that gets the job. @default 'course-generation' */
  targetQueue?: string
  /** What within the course the job is about: a lesson, a document. @default the course itself */
  aggregate?: Aggregate
  /**
   * Jobs with the same key are handed over one after the other, in the order of their
   * transactions; a dead one holds the rest back until it is replayed or cancelled. The id
   * of the course is a good key. @default in any order
   */
  orderKey?: string
  /** How long to wait before it is handed over, in milliseconds. @default 0 */
  delayMs?: number
  /** After so many failed attempts to hand it over it is dead. @default 10 */
  maxAttempts?: number
  /** The trace in which it is queued, as a tracer injects it, for its consumer to continue: see `traceOf`. @default none */
  trace?: Partial<TraceContext>
}

export interface EnqueueJobsParameters {
  /** 1 to 1,000. */
  jobs: readonly NewJob[]
}

const newJob = z
  .object({
    entityId: z.guid(),
    queueName,
    data: jsonObject,
    options: jobOptions.default({}),
    targetQueue: targetQueue.default('course-generation'),
    aggregate: z.object({ type: z.string().min(1), id: z.string().min(1) }).optional(),
    orderKey: z.string().min(1).max(200).optional(),
    delayMs: z.int().min(0).default(0),
    maxAttempts: z.int().min(1).max(1000).default(10),
    trace: injectedTrace.optional(),
  })
  .transform(({ aggregate, trace, options, ...job }) => ({
    ...job,
    options: withTrace(options, trace),
    aggregateType: aggregate?.type,
    aggregateId: aggregate?.id,
  }))

const enqueueJobsParameters = z.object({ jobs: z.array(newJob).min(1).max(1000) })

/**
 * Queues jobs, and gives them as stored, in the order given.
 *
 * One statement: all of them or none. Pass the client of the transaction that decides on
 * the jobs, and they go out if and only if it commits. Jobs with an order key wait for
 * other transactions that queue under the same key, until those end.
 *
 * @throws UnknownCourseError when one of the courses does not exist.
 * @throws InvalidInputError naming the job and what is wrong with it.
 * @example
 * await client.query('BEGIN')
 * await publishLesson(client, lesson)
 * await enqueueJobs(client, { jobs: [{ entityId, queueName: 'render_lesson', data: { lessonId: lesson.id } }] })
 * await client.query('COMMIT')
 */
export async function enqueueJobs(db: Queryable, parameters: EnqueueJobsParameters): Promise<Job[]> {
  const input = parseInput('enqueueJobs', enqueueJobsParameters, parameters)
  try {
    const { rows } = await db.query(ENQUEUE_JOBS, [JSON.stringify(input.jobs)])
    return jobs.parse(rows)
  } catch (cause) {
    if (!violates(cause, 'fk_job_outbox_entity_id')) throw cause
    const entities = new Set(input.jobs.map(({ entityId }) => entityId))
    const [courseId = null] = entities.size === 1 ? entities : []
    throw new UnknownCourseError({ courseId, cause })
  }
}

// The locks are taken before the first number is drawn, so that within an order the
// numbers follow the commits; in the order of the locks, so that two callers cannot wait
// for one another.
const ENQUEUE_JOBS = `
  WITH given AS MATERIALIZED (
    SELECT job."entityId", job."queueName", job.data, job.options, job."targetQueue", job."aggregateType",
           job."aggregateId", job."orderKey", job."delayMs", job."maxAttempts", job.position
    FROM ROWS FROM (
      jsonb_to_recordset($1::text::jsonb) AS (
        "entityId" uuid, "queueName" text, data jsonb, options jsonb, "targetQueue" text, "aggregateType" text,
        "aggregateId" text, "orderKey" text, "delayMs" float8, "maxAttempts" integer
      )
    ) WITH ORDINALITY AS job (
      "entityId", "queueName", data, options, "targetQueue", "aggregateType", "aggregateId", "orderKey", "delayMs",
      "maxAttempts", position
    )
  ), locked AS MATERIALIZED (
    SELECT pg_advisory_xact_lock(ordered.class, ordered.lock_key)
    FROM (
      SELECT DISTINCT hashtext('course-outbox order') AS class, hashtext("orderKey") AS lock_key
      FROM given WHERE "orderKey" IS NOT NULL ORDER BY lock_key
    ) AS ordered
  )
  INSERT INTO course_outbox.job_outbox
    (entity_id, queue_name, job_data, job_options, target_queue, aggregate_type, aggregate_id, order_key,
     next_attempt_at, max_attempts)
  SELECT given."entityId", given."queueName", given.data, given.options, given."targetQueue", given."aggregateType",
         given."aggregateId", given."orderKey",
         CASE WHEN given."delayMs" > 0 THEN clock_timestamp() + make_interval(secs => given."delayMs" / 1000) END,
         given."maxAttempts"
  FROM given
  CROSS JOIN (SELECT count(*) FROM locked) AS waited
  ORDER BY given.position
  RETURNING outbox_id, entity_id, queue_name, target_queue, job_data, job_options, aggregate_type, aggregate_id, order_key,
    created_at, next_attempt_at, processed_at, attempts, max_attempts, last_error, last_attempt_at, lease_until,
    failed_at, dead_reason
`
