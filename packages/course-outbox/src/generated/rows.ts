// Written by `schemata contract`; not to be edited.
import * as z from 'zod'

/** 64-bit integers are text, so that no digit is lost: pg gives text, PGlite a number or a bigint. */
const int8 = z.preprocess(
  (value) => (typeof value === 'number' || typeof value === 'bigint' ? String(value) : value),
  z.string().regex(/^-?\d+$/),
)

/** What PostgreSQL takes for a 64-bit integer. */
const int8Input = z.union([z.string().regex(/^-?\d+$/), z.int(), z.bigint()])

/** Floating-point numbers, NaN and infinity among them. */
const float = z.custom<number>((value) => typeof value === 'number', { error: 'Invalid input: expected number' })

/** As PostgreSQL writes and reads it. pg gives an object that knows how. */
const interval = z.preprocess((value) => {
  const known = typeof value === 'object' && value !== null && 'toPostgres' in value ? value.toPostgres : undefined
  return typeof known === 'function' ? String(known.call(value)) : value
}, z.string())

/** PostgreSQL counts code points. */
const characters = (max: number) =>
  z.string().refine((value) => Array.from(value).length <= max, { error: `Too long: at most ${max} characters` })

/** Which part of the system recorded it. */
export const fsmEventsCreatedBy = z.enum(['API', 'QUEUE', 'WORKER'])
export type FsmEventsCreatedBy = z.infer<typeof fsmEventsCreatedBy>

/** What happened to the generation of each course; kept as long as the course. */
export const fsmEventsRow = z.object({
  /** When it happened. */
  created_at: z.date(),
  /** Which part of the system recorded it. */
  created_by: fsmEventsCreatedBy,
  /** The course it happened to. */
  entity_id: z.guid(),
  /** Particulars, by type. */
  event_data: z.unknown(),
  /** Identity. */
  event_id: z.guid(),
  /** FSM_INITIALIZED, STATE_TRANSITIONED, JOB_CREATED, JOB_COMPLETED, JOB_FAILED, ERROR_OCCURRED, or one of the application's. */
  event_type: z.string(),
  /** Who asked for it. Null: nobody in particular, or somebody since erased. */
  user_id: z.guid().nullable(),
})
export type FsmEventsRow = z.infer<typeof fsmEventsRow>

export const fsmEventsInsert = z.strictObject({
  created_at: z.date().optional(),
  created_by: fsmEventsCreatedBy,
  entity_id: z.guid(),
  event_data: z.unknown().optional(),
  event_id: z.guid().optional(),
  event_type: characters(50),
  user_id: z.guid().nullish(),
})
export type FsmEventsInsert = z.infer<typeof fsmEventsInsert>

export const fsmEventsUpdate = fsmEventsInsert.partial()
export type FsmEventsUpdate = z.infer<typeof fsmEventsUpdate>

/** A row allows one change of state; an application may add and remove rows. */
export const generationTransitionsRow = z.object({
  /** The state a course is in. */
  from_state: z.string(),
  /** A state it may go to. */
  to_state: z.string(),
})
export type GenerationTransitionsRow = z.infer<typeof generationTransitionsRow>

export const generationTransitionsInsert = z.strictObject({
  from_state: z.string(),
  to_state: z.string(),
})
export type GenerationTransitionsInsert = z.infer<typeof generationTransitionsInsert>

export const generationTransitionsUpdate = generationTransitionsInsert.partial()
export type GenerationTransitionsUpdate = z.infer<typeof generationTransitionsUpdate>

/** Requests that were answered, and the answer that a repetition gets. */
export const idempotencyKeysRow = z.object({
  /** When the request was first made. */
  created_at: z.date(),
  /** The course it was about, if any; the key goes when the course does. */
  entity_id: z.guid().nullable(),
  /** From then on the key counts as never used. */
  expires_at: z.date(),
  /** Number of the attempt to answer; only counted up. The answer must state it. */
  fence: int8,
  /** Digest of what was asked; the same key with another one is refused. */
  fingerprint: z.string().nullable(),
  /** What the caller named the request; at least 8 characters. */
  key: z.string(),
  /** Somebody is answering, until then at most. Null: answered. */
  lease_until: z.date().nullable(),
  /** The answer. */
  result: z.unknown(),
})
export type IdempotencyKeysRow = z.infer<typeof idempotencyKeysRow>

