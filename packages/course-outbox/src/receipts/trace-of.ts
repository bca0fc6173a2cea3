import { type TraceContext, traceIn } from '../job-outbox/trace-context.js'

/**
 * The trace in which a job was queued, as `trace` of `enqueueJobs` said it; `undefined` when it
 * said none, or what the job carries is no trace.
 *
 * Given the job as a worker of BullMQ has it. Two plain strings, for whichever tracer the
 * application has; a worker with BullMQ's own `telemetry` continues the trace by itself.
 *
 * @example
 * const parent = propagation.extract(context.active(), traceOf(job) ?? {})
 */
export function traceOf(job: { readonly opts?: unknown }): TraceContext | undefined {
  return traceIn(job.opts)
}
