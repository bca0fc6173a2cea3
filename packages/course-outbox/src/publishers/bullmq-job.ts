import type { ClaimedJob } from '../job-outbox/claimed-job.js'
import { type JobOptions, jobOptions } from '../job-outbox/job-options.js'
import { JobRefusedError } from './errors.js'

/** How long BullMQ keeps finished jobs, in seconds. */
export interface JobRetention {
  readonly completedSeconds: number
  readonly failedSeconds: number
}

/** A job as `addBulk` takes it. */
export interface BullmqJob {
  readonly name: string
  readonly data: Record<string, unknown>
  readonly opts: Record<string, unknown>
}

export type ToBullmqJob = (job: ClaimedJob) => BullmqJob

/**
 * What makes of a row the job that it stands for, whose id is the row's, whatever its options say.
 *
 * BullMQ ignores a job whose id it holds, and knows ids no longer than it keeps the jobs.
 * So finished jobs are kept for a time at least, and never cut off by number. Most rows
 * have no options of their own, and share what the defaults come to.
 *
 * The function made throws JobRefusedError when a row's options are none that BullMQ takes.
 */
export function toBullmqJob(defaults: JobOptions, retention: JobRetention): ToBullmqJob {
  const merged = (own: JobOptions) => {
    const options = { ...defaults, ...own }
    return {
      ...options,
      removeOnComplete: keptFor(options.removeOnComplete, retention.completedSeconds),
      removeOnFail: keptFor(options.removeOnFail, retention.failedSeconds),
    }
  }
  const shared = merged({})
  return ({ outboxId, queueName, data, options }) => {
    const opts = isEmpty(options) ? shared : merged(checked(outboxId, options))
    return { name: queueName, data, opts: { ...opts, jobId: outboxId } }
  }
}

/** @throws JobRefusedError */
function checked(outboxId: string, options: ClaimedJob['options']): JobOptions {
  const parsed = jobOptions.safeParse(options)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const reason = `its options are not valid: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`
  throw new JobRefusedError({ outboxId, reason, cause: parsed.error })
}

function isEmpty(options: ClaimedJob['options']): boolean {
  for (const _ in options) return false
  return true
}

/** False keeps for ever; an age may lengthen the time and nothing shortens it. */
function keptFor(wish: JobOptions['removeOnComplete'], atLeastSeconds: number): false | { age: number } {
  if (wish === false) return false
  const age = typeof wish === 'object' ? (wish.age ?? 0) : 0
  return { age: Math.max(age, atLeastSeconds) }
}