export const idempotencyKeysInsert = z.strictObject({
  created_at: z.date().optional(),
  entity_id: z.guid().nullish(),
  expires_at: z.date().optional(),
  fence: int8Input.optional(),
  fingerprint: z.string().nullish(),
  key: characters(255),
  lease_until: z.date().nullish(),
  result: z.unknown().optional(),
})
export type IdempotencyKeysInsert = z.infer<typeof idempotencyKeysInsert>

export const idempotencyKeysUpdate = idempotencyKeysInsert.partial()
export type IdempotencyKeysUpdate = z.infer<typeof idempotencyKeysUpdate>

/** Jobs that were decided on and have yet to reach their queue; those that did stay for 30 days. */
export const jobOutboxRow = z.object({
  /** When the effect of the job was committed by its consumer. */
  acked_at: z.date().nullable(),
  /** Which one. */
  aggregate_id: z.string().nullable(),
  /** What kind of thing within the course the job is about. */
  aggregate_type: z.string().nullable(),
  /** How often it was tried to hand the job over. */
  attempts: z.int32(),
  /** Who claimed it last, for people to read. */
  claimed_by: z.string().nullable(),
  /** When the transaction that decided on the job began. */
  created_at: z.date(),
  /** Why it was given up. */
  dead_reason: z.string().nullable(),
  /** The course the job is for; the job goes when the course does. */
  entity_id: z.guid(),
  /** When the job was given up; it is dead until somebody replays it. */
  failed_at: z.date().nullable(),
  /** Number of the last claim; only ever counted up. Later writes must state it. */
  fence: int8,
  /** What the handler of the job is given. */
  job_data: z.unknown(),
  /** How the queue is to treat the job. */
  job_options: z.unknown(),
  /** When the last attempt was made that failed or was leased. */
  last_attempt_at: z.date().nullable(),
  /** Why the last attempt failed. */
  last_error: z.string().nullable(),
  /** Until then the claim holds. Null: nobody holds it. */
  lease_until: z.date().nullable(),
  /** After so many failed attempts the job is dead. */
  max_attempts: z.int32(),
  /** Not before then. Null: at once. */
  next_attempt_at: z.date().nullable(),
  /** Jobs with the same key are handed over one after the other. Null: in any order. */
  order_key: z.string().nullable(),
  /** Identity; also the id of the job in the queue. */
  outbox_id: z.guid(),
  /** When the queue took the job. Null: it has yet to. */
  processed_at: z.date().nullable(),
  /** What kind of job it is; the name of the job in the queue. */
  queue_name: z.string(),
  /** A receipt is awaited until then; after that the job is handed over again. Null: none is. */
  receipt_due_at: z.date().nullable(),
  /** How often the job was handed over again for want of a receipt. */
  resends: z.int32(),
  /** Place among jobs created at the same time. */
  seq: int8,
  /** The queue that gets the job; environments that share a database have one each. */
  target_queue: z.string(),
})
export type JobOutboxRow = z.infer<typeof jobOutboxRow>

export const jobOutboxInsert = z.strictObject({
  acked_at: z.date().nullish(),
  aggregate_id: z.string().nullish(),
  aggregate_type: z.string().nullish(),
  attempts: z.int32().optional(),
  claimed_by: z.string().nullish(),
  created_at: z.date().optional(),
  dead_reason: z.string().nullish(),
  entity_id: z.guid(),
  failed_at: z.date().nullish(),
  fence: int8Input.optional(),
  job_data: z.unknown().optional(),
  job_options: z.unknown().optional(),
  last_attempt_at: z.date().nullish(),
  last_error: z.string().nullish(),
  lease_until: z.date().nullish(),
  max_attempts: z.int32().optional(),
  next_attempt_at: z.date().nullish(),
  order_key: z.string().nullish(),
  outbox_id: z.guid().optional(),
  processed_at: z.date().nullish(),
  queue_name: characters(100),
  receipt_due_at: z.date().nullish(),
  resends: z.int32().optional(),
  target_queue: characters(100).optional(),
})
export type JobOutboxInsert = z.infer<typeof jobOutboxInsert>

