import type { Place } from '@schemata/contract'

import { BuildError } from './build-error.js'

/** PostgreSQL's own grammar does not accept the file. */
export class SyntaxRefusedError extends BuildError {
  readonly code = 'BUILD_SYNTAX'

  constructor({ place, reason, cause }: { place: Place; reason: string; cause?: unknown }) {
    super({
      place,
      message: `${reason}.`,
      hint: 'The place is where the parser gave up; look just before it too.',
      cause,
    })
  }
}

/** A step begins or ends a transaction, which is the runner's to do. */
export class TransactionControlError extends BuildError {
  readonly code = 'BUILD_TRANSACTION_CONTROL'
  readonly statement: string

  constructor({ place, statement }: { place: Place; statement: string }) {
    super({
      place,
      message: `Found ${statement}; a step runs inside the runner's transaction.`,
      hint: 'Remove it: the step and its record are committed together, or not at all.',
    })
    this.statement = statement
  }
}

/** A line is meant for psql, not for the server. */
export class PsqlCommandError extends BuildError {
  readonly code = 'BUILD_PSQL_COMMAND'
  readonly command: string

  constructor({ place, command }: { place: Place; command: string }) {
    super({
      place,
      message: `Found the psql command \`${command}\`; only SQL reaches the server.`,
      hint: 'Remove the line; what another file holds belongs into a step of its own.',
    })
    this.command = command
  }
}

/** A name that depends on the search_path. */
export class UnqualifiedNameError extends BuildError {
  readonly code = 'BUILD_UNQUALIFIED_NAME'
  readonly found: string

  constructor({ place, what, name, schema }: { place: Place; what: string; name: string; schema: string }) {
    super({
      place,
      message: `The ${what} \`${name}\` is named without its schema.`,
      hint: `Write \`${schema}.${name}\`.`,
    })
    this.found = name
  }
}

/** A statement that no step may hold. */
export class ForbiddenStatementError extends BuildError {
  readonly code = 'BUILD_FORBIDDEN_STATEMENT'
  readonly statement: string

  constructor({ place, statement, reason, hint }: { place: Place; statement: string; reason: string; hint: string }) {
    super({ place, message: `Found ${statement}; ${reason}.`, hint })
    this.statement = statement
  }
}

/** A statement that PostgreSQL refuses inside a transaction shares its file with another. */
export class SeveralNonTransactionalError extends BuildError {
  readonly code = 'BUILD_SEVERAL_NON_TRANSACTIONAL'
  readonly statement: string

  constructor({ place, statement, total }: { place: Place; statement: string; total: number }) {
    super({
      place,
      message: `${statement} cannot run in a transaction, but the step holds ${total} statements; expected it alone.`,
      hint: 'Give it a step of its own.',
    })
    this.statement = statement
  }
}

/** A down script would need to run outside a transaction. */
export class NonTransactionalDownError extends BuildError {
  readonly code = 'BUILD_NON_TRANSACTIONAL_DOWN'
  readonly statement: string

  constructor({ place, statement }: { place: Place; statement: string }) {
    super({
      place,
      message: `${statement} cannot run in a transaction, but a down script always does.`,
      hint: 'Write the plain form of the statement.',
    })
    this.statement = statement
  }
}

/** An index that is built outside a transaction has no name by which it could be found again. */
export class UnnamedIndexError extends BuildError {
  readonly code = 'BUILD_UNNAMED_INDEX'
  readonly table: string

  constructor({ place, table }: { place: Place; table: string }) {
    super({
      place,
      message: `CREATE INDEX CONCURRENTLY on \`${table}\` gives the index no name; after a crash it could not be found again.`,
      hint: 'Write a name after CONCURRENTLY.',
    })
    this.table = table
  }
}

/** An enum label is added and used before it is committed. */
export class EnumValueUsedError extends BuildError {
  readonly code = 'BUILD_ENUM_VALUE_USED'
  readonly label: string

  constructor({ place, label }: { place: Place; label: string }) {
    super({
      place,
      message: `The enum label '${label}' is added by this step and used in it, before it is committed.`,
      hint: 'Split the step: ALTER TYPE … ADD VALUE first, what uses the label in the next one.',
    })
    this.label = label
  }
}

/** PostgreSQL would cut the name off without an error. */
export class NameTooLongError extends BuildError {
  readonly code = 'BUILD_NAME_TOO_LONG'
  readonly found: string
  readonly bytes: number

  constructor({ place, name, bytes }: { place: Place; name: string; bytes: number }) {
    super({
      place,
      message: `The name \`${name}\` has ${bytes} bytes; PostgreSQL keeps 63 and drops the rest silently.`,
      hint: 'Choose a shorter name.',
    })
    this.found = name
    this.bytes = bytes
  }
}

/** A schema's name stands where it cannot be told whether the schema is meant. */
export class UndecidableSiteError extends BuildError {
  readonly code = 'BUILD_UNDECIDABLE_SITE'
  readonly schema: string

  constructor({ place, schema, reason, hint }: { place: Place; schema: string; reason: string; hint: string }) {
    super({ place, message: `\`${schema}\` ${reason}, so the schema cannot be renamed safely.`, hint })
    this.schema = schema
  }
}

/** The schema has the name of one of its own tables. */
export class SchemaNamedAsTableError extends BuildError {
  readonly code = 'BUILD_SCHEMA_NAMED_AS_TABLE'
  readonly schema: string

  constructor({ place, schema }: { place: Place; schema: string }) {
    super({
      place,
      message: `The relation \`${schema}\` has the name of its schema; \`${schema}.x\` could mean either.`,
      hint: 'Rename one of them.',
    })
    this.schema = schema
  }
}

/** A down script destroys what it does not name. */
export class CascadeInDownError extends BuildError {
  readonly code = 'BUILD_CASCADE_IN_DOWN'
  readonly statement: string

  constructor({ place, statement }: { place: Place; statement: string }) {
    super({
      place,
      message: `${statement} … CASCADE in a down script destroys what it does not name.`,
      hint: 'Drop each dependent object by name, in the reverse order of the step.',
    })
    this.statement = statement
  }
}

/** The first step does not create the schema. */
export class SchemaNotCreatedError extends BuildError {
  readonly code = 'BUILD_SCHEMA_NOT_CREATED'
  readonly schema: string

  constructor({ place, schema }: { place: Place; schema: string }) {
    super({
      place,
      message: `The first step does not begin with CREATE SCHEMA IF NOT EXISTS ${schema}.`,
      hint: `Put \`CREATE SCHEMA IF NOT EXISTS ${schema};\` before everything else.`,
    })
    this.schema = schema
  }
}
