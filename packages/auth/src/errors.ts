import { SchemaError } from '@schemata/contract'
import type { ZodError } from 'zod'

/** An accessor was given a value that it cannot take. */
export class InvalidInputError extends SchemaError {
  readonly code = 'AUTH_INVALID_INPUT'
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

/** No such user, or one that was deleted. */
export class UnknownUserError extends SchemaError {
  readonly code = 'AUTH_UNKNOWN_USER'
  readonly userId: string

  constructor({ userId, cause }: { userId: string; cause?: unknown }) {
    super(`User \`${userId}\` does not exist or was deleted.`, {
      hint: 'Use findUser where the absence of a user is an ordinary outcome.',
      cause,
    })
    this.userId = userId
  }
}

/** The id that was asked for is that of another user, maybe a deleted one. */
export class UserIdTakenError extends SchemaError {
  readonly code = 'AUTH_USER_ID_TAKEN'
  readonly userId: string

  constructor({ userId, cause }: { userId: string; cause?: unknown }) {
    super(`User \`${userId}\` exists already.`, { hint: 'Leave the id out to have a new one made.', cause })
    this.userId = userId
  }
}

/** Another user has the address. The address is a field, not part of the message, so that logs stay clean of it. */
export class EmailTakenError extends SchemaError {
  readonly code = 'AUTH_EMAIL_TAKEN'
  readonly email: string

  constructor({ email, cause }: { email: string; cause?: unknown }) {
    super('Another user has this email address.', { hint: 'findUserByEmail gives the user who has it.', cause })
    this.email = email
  }
}

/** The identity could only hold for a single statement, since no transaction is open. */
export class NotInTransactionError extends SchemaError {
  readonly code = 'AUTH_NOT_IN_TRANSACTION'

  constructor() {
    super('asUser found no open transaction on this connection.', {
      hint: 'Send BEGIN on a single client and pass that client; a Pool gives every statement another connection.',
    })
  }
}

/** The connection cannot take on the database role: it does not exist, or was not granted. */
export class RoleUnavailableError extends SchemaError {
  readonly code = 'AUTH_ROLE_UNAVAILABLE'
  readonly role: string

  constructor({ role, cause }: { role: string; cause?: unknown }) {
    super(`The connected database role cannot become \`${role}\`.`, {
      hint: `Create the role if it is missing, then GRANT ${role} TO the role that the application connects as.`,
      cause,
    })
    this.role = role
  }
}