export const jobOutboxUpdate = jobOutboxInsert.partial()
export type JobOutboxUpdate = z.infer<typeof jobOutboxUpdate>

/** What was observed of one metric in one minute, by all processes together. */
export const metricMinutesRow = z.object({
  /** How many were up to 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000, and above. */
  buckets: z.array(int8),
  /** How many observations. */
  count: int8,
  /** What was observed. */
  metric: z.string(),
  /** The minute, by the clock of the database. */
  minute: z.date(),
  /** Their sum; of times, milliseconds. */
  total: float,
})
export type MetricMinutesRow = z.infer<typeof metricMinutesRow>

export const metricMinutesInsert = z.strictObject({
  buckets: z.array(int8Input),
  count: int8Input,
  metric: z.string(),
  minute: z.date(),
  total: float,
})
export type MetricMinutesInsert = z.infer<typeof metricMinutesInsert>

export const metricMinutesUpdate = metricMinutesInsert.partial()
export type MetricMinutesUpdate = z.infer<typeof metricMinutesUpdate>

/** Paused: the queue is away or full. */
export const relayHeartbeatsState = z.enum(['running', 'paused', 'stopping'])
export type RelayHeartbeatsState = z.infer<typeof relayHeartbeatsState>

/** A relay that runs, or was killed and not yet forgotten. */
export const relayHeartbeatsRow = z.object({
  /** Why it is paused, in one word. */
  reason: z.string().nullable(),
  /** Of one process from its start to its end. */
  relay_id: z.string(),
  /** When it last said so; one that is silent for a minute counts as dead. */
  seen_at: z.date(),
  /** When it was started. */
  started_at: z.date(),
  /** Paused: the queue is away or full. */
  state: relayHeartbeatsState,
  /** The queue it serves. */
  target_queue: z.string(),
})
export type RelayHeartbeatsRow = z.infer<typeof relayHeartbeatsRow>

export const relayHeartbeatsInsert = z.strictObject({
  reason: z.string().nullish(),
  relay_id: z.string(),
  seen_at: z.date().optional(),
  started_at: z.date().optional(),
  state: relayHeartbeatsState,
  target_queue: characters(100),
})
export type RelayHeartbeatsInsert = z.infer<typeof relayHeartbeatsInsert>

export const relayHeartbeatsUpdate = relayHeartbeatsInsert.partial()
export type RelayHeartbeatsUpdate = z.infer<typeof relayHeartbeatsUpdate>

/** The receipt of a job, to be given in the transaction of its effect: acknowledged, duplicate when it was given before, unknown when there is no such job. */
export const acknowledgeJobArguments = z.strictObject({
  p_outbox_id: z.guid().nullable(),
})
export type AcknowledgeJobArguments = z.infer<typeof acknowledgeJobArguments>

export const acknowledgeJobResult = z.string().nullable()
export type AcknowledgeJobResult = z.infer<typeof acknowledgeJobResult>

/** Raises OB002 naming the first job that cannot be taken and why. */
export const checkJobListArguments = z.strictObject({
  p_jobs: z.unknown(),
})
export type CheckJobListArguments = z.infer<typeof checkJobListArguments>

/** Takes jobs under a lease, counted from now in milliseconds: raises fence and attempts of each. */
export const claimJobsArguments = z.strictObject({
  p_target_queue: z.string().nullable(),
  p_limit: z.int32().nullable(),
  p_worker_id: z.string().nullable(),
  p_lease_ms: z.int32().nullable(),
})
export type ClaimJobsArguments = z.infer<typeof claimJobsArguments>

/** One of the rows that it gives. */
export const claimJobsResult = z.object({
  outbox_id: z.guid().nullable(),
  entity_id: z.guid().nullable(),
  queue_name: z.string().nullable(),
  target_queue: z.string().nullable(),
  job_data: z.unknown(),
  job_options: z.unknown(),
  created_at: z.date().nullable(),
  attempts: z.int32().nullable(),
  fence: int8.nullable(),
  order_key: z.string().nullable(),
})
export type ClaimJobsResult = z.infer<typeof claimJobsResult>

