import { SchemaError } from '@schemata/contract'
import type { ZodError } from 'zod'

/** An accessor was given a value that it cannot take. Nothing was written. */
export class InvalidInputError extends SchemaError {
  readonly code = 'PGMQ_INVALID_INPUT'
  readonly accessor: string
  /** Names of the parameters that were refused; parts of one are joined by a dot. */
  readonly parameters: readonly string[]

  constructor({ accessor, cause }: { accessor: string; cause: ZodError }) {
    const [first] = cause.issues
    const parameter = first?.path.join('.') || 'parameters'
    super(`${accessor}: \`${parameter}\` is not valid: ${first?.message ?? 'unknown reason'}.`, {
      hint: 'The parameters of the accessor say what each of them takes.',
      cause,
    })
    this.accessor = accessor
    this.parameters = cause.issues.map((issue) => issue.path.join('.'))
  }
}

/** A message, or its headers, is not what its queue takes. Nothing was sent. */
export class InvalidMessageError extends SchemaError {
  readonly code = 'PGMQ_INVALID_MESSAGE'
  readonly queue: string
  /** Where in the call it stands: `message`, `messages.3.headers`. */
  readonly position: string
  readonly problem: string

  constructor({ queue, position, problem }: { queue: string; position: string; problem: string }) {
    super(`Queue \`${queue}\`: \`${position}\` is not valid: ${problem}.`, {
      hint: 'What is checked is what is stored: JSON, in which a Date is a string and undefined is absent.',
    })
    this.queue = queue
    this.position = position
    this.problem = problem
  }
}

/** There is no such queue in this database. */
export class UnknownQueueError extends SchemaError {
  readonly code = 'PGMQ_UNKNOWN_QUEUE'
  readonly queue: string

  constructor({ queue, cause }: { queue: string; cause?: unknown }) {
    super(`Queue \`${queue}\` does not exist.`, {
      hint: 'Create it with createQueue, which changes nothing where it is there already.',
      cause,
    })
    this.queue = queue
  }
}
