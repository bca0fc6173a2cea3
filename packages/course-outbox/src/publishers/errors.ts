import { SchemaError } from '@schemata/contract'

/** The queue cannot take jobs just now; none of them is at fault, and no attempt is counted. */
export class PublisherUnavailableError extends SchemaError {
  readonly code = 'OUTBOX_PUBLISHER_UNAVAILABLE'
  readonly publisher: string

  constructor({ publisher, reason, cause }: { publisher: string; reason: string; cause?: unknown }) {
    super(`${publisher} cannot take jobs: ${reason}.`, {
      hint: 'Jobs wait in the outbox; the relay goes on as soon as the queue answers.',
      cause,
    })
    this.publisher = publisher
  }
}

/** The queue will never take this job as it is: it is dead at once, whatever attempts it has left. */
export class JobRefusedError extends SchemaError {
  readonly code = 'OUTBOX_JOB_REFUSED'
  readonly outboxId: string

  constructor({ outboxId, reason, cause }: { outboxId: string; reason: string; cause?: unknown }) {
    super(`Job \`${outboxId}\` cannot be handed over: ${reason}.`, {
      hint: 'Mend its row, then replay it with replayDeadJobs; or cancel it.',
      cause,
    })
    this.outboxId = outboxId
  }
}

/** The database does not have this package, or an older state of it. */
export class OutboxNotInstalledError extends SchemaError {
  readonly code = 'OUTBOX_NOT_INSTALLED'

  constructor({ schema, cause }: { schema: string; cause?: unknown }) {
    super(`Schema \`${schema}\` of the database has no outbox that a relay can serve.`, {
      hint: 'Run `schemata apply`, or name the schema in which the package is installed.',
      cause,
    })
  }
}
