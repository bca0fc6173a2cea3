import { SchemaError } from '@schemata/contract'

/**
 * Thrown by a handler: this item can never succeed. It goes dead at once, whatever
 * attempts it has left.
 *
 * @example
 * throw new PermanentError({ reason: 'The manifest names no base image.' })
 */
export class PermanentError extends SchemaError {
  readonly code = 'WORKER_PERMANENT'

  constructor({ reason, cause }: { reason: string; cause?: unknown }) {
    super(reason, { cause })
  }
}

/** Thrown by a handler: try again, but not before the time that the other side asked for. */
export class RetryLaterError extends SchemaError {
  readonly code = 'WORKER_RETRY_LATER'
  readonly retryInMs: number

  constructor({ retryInMs, reason, cause }: { retryInMs: number; reason?: string; cause?: unknown }) {
    super(reason ?? `To be tried again in ${retryInMs} ms.`, { cause })
    this.retryInMs = retryInMs
  }
}

/**
 * Thrown by a handler: what it needs is away (a broker, an API), and the item is not at
 * fault. The item is given back, no attempt counted; the worker pauses, then tries one.
 */
export class UnavailableError extends SchemaError {
  readonly code = 'WORKER_UNAVAILABLE'
  readonly what: string

  constructor({ what, cause }: { what: string; cause?: unknown }) {
    super(`${what} is not available.`, { cause, hint: 'The item was given back; the worker tries one again soon.' })
    this.what = what
  }
}

/** The reason of a handler's abort signal: the item is no longer this worker's. */
export class LostLeaseError extends SchemaError {
  readonly code = 'WORKER_LEASE_LOST'
  readonly id: string
  /** `taken`: the database said so. `expired`: no heartbeat succeeded within the lease. */
  readonly how: 'taken' | 'expired'

  constructor({ id, how }: { id: string; how: 'taken' | 'expired' }) {
    super(
      `The lease of item ${id} is ${how === 'taken' ? 'no longer held' : 'over, and the database did not answer'}.`,
      {
        hint: 'Stop without effect: another worker may be running it. The fence refuses what is written late.',
      },
    )
    this.id = id
    this.how = how
  }
}

/** The reason of a handler's abort signal: somebody asked for this run to be stopped. */
export class CancelledError extends SchemaError {
  readonly code = 'WORKER_CANCELLED'
  readonly id: string

  constructor({ id }: { id: string }) {
    super(`Item ${id} was cancelled.`)
    this.id = id
  }
}

/** The reason of a handler's abort signal: it ran longer than `timeoutMs`. */
export class HandlerTimeoutError extends SchemaError {
  readonly code = 'WORKER_HANDLER_TIMEOUT'
  readonly id: string
  readonly timeoutMs: number

  constructor({ id, timeoutMs }: { id: string; timeoutMs: number }) {
    super(`The handler of item ${id} ran longer than ${timeoutMs} ms.`)
    this.id = id
    this.timeoutMs = timeoutMs
  }
}

/** The reason of a handler's abort signal: the worker stops, and the time to finish is over. */
export class WorkerStoppingError extends SchemaError {
  readonly code = 'WORKER_STOPPING'

  constructor() {
    super('The worker is stopping.', { hint: 'Throw; the item is given back and runs again elsewhere.' })
  }
}

/** An option of a worker, a wake or a ticker cannot be used. */
export class InvalidOptionError extends SchemaError {
  readonly code = 'WORKER_OPTION_INVALID'
  readonly option: string

  constructor({ option, found, expected }: { option: string; found: string; expected: string }) {
    super(`Option \`${option}\`: found ${found}, expected ${expected}.`)
    this.option = option
  }
}

/** A worker or ticker was started after it had been stopped. */
export class AlreadyStoppedError extends SchemaError {
  readonly code = 'WORKER_ALREADY_STOPPED'

  constructor({ what }: { what: string }) {
    super(`The ${what} was stopped and cannot start again.`, { hint: `Create another ${what}.` })
  }
}

/** A job's schedule is not a cron expression, or never comes. */
export class InvalidScheduleError extends SchemaError {
  readonly code = 'TICKER_SCHEDULE_INVALID'
  readonly job: string
  readonly schedule: string

  constructor({ job, schedule, reason, cause }: { job: string; schedule: string; reason: string; cause?: unknown }) {
    super(`Job \`${job}\`: the schedule \`${schedule}\` ${reason}.`, {
      hint: 'Write five fields: minute, hour, day of month, month, day of week; for example `0 2 * * 0`.',
      cause,
    })
    this.job = job
    this.schedule = schedule
  }
}
