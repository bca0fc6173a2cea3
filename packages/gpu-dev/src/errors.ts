import { SchemaError } from '@schemata/contract'

/** What is wrong with one parameter, as zod says it. */
interface Issue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** An accessor was given a value that it cannot take. Nothing was written. */
export class InvalidInputError extends SchemaError {
  readonly code = 'GPU_INVALID_INPUT'
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

/** The reservation does not exist. */
export class UnknownReservationError extends SchemaError {
  readonly code = 'GPU_UNKNOWN_RESERVATION'
  readonly reservationId: string

  constructor({ reservationId }: { reservationId: string }) {
    super(`Reservation \`${reservationId}\` does not exist.`, {
      hint: 'Use findReservation where the absence of a reservation is an ordinary outcome.',
    })
    this.reservationId = reservationId
  }
}

/** The id is another reservation's. Nothing was written. */
export class ReservationIdTakenError extends SchemaError {
  readonly code = 'GPU_RESERVATION_ID_TAKEN'
  readonly reservationId: string

  constructor({ reservationId, cause }: { reservationId: string; cause?: unknown }) {
    super(`A reservation with the id \`${reservationId}\` exists already.`, {
      hint: 'Leave the id out: one is made that nobody else has.',
      cause,
    })
    this.reservationId = reservationId
  }
}

/** Several reservations begin with the given prefix. */
export class AmbiguousPrefixError extends SchemaError {
  readonly code = 'GPU_AMBIGUOUS_PREFIX'
  readonly prefix: string
  /** Ids of some of them, newest first. */
  readonly reservationIds: readonly string[]

  constructor({ prefix, reservationIds }: { prefix: string; reservationIds: readonly string[] }) {
    super(`Several reservations begin with \`${prefix}\`: ${reservationIds.join(', ')}.`, {
      hint: 'Give more characters of the id.',
    })
    this.prefix = prefix
    this.reservationIds = reservationIds
  }
}

/** There are no GPUs of that kind. */
export class UnknownGpuTypeError extends SchemaError {
  readonly code = 'GPU_UNKNOWN_TYPE'
  readonly gpuType: string

  constructor({ gpuType, cause }: { gpuType: string; cause?: unknown }) {
    super(`There is no GPU type \`${gpuType}\`.`, { hint: 'listGpuTypes gives those there are.', cause })
    this.gpuType = gpuType
  }
}

/** The database lacks tables, columns or queues that this release works with. */
export class MissingTablesError extends SchemaError {
  readonly code = 'GPU_MISSING_TABLES'
  /** Such as `gpu_dev.disks`, `gpu_dev.disks.size_gb` or `pgmq.q_disk_operations`. */
  readonly missing: readonly string[]

  constructor({ missing }: { missing: readonly string[] }) {
    super(`The database is not what this release works with; missing: ${missing.join(', ')}.`, {
      hint: 'Run `schemata apply`, or look at the logs of the migration job; then start again.',
    })
    this.missing = missing
  }
}