/** Claims a key, for the transaction or for so many milliseconds, and gives its fence; or gives what is stored for it. No row: a lease ran out this moment, ask again. Waits for a transaction that holds the key. */
export const claimRequestArguments = z.strictObject({
  p_key: z.string().nullable(),
  p_fingerprint: z.string().nullable(),
  p_lease_ms: float.nullish(),
})
export type ClaimRequestArguments = z.infer<typeof claimRequestArguments>

/** One of the rows that it gives. */
export const claimRequestResult = z.object({
  claimed_fence: int8.nullable(),
  known_fingerprint: z.string().nullable(),
  known_result: z.unknown(),
  retry_after_ms: z.int32().nullable(),
})
export type ClaimRequestResult = z.infer<typeof claimRequestResult>

/** Deletes keys that have expired. Scheduled daily. */
export const cleanupExpiredIdempotencyKeysArguments = z.strictObject({})
export type CleanupExpiredIdempotencyKeysArguments = z.infer<typeof cleanupExpiredIdempotencyKeysArguments>

/** Deletes jobs that were processed more than 30 days ago and await no receipt, and no other. Scheduled weekly. */
export const cleanupOldOutboxEntriesArguments = z.strictObject({})
export type CleanupOldOutboxEntriesArguments = z.infer<typeof cleanupOldOutboxEntriesArguments>

/** Marks jobs as processed. Said twice under the same fence, it gives the same answer. */
export const completeJobsArguments = z.strictObject({
  p_outbox_ids: z.array(z.guid()).nullable(),
  p_fences: z.array(int8Input).nullable(),
})
export type CompleteJobsArguments = z.infer<typeof completeJobsArguments>

/** One of the rows that it gives. */
export const completeJobsResult = z.guid().nullable()
export type CompleteJobsResult = z.infer<typeof completeJobsResult>

/** Marks jobs as processed as complete_jobs does, and awaits a receipt of each within the given milliseconds. */
export const completeJobsAwaitingReceiptsArguments = z.strictObject({
  p_outbox_ids: z.array(z.guid()).nullable(),
  p_fences: z.array(int8Input).nullable(),
  p_receipt_within_ms: int8Input.nullable(),
})
export type CompleteJobsAwaitingReceiptsArguments = z.infer<typeof completeJobsAwaitingReceiptsArguments>

/** One of the rows that it gives. */
export const completeJobsAwaitingReceiptsResult = z.guid().nullable()
export type CompleteJobsAwaitingReceiptsResult = z.infer<typeof completeJobsAwaitingReceiptsResult>

/** Puts a course, whose row the caller has locked, into a state and records the event; gives the state with its version, which counts up from 1. */
export const enterStateArguments = z.strictObject({
  p_entity_id: z.guid().nullable(),
  p_state: z.string().nullable(),
  p_event_type: z.string().nullable(),
  p_event_data: z.unknown(),
  p_created_by: z.string().nullable(),
  p_user_id: z.guid().nullable(),
})
export type EnterStateArguments = z.infer<typeof enterStateArguments>

export const enterStateResult = z.unknown()
export type EnterStateResult = z.infer<typeof enterStateResult>

/** Prolongs leases that still stand, counted from now; one that ran out and was not taken back yet stands. */
export const extendJobLeasesArguments = z.strictObject({
  p_outbox_ids: z.array(z.guid()).nullable(),
  p_fences: z.array(int8Input).nullable(),
  p_lease_ms: z.int32().nullable(),
})
export type ExtendJobLeasesArguments = z.infer<typeof extendJobLeasesArguments>

/** One of the rows that it gives. */
export const extendJobLeasesResult = z.guid().nullable()
export type ExtendJobLeasesResult = z.infer<typeof extendJobLeasesResult>

/** Records failed attempts: another one after the given milliseconds, or none where that is null or attempts are used up. */
export const failJobsArguments = z.strictObject({
  p_outbox_ids: z.array(z.guid()).nullable(),
  p_fences: z.array(int8Input).nullable(),
  p_errors: z.array(z.string()).nullable(),
  p_retries_in_ms: z.array(int8Input).nullable(),
})
export type FailJobsArguments = z.infer<typeof failJobsArguments>

/** One of the rows that it gives. */
export const failJobsResult = z.object({
  outbox_id: z.guid().nullable(),
  is_dead: z.boolean().nullable(),
})
export type FailJobsResult = z.infer<typeof failJobsResult>

