import { z } from 'zod'

const wholeNumber = z.int().min(0)

/** How long the queue keeps a finished job: seconds, a number of jobs, or either. */
const retention = z.union([
  z.boolean(),
  z.int().min(-1),
  z.strictObject({ age: wholeNumber, count: wholeNumber, limit: wholeNumber }).partial(),
])

/**
 * The options that a job may have, those of BullMQ that concern one job alone.
 *
 * The names are those that the function `job_options_problem` of the database knows; the
 * shape of their objects is checked here alone. `jobId` is taken and overridden by the id
 * of the outbox row.
 */
export const jobOptions = z
  .strictObject({
    attempts: z.int().min(1).max(1000),
    backoff: z.union([
      wholeNumber,
      z.strictObject({
        type: z.string().min(1),
        delay: wholeNumber.optional(),
        jitter: z.number().min(0).max(1).optional(),
      }),
    ]),
    /** Milliseconds, counted from when the queue takes the job. */
    delay: wholeNumber,
    jobId: z.string(),
    keepLogs: wholeNumber.max(2_147_483_647),
    lifo: z.boolean(),
    /** 0 comes first. */
    priority: wholeNumber.max(2_097_151),
    removeOnComplete: retention,
    removeOnFail: retention,
    sizeLimit: z.int().min(1),
    stackTraceLimit: wholeNumber.max(2_147_483_647),
    /** Where BullMQ carries a trace; `trace` of a new job is stored here. */
    telemetry: z.strictObject({ metadata: z.string().max(4096), omitContext: z.boolean() }).partial(),
    timestamp: wholeNumber,
  })
  .partial()

export type JobOptions = z.input<typeof jobOptions>
