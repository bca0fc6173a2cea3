import { SchemaError } from '@schemata/contract'
import type { ZodError } from 'zod'

/** The rules that functions and triggers of the schema raise errors for, by their SQLSTATE. */
export const RULES = {
  LB001: 'container-move',
  LB002: 'retention-days',
  LB003: 'quota-amount',
  LB004: 'reservation-wait',
  LB005: 'quota-exhausted',
  LB006: 'assignment-status',
  LB007: 'advisory-lock-key',
  LB008: 'template-version',
  LB009: 'export-period',
  LB010: 'claim',
  LB011: 'permission',
  LB012: 'first-role',
  LB013: 'audit-horizon',
  LB014: 'sort-column',
  LB015: 'permission-name',
  LB020: 'audit-seal',
} as const

export type Rule = (typeof RULES)[keyof typeof RULES]

/** A function or trigger of the schema refused what it was asked; nothing was written. */
export class RuleViolatedError extends SchemaError {
  readonly code = 'LAB_RULE_VIOLATED'
  readonly rule: Rule
  /** The code that the database gave, as in `LB005`. */
  readonly sqlState: keyof typeof RULES

  constructor({
    sqlState,
    message,
    hint,
    cause,
  }: {
    sqlState: keyof typeof RULES
    message: string
    hint?: string
    cause: unknown
  }) {
    super(message, { ...(hint !== undefined && { hint }), cause })
    this.sqlState = sqlState
    this.rule = RULES[sqlState]
  }
}

/** An accessor was given a value that it cannot take. */
export class InvalidInputError extends SchemaError {
  readonly code = 'LAB_INVALID_INPUT'
  readonly accessor: string
  /** Names of the parameters that were refused; parts of one are joined by a dot. */
  readonly parameters: readonly string[]

  constructor({ accessor, cause }: { accessor: string; cause: ZodError }) {
    const reasons = cause.issues.map(({ path, message }) => `\`${path.join('.') || 'parameters'}\`: ${message}`)
    super(`${accessor} cannot take ${reasons.join('; ')}.`, {
      hint: `See ${accessor.charAt(0).toUpperCase()}${accessor.slice(1)}Parameters for what each of them takes.`,
      cause,
    })
    this.accessor = accessor
    this.parameters = cause.issues.map(({ path }) => path.join('.'))
  }
}

/** An accessor whose effect ends with the transaction was called outside one. */
export class NotInTransactionError extends SchemaError {
  readonly code = 'LAB_NOT_IN_TRANSACTION'

  constructor() {
    super('The acting person was set on a connection without an open transaction.', {
      hint: 'Use asUser, or check a client out of the pool, send BEGIN, and pass that client.',
    })
  }
}

/** What a row can name that may not be there. */
export type ReferenceKind =
  | 'user'
  | 'role'
  | 'permission'
  | 'team'
  | 'course'
  | 'module'
  | 'task'
  | 'container'
  | 'template'
  | 'dependency set'

/** Something that a call names does not exist; nothing was written. */
export class UnknownReferenceError extends SchemaError {
  readonly code = 'LAB_UNKNOWN_REFERENCE'
  readonly kind: ReferenceKind
  /** The id or name that was given, where the database tells which it was. */
  readonly id?: string

  constructor({ kind, id, cause }: { kind: ReferenceKind; id?: string | number | undefined; cause?: unknown }) {
    super(id === undefined ? `A ${kind} that was named does not exist.` : `There is no ${kind} \`${id}\`.`, {
      hint: `Check the ${kind} first, or treat its absence as an ordinary answer.`,
      cause,
    })
    this.kind = kind
    if (id !== undefined) this.id = String(id)
  }
}

/** A value that may stand once only belongs to another row. */
export class TakenError extends SchemaError {
  readonly code = 'LAB_TAKEN'
  /** Which value it is, as in `email`. */
  readonly what: string
  readonly value: string

  constructor({ what, value, cause }: { what: string; value: string; cause?: unknown }) {
    super(`The ${what} \`${value}\` is taken.`, {
      hint: `Choose another ${what}, or change the row that has it.`,
      cause,
    })
    this.what = what
    this.value = value
  }
}

/** A role cannot be deleted while people have it. */
export class RoleInUseError extends SchemaError {
  readonly code = 'LAB_ROLE_IN_USE'
  readonly roleName: string

  constructor({ roleName, cause }: { roleName: string; cause?: unknown }) {
    super(`Role \`${roleName}\` is the role of somebody.`, { hint: 'Give those people another role first.', cause })
    this.roleName = roleName
  }
}

/** A stored password hash is of a kind that cannot be checked here. */
export class UnsupportedPasswordHashError extends SchemaError {
  readonly code = 'LAB_UNSUPPORTED_PASSWORD_HASH'
  /** The name that the hash gives its algorithm. */
  readonly algorithm: string

  constructor({ algorithm, cause }: { algorithm: string; cause?: unknown }) {
    super(`A password hash of the kind \`${algorithm}\` cannot be checked.`, {
      hint: 'argon2 is built in; for bcrypt install @node-rs/bcrypt; anything else needs a new password.',
      cause,
    })
    this.algorithm = algorithm
  }
}