/** The answer stored for this request, NULL when there is none or it has expired; raises OB005 when the key stands for another request. */
export const findAnswerArguments = z.strictObject({
  p_key: z.string().nullable(),
  p_entity_id: z.guid().nullable(),
  p_user_id: z.guid().nullable(),
  p_initial_state: z.string().nullable(),
})
export type FindAnswerArguments = z.infer<typeof findAnswerArguments>

export const findAnswerResult = z.unknown()
export type FindAnswerResult = z.infer<typeof findAnswerResult>

/** Starts the generation of a course and queues its first jobs, all or nothing. A repetition with the same key gets the answer of the first call and changes nothing. */
export const initializeFsmWithOutboxArguments = z.strictObject({
  p_entity_id: z.guid().nullable(),
  p_user_id: z.guid().nullable(),
  p_organization_id: z.guid().nullable(),
  p_idempotency_key: z.string().nullable(),
  p_initiated_by: z.string().nullable(),
  p_initial_state: z.string().nullable(),
  p_job_data: z.unknown(),
  p_metadata: z.unknown().optional(),
})
export type InitializeFsmWithOutboxArguments = z.infer<typeof initializeFsmWithOutboxArguments>

export const initializeFsmWithOutboxResult = z.unknown()
export type InitializeFsmWithOutboxResult = z.infer<typeof initializeFsmWithOutboxResult>

/** Queues a list of jobs that was checked, in its order, and gives what was stored. */
export const insertJobsArguments = z.strictObject({
  p_entity_id: z.guid().nullable(),
  p_jobs: z.unknown(),
})
export type InsertJobsArguments = z.infer<typeof insertJobsArguments>

export const insertJobsResult = z.unknown()
export type InsertJobsResult = z.infer<typeof insertJobsResult>

/** What is wrong with the options of a job; NULL when nothing is. */
export const jobOptionsProblemArguments = z.strictObject({
  p_options: z.unknown(),
})
export type JobOptionsProblemArguments = z.infer<typeof jobOptionsProblemArguments>

export const jobOptionsProblemResult = z.string().nullable()
export type JobOptionsProblemResult = z.infer<typeof jobOptionsProblemResult>

/** Locks the row of a course until the transaction ends and gives its state; raises OB003 when there is no such course. */
export const lockCourseArguments = z.strictObject({
  p_entity_id: z.guid().nullable(),
})
export type LockCourseArguments = z.infer<typeof lockCourseArguments>

export const lockCourseResult = z.string().nullable()
export type LockCourseResult = z.infer<typeof lockCourseResult>

/** Holds jobs that may be handed over now until the transaction ends; to be completed or failed before it does. Those whose time has come, then the oldest; passes over what others have locked; at most 1,000. Of jobs in strict order only the first, and not before an awaited receipt. Nothing is written. */
export const lockJobsArguments = z.strictObject({
  p_target_queue: z.string().nullable(),
  p_limit: z.int32().nullable(),
})
export type LockJobsArguments = z.infer<typeof lockJobsArguments>

/** One of the rows that it gives. */
export const lockJobsResult = z.object({
  outbox_id: z.guid().nullable(),
  entity_id: z.guid().nullable(),
  queue_name: z.string().nullable(),
  target_queue: z.string().nullable(),
  job_data: z.unknown(),
  job_options: z.unknown(),
  created_at: z.date().nullable(),
  attempts: z.int32().nullable(),
  fence: int8.nullable(),
  order_key: z.string().nullable(),
})
export type LockJobsResult = z.infer<typeof lockJobsResult>

/** Holds jobs whose receipt is late until the transaction ends; attempts counts how often they were sent again. */
export const lockOverdueReceiptsArguments = z.strictObject({
  p_target_queue: z.string().nullable(),
  p_limit: z.int32().nullable(),
})
export type LockOverdueReceiptsArguments = z.infer<typeof lockOverdueReceiptsArguments>

/** One of the rows that it gives. */
export const lockOverdueReceiptsResult = z.object({
  outbox_id: z.guid().nullable(),
  entity_id: z.guid().nullable(),
  queue_name: z.string().nullable(),
  target_queue: z.string().nullable(),
  job_data: z.unknown(),
  job_options: z.unknown(),
  created_at: z.date().nullable(),
  attempts: z.int32().nullable(),
  fence: int8.nullable(),
  order_key: z.string().nullable(),
})
export type LockOverdueReceiptsResult = z.infer<typeof lockOverdueReceiptsResult>

