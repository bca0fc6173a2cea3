import { SchemaError } from '@schemata/contract'

/** What is wrong with one parameter, as zod says it. */
interface Issue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** An accessor was given a value that it cannot take. Nothing was written. */
export class InvalidInputError extends SchemaError {
  readonly code = 'AUDIT_INVALID_INPUT'
  readonly accessor: string
  /** Names of the parameters that were refused; parts of one are joined by a dot. */
  readonly parameters: readonly string[]

  constructor({ accessor, issues, cause }: { accessor: string; issues: readonly Issue[]; cause?: unknown }) {
    const named = issues.map(({ path, message }) => ({ name: path.map(String).join('.'), message }))
    const reasons = named.map(({ name, message }) => `\`${name || 'parameters'}\`: ${message}`)
    super(`${accessor} cannot take ${reasons.join('; ')}.`, {
      hint: `The type of the parameters of ${accessor} says what each of them takes.`,
      cause,
    })
    this.accessor = accessor
    this.parameters = named.map(({ name }) => name)
  }
}

/** The job does not exist. */
export class UnknownJobError extends SchemaError {
  readonly code = 'AUDIT_UNKNOWN_JOB'
  readonly jobId: string

  constructor({ jobId }: { jobId: string }) {
    super(`Job \`${jobId}\` does not exist.`, {
      hint: 'Use findJob where the absence of a job is an ordinary outcome; old jobs may have been purged.',
    })
    this.jobId = jobId
  }
}

/** The buffer of a recorder is full; the event was given up. */
export class RecorderFullError extends SchemaError {
  readonly code = 'AUDIT_RECORDER_FULL'
  readonly maxBuffered: number

  constructor({ maxBuffered }: { maxBuffered: number }) {
    super(`${maxBuffered} events wait to be stored; the next one was given up.`, {
      hint: 'The database cannot be reached or does not keep up; raise `maxBuffered` to bridge longer gaps.',
    })
    this.maxBuffered = maxBuffered
  }
}

/** The recorder was closed before the event came. */
export class RecorderClosedError extends SchemaError {
  readonly code = 'AUDIT_RECORDER_CLOSED'

  constructor() {
    super('The recorder is closed; the event was given up.', { hint: 'Close the recorder after what it listens to.' })
  }
}
