// Written by `schemata contract`; not to be edited.

/** What a column gives, and what an insert and an update take; kysely knows these markers. */
interface Column<Select, Insert, Update> {
  readonly __select__: Select
  readonly __insert__: Insert
  readonly __update__: Update
}

/** May be left out of an insert. */
type Optional<Select, Write = Select> = Column<Select, Write | undefined, Write>

/** Is never written. */
type ReadOnly<Select> = Column<Select, never, never>

type FsmEventsCreatedBy = 'API' | 'QUEUE' | 'WORKER'
type RelayHeartbeatsState = 'running' | 'paused' | 'stopping'

/** What happened to the generation of each course; kept as long as the course. */
export interface FsmEventsTable {
  /** When it happened. */
  created_at: Optional<Date, Date | string>
  /** Which part of the system recorded it. */
  created_by: FsmEventsCreatedBy
  /** The course it happened to. */
  entity_id: string
  /** Particulars, by type. */
  event_data: Optional<unknown>
  /** Identity. */
  event_id: Optional<string>
  /** FSM_INITIALIZED, STATE_TRANSITIONED, JOB_CREATED, JOB_COMPLETED, JOB_FAILED, ERROR_OCCURRED, or one of the application's. */
  event_type: string
  /** Who asked for it. Null: nobody in particular, or somebody since erased. */
  user_id: string | null
}

/** A row allows one change of state; an application may add and remove rows. */
export interface GenerationTransitionsTable {
  /** The state a course is in. */
  from_state: string
  /** A state it may go to. */
  to_state: string
}

/** Requests that were answered, and the answer that a repetition gets. */
export interface IdempotencyKeysTable {
  /** When the request was first made. */
  created_at: Optional<Date, Date | string>
  /** The course it was about, if any; the key goes when the course does. */
  entity_id: string | null
  /** From then on the key counts as never used. */
  expires_at: Optional<Date, Date | string>
  /** Number of the attempt to answer; only counted up. The answer must state it. */
  fence: Optional<string, string | number | bigint>
  /** Digest of what was asked; the same key with another one is refused. */
  fingerprint: string | null
  /** What the caller named the request; at least 8 characters. */
  key: string
  /** Somebody is answering, until then at most. Null: answered. */
  lease_until: Optional<Date | null, Date | string | null>
  /** The answer. */
  result: Optional<unknown>
}

/** Jobs that were decided on and have yet to reach their queue; those that did stay for 30 days. */
export interface JobOutboxTable {
  /** When the effect of the job was committed by its consumer. */
  acked_at: Optional<Date | null, Date | string | null>
  /** Which one. */
  aggregate_id: string | null
  /** What kind of thing within the course the job is about. */
  aggregate_type: string | null
  /** How often it was tried to hand the job over. */
  attempts: Optional<number>
  /** Who claimed it last, for people to read. */
  claimed_by: string | null
  /** When the transaction that decided on the job began. */
  created_at: Optional<Date, Date | string>
  /** Why it was given up. */
  dead_reason: string | null
  /** The course the job is for; the job goes when the course does. */
  entity_id: string
  /** When the job was given up; it is dead until somebody replays it. */
  failed_at: Optional<Date | null, Date | string | null>
  /** Number of the last claim; only ever counted up. Later writes must state it. */
  fence: Optional<string, string | number | bigint>
  /** What the handler of the job is given. */
  job_data: Optional<unknown>
  /** How the queue is to treat the job. */
  job_options: Optional<unknown>
  /** When the last attempt was made that failed or was leased. */
  last_attempt_at: Optional<Date | null, Date | string | null>
  /** Why the last attempt failed. */
  last_error: string | null
  /** Until then the claim holds. Null: nobody holds it. */
  lease_until: Optional<Date | null, Date | string | null>
  /** After so many failed attempts the job is dead. */
  max_attempts: Optional<number>
  /** Not before then. Null: at once. */
  next_attempt_at: Optional<Date | null, Date | string | null>
  /** Jobs with the same key are handed over one after the other. Null: in any order. */
  order_key: string | null
  /** Identity; also the id of the job in the queue. */
  outbox_id: Optional<string>
  /** When the queue took the job. Null: it has yet to. */
  processed_at: Optional<Date | null, Date | string | null>
  /** What kind of job it is; the name of the job in the queue. */
  queue_name: string
  /** A receipt is awaited until then; after that the job is handed over again. Null: none is. */
  receipt_due_at: Optional<Date | null, Date | string | null>
  /** How often the job was handed over again for want of a receipt. */
  resends: Optional<number>
  /** Place among jobs created at the same time. */
  seq: ReadOnly<string>
  /** The queue that gets the job; environments that share a database have one each. */
  target_queue: Optional<string>
}

/** What was observed of one metric in one minute, by all processes together. */
export interface MetricMinutesTable {
  /** How many were up to 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000, and above. */
  buckets: Column<string[], (string | number | bigint)[], (string | number | bigint)[]>
  /** How many observations. */
  count: Column<string, string | number | bigint, string | number | bigint>
  /** What was observed. */
  metric: string
  /** The minute, by the clock of the database. */
  minute: Column<Date, Date | string, Date | string>
  /** Their sum; of times, milliseconds. */
  total: number
}

/** A relay that runs, or was killed and not yet forgotten. */
export interface RelayHeartbeatsTable {
  /** Why it is paused, in one word. */
  reason: string | null
  /** Of one process from its start to its end. */
  relay_id: string
  /** When it last said so; one that is silent for a minute counts as dead. */
  seen_at: Optional<Date, Date | string>
  /** When it was started. */
  started_at: Optional<Date, Date | string>
  /** Paused: the queue is away or full. */
  state: RelayHeartbeatsState
  /** The queue it serves. */
  target_queue: string
}

/** By bare name, for a schema that is chosen at run time. */
export interface Tables {
  fsm_events: FsmEventsTable
  generation_transitions: GenerationTransitionsTable
  idempotency_keys: IdempotencyKeysTable
  job_outbox: JobOutboxTable
  metric_minutes: MetricMinutesTable
  relay_heartbeats: RelayHeartbeatsTable
}

/** By schema and name. Those of several packages are joined with `&`. */
export interface Database {
  'course_outbox.fsm_events': FsmEventsTable
  'course_outbox.generation_transitions': GenerationTransitionsTable
  'course_outbox.idempotency_keys': IdempotencyKeysTable
  'course_outbox.job_outbox': JobOutboxTable
  'course_outbox.metric_minutes': MetricMinutesTable
  'course_outbox.relay_heartbeats': RelayHeartbeatsTable
}