/** Awaits receipts anew: of jobs that were sent again, and of those that still stand in their queue. A job sent again more than max_attempts times is dead. */
export const postponeReceiptsArguments = z.strictObject({
  p_outbox_ids: z.array(z.guid()).nullable(),
  p_resent: z.array(z.boolean()).nullable(),
  p_receipt_within_ms: int8Input.nullable(),
})
export type PostponeReceiptsArguments = z.infer<typeof postponeReceiptsArguments>

/** One of the rows that it gives. */
export const postponeReceiptsResult = z.object({
  outbox_id: z.guid().nullable(),
  is_dead: z.boolean().nullable(),
})
export type PostponeReceiptsResult = z.infer<typeof postponeReceiptsResult>

/** Deletes old minutes and relays that fell silent an hour ago; gives how many minutes. Relays call it daily. */
export const purgeRelayMetricsArguments = z.strictObject({
  p_older_than: interval.nullable(),
})
export type PurgeRelayMetricsArguments = z.infer<typeof purgeRelayMetricsArguments>

export const purgeRelayMetricsResult = int8.nullable()
export type PurgeRelayMetricsResult = z.infer<typeof purgeRelayMetricsResult>

/** Adds observations to the present minute: a list of metric, count, total and the twelve buckets. */
export const recordMetricsArguments = z.strictObject({
  p_observations: z.unknown(),
})
export type RecordMetricsArguments = z.infer<typeof recordMetricsArguments>

/** Gives leased jobs back untried: ready at once, the attempt not counted. */
export const releaseJobsArguments = z.strictObject({
  p_outbox_ids: z.array(z.guid()).nullable(),
  p_fences: z.array(int8Input).nullable(),
})
export type ReleaseJobsArguments = z.infer<typeof releaseJobsArguments>

/** One of the rows that it gives. */
export const releaseJobsResult = z.guid().nullable()
export type ReleaseJobsResult = z.infer<typeof releaseJobsResult>

/** Raises 42501 when the session speaks for a client of the API who is not that user, or the course not that user's. Any other session passes. */
export const requireRightsArguments = z.strictObject({
  p_entity_id: z.guid().nullable(),
  p_user_id: z.guid().nullable(),
  p_organization_id: z.guid().nullable(),
})
export type RequireRightsArguments = z.infer<typeof requireRightsArguments>

/** How often the state of a course was changed; 0 for one that was never started. */
export const stateVersionArguments = z.strictObject({
  p_entity_id: z.guid().nullable(),
})
export type StateVersionArguments = z.infer<typeof stateVersionArguments>

export const stateVersionResult = int8.nullable()
export type StateVersionResult = z.infer<typeof stateVersionResult>

/** Stores the answer under a key that this transaction claimed, for so many milliseconds or as its column says. */
export const storeAnswerArguments = z.strictObject({
  p_key: z.string().nullable(),
  p_result: z.unknown(),
  p_lifetime_ms: float.nullable(),
})
export type StoreAnswerArguments = z.infer<typeof storeAnswerArguments>

/** Takes jobs back whose lease ran out: another attempt later, or dead when all are used up. Any number of processes may sweep. */
export const sweepJobsArguments = z.strictObject({
  p_limit: z.int32().nullable(),
})
export type SweepJobsArguments = z.infer<typeof sweepJobsArguments>

export const sweepJobsResult = z.int32().nullable()
export type SweepJobsResult = z.infer<typeof sweepJobsResult>

/** Moves a course to a state that may follow its present one, and records the event; gives the new state with its version. Where a version is expected, any other refuses. */
export const transitionGenerationArguments = z.strictObject({
  p_entity_id: z.guid().nullable(),
  p_to_state: z.string().nullable(),
  p_expected_version: z.int32().nullish(),
  p_created_by: z.string().nullish(),
  p_user_id: z.guid().nullish(),
  p_metadata: z.unknown().optional(),
})
export type TransitionGenerationArguments = z.infer<typeof transitionGenerationArguments>

export const transitionGenerationResult = z.unknown()
export type TransitionGenerationResult = z.infer<typeof transitionGenerationResult>
