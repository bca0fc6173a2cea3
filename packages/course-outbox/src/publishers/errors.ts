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
