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

/**
 * The job that a row stands for: its id is the row's, whatever its options say.
 *
 * BullMQ ignores a job whose id it holds, and knows ids no longer than it keeps the jobs.
 * So finished jobs are kept for a time at least, and never cut off by number.
 *
 * @throws JobRefusedError when its options are none that BullMQ takes.
 */
export function bullmqJob(
  { outboxId, queueName, data, options }: ClaimedJob,
  defaults: JobOptions,
  retention: JobRetention,
): BullmqJob {
  const parsed = jobOptions.safeParse(options)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const reason = `its options are not valid: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`
    throw new JobRefusedError({ outboxId, reason, cause: parsed.error })
  }
  const opts = { ...defaults, ...parsed.data }
  return {
    name: queueName,
    data,
    opts: {
      ...opts,
      removeOnComplete: keptFor(opts.removeOnComplete, retention.completedSeconds),
      removeOnFail: keptFor(opts.removeOnFail, retention.failedSeconds),
      jobId: outboxId,
    },
  }
}

/** False keeps for ever; an age may lengthen the time and nothing shortens it. */
function keptFor(wish: JobOptions['removeOnComplete'], atLeastSeconds: number): false | { age: number } {
  if (wish === false) return false
  const age = typeof wish === 'object' ? (wish.age ?? 0) : 0
  return { age: Math.max(age, atLeastSeconds) }
}
