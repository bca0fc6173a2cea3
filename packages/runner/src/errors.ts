import { type Place, SchemaError } from '@schemata/contract'

/** An error as data: what results carry and `--json` prints. */
export interface ReportedError {
  readonly code: string
  readonly message: string
  readonly hint?: string
  readonly package?: string
  readonly file?: string
  readonly line?: number
  readonly column?: number
}

/** The server cannot be reached, or refuses the connection. */
export class ConnectionFailedError extends SchemaError {
  readonly code = 'CONNECTION_FAILED'

  constructor({ reason, cause }: { reason: string; cause?: unknown }) {
    super(`The database cannot be reached: ${reason}.`, {
      hint: 'Check host, port, database and user of the connection string, and that the server accepts connections.',
      cause,
    })
  }
}

/** The connection broke while something was running. */
export class ConnectionLostError extends SchemaError {
  readonly code = 'CONNECTION_LOST'

  constructor({ place, cause }: { place?: Place; cause?: unknown }) {
    super('The connection broke; the step that was running is either applied whole or not at all.', {
      hint: 'Run `schemata apply` again: it continues from what the ledger says.',
      place,
      cause,
    })
  }
}

/** The runner was given fewer connections than it needs. */
export class PoolTooSmallError extends SchemaError {
  readonly code = 'POOL_TOO_SMALL'

  constructor({ max }: { max: number }) {
    super(`The pool allows ${max} connection, the runner needs two: one holds the lock, one works.`, {
      hint: 'Give the pool `max: 2` or more.',
    })
  }
}

/** The server is older than what the packages are made for. */
export class ServerVersionError extends SchemaError {
  readonly code = 'SERVER_VERSION'

  constructor({ found, expected }: { found: string; expected: string }) {
    super(`The server is PostgreSQL ${found}, expected ${expected} or later.`, {
      hint: 'Upgrade the server, or connect to another one.',
    })
  }
}

/** The ledger was written by a newer runner. */
export class LedgerTooNewError extends SchemaError {
  readonly code = 'LEDGER_TOO_NEW'

  constructor({ found, expected }: { found: number; expected: number }) {
    super(`The ledger has layout ${found}, this runner knows ${expected}.`, {
      hint: 'Update @schemata/runner (or the schemata command) to the release that wrote it, or a later one.',
    })
  }
}

/** Another runner held the lock for as long as this one was told to wait. */
export class LockNotObtainedError extends SchemaError {
  readonly code = 'LOCK_NOT_OBTAINED'
  readonly holders: readonly string[]

  constructor({ waitedMs, holders }: { waitedMs: number; holders: readonly string[] }) {
    const who = holders.length > 0 ? ` It is held by ${holders.join(', ')}.` : ''
    super(`Another run held the lock for ${Math.round(waitedMs / 1000)} s.${who}`, {
      hint: 'Wait longer (`--wait 5m`), or look at what that run is doing.',
    })
    this.holders = holders
  }
}

/** Other sessions kept a relation locked longer than the step was allowed to wait. */
export class RelationLockedError extends SchemaError {
  readonly code = 'RELATION_LOCKED'
  readonly blockers: readonly string[]

  constructor({
    step,
    place,
    blockers,
    cause,
  }: { step: string; place: Place; blockers: readonly string[]; cause: unknown }) {
    const who = blockers.length > 0 ? ` Seen in the way: ${blockers.join('; ')}.` : ''
    super(`${step}: a lock was not granted; the step was rolled back.${who}`, {
      hint: 'Let those sessions finish, then run `schemata apply` again.',
      place,
      cause,
    })
    this.blockers = blockers
  }
}

/** The role may not do what is needed. */
export class MissingRightsError extends SchemaError {
  readonly code = 'RIGHTS_MISSING'

  constructor({ what, needed, place, cause }: { what: string; needed: string; place?: Place; cause?: unknown }) {
    super(`${what}: the role of this connection has no right to do so.`, { hint: needed, place, cause })
  }
}

/** PostgreSQL refused a statement of a step; the step was rolled back. */
export class StepFailedError extends SchemaError {
  readonly code = 'STEP_FAILED'
  readonly sqlState: string

  constructor(facts: {
    version: string
    reason: string
    sqlState: string
    place: Place
    hint?: string
    cause: unknown
  }) {
    const { version, reason, sqlState, place, hint, cause } = facts
    super(`Migration ${version} failed: ${reason} (SQLSTATE ${sqlState})`, {
      hint: hint ?? 'The step was rolled back; correct it, build the package and run `schemata apply` again.',
      place,
      cause,
    })
    this.sqlState = sqlState
  }
}

/** A non-transactional step was begun by a run that ended before it could record it. */
export class StepInterruptedError extends SchemaError {
  readonly code = 'STEP_INTERRUPTED'

  constructor({ step, place, found }: { step: string; place: Place; found: string }) {
    super(`${step} was begun outside a transaction and not recorded; found ${found}.`, {
      hint: 'Run `schemata apply` again once no other session is working on it.',
      place,
    })
  }
}

/** The caller stopped the run. */
export class InterruptedError extends SchemaError {
  readonly code = 'INTERRUPTED'

  constructor() {
    super('Interrupted; steps that were applied stay, the one that was running was rolled back.', {
      hint: 'Run `schemata apply` again to continue.',
    })
  }
}

/** The plan that was reviewed is not the one that would run now. */
export class PlanStaleError extends SchemaError {
  readonly code = 'PLAN_STALE'

  constructor({ reviewed, actual }: { reviewed: string; actual: string }) {
    super(`The reviewed plan is ${reviewed.slice(0, 12)}, the present one is ${actual.slice(0, 12)}.`, {
      hint: 'Look at `schemata plan` again and apply that one.',
    })
  }
}

/** Another runner moved the same package again and again. */
export class HeadMovedError extends SchemaError {
  readonly code = 'HEAD_MOVED'

  constructor({ packageKey, cause }: { packageKey: string; cause?: unknown }) {
    super(`Package \`${packageKey}\` was moved by another runner while this one held the lock.`, {
      hint: 'Look for a runner that does not take the lock; then run `schemata apply` again.',
      cause,
    })
  }
}

/** A file that an earlier export wrote no longer holds what its step does. */
export class ExportedFileChangedError extends SchemaError {
  readonly code = 'EXPORTED_FILE_CHANGED'
  readonly file: string

  constructor({ file }: { file: string }) {
    super(`\`${file}\` is there, but does not hold what the package's step does; nothing was written.`, {
      hint: 'Restore the file as it was exported: a migration that may have been pushed never changes. A change belongs into a new step.',
    })
    this.file = file
  }
}
