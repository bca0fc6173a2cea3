import { lesser } from './lesser.js'
import { UNTOLD } from './stamp.js'

/**
 * What one or more events tell of a job: a row for `record_job_facts`. Times are ISO
 * texts, payloads JSON texts; what is absent has not been told.
 */
export interface JobFacts extends Acceptance, Finish, Summary {
  readonly job_id: string
  started_at?: string | undefined
}

/** Told by the acceptance; while it is untold, bot and time are hints of other events. */
interface Acceptance {
  accepted_stamp: string
  accepted_at: string
  bot_id?: string | undefined
  meta?: string | undefined
  created_by?: string | undefined
  estimate?: string | undefined
  capacity_snapshot?: string | undefined
  correlation_id?: string | undefined
  attempt?: number | undefined
  retry_of?: string | undefined
}

interface Finish {
  finished_stamp: string
  state: 'queued' | 'running' | 'succeeded' | 'failed' | 'canceled'
  finished_at?: string | undefined
  result?: string | undefined
  error_message?: string | undefined
  error?: string | undefined
}

interface Summary {
  summary_stamp: string
  stages?: string | undefined
  stages_list?: string | undefined
}

/** A job of which nothing is known but that it had an event at a time. */
export function untoldJob(
  jobId: string,
  botId: string | undefined,
  at: string,
  state: 'queued' | 'running' = 'queued',
): JobFacts {
  return {
    job_id: jobId,
    bot_id: botId,
    state,
    accepted_at: at,
    accepted_stamp: UNTOLD,
    finished_stamp: UNTOLD,
    summary_stamp: UNTOLD,
  }
}

/**
 * Adds what the other facts tell of the same job, by the rules of `record_job_facts`: the
 * same comes out whichever is added to which.
 */
export function joinJobFacts(facts: JobFacts, other: JobFacts): void {
  joinAcceptance(facts, other)
  joinFinish(facts, other)
  facts.started_at = lesser(facts.started_at, other.started_at)
  if (other.summary_stamp < facts.summary_stamp) {
    facts.summary_stamp = other.summary_stamp
    facts.stages = other.stages
    facts.stages_list = other.stages_list
  }
}

function joinAcceptance(facts: Acceptance, other: Acceptance): void {
  if (other.accepted_stamp < facts.accepted_stamp) {
    facts.accepted_stamp = other.accepted_stamp
    facts.accepted_at = other.accepted_at
    facts.bot_id = other.bot_id
    facts.meta = other.meta
    facts.created_by = other.created_by
    facts.estimate = other.estimate
    facts.capacity_snapshot = other.capacity_snapshot
    facts.correlation_id = other.correlation_id
    facts.attempt = other.attempt
    facts.retry_of = other.retry_of
  } else if (facts.accepted_stamp === UNTOLD) {
    facts.bot_id = lesser(facts.bot_id, other.bot_id)
    if (other.accepted_at < facts.accepted_at) facts.accepted_at = other.accepted_at
  }
}

function joinFinish(facts: Finish, other: Finish): void {
  if (other.finished_stamp < facts.finished_stamp) {
    facts.finished_stamp = other.finished_stamp
    facts.state = other.state
    facts.finished_at = other.finished_at
    facts.result = other.result
    facts.error_message = other.error_message
    facts.error = other.error
  } else if (facts.state === 'queued' && other.state === 'running') {
    facts.state = 'running'
  }
}
