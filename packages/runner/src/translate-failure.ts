import { type Place, SchemaError, stepId } from '@schemata/contract'

import type { ComposedMessage } from './compose-units.js'
import { ConnectionFailedError, ConnectionLostError, MissingRightsError, StepFailedError } from './errors.js'
import { locate, offsetOfPosition } from './locate-error.js'
import type { Unit } from './plan.js'
import { completedStatements } from './sessions.js'

/** What PostgreSQL tells about an error, as pg and PGlite hand it on. */
interface ServerError {
  readonly code: string
  readonly message: string
  readonly position?: string | undefined
  readonly hint?: string | undefined
  readonly detail?: string | undefined
}

/** The server's error, or undefined for anything else (a broken socket, a programming error). */
export function serverError(error: unknown): ServerError | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const { code, severity } = error as { code?: unknown; severity?: unknown }
  if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code) || severity === undefined) return undefined
  return error as unknown as ServerError
}

/** True when the connection itself broke: a socket error, or the server shutting down. */
export function isConnectionLoss(error: unknown): boolean {
  const code = serverError(error)?.code
  if (code !== undefined) return code.startsWith('08') || ['57P01', '57P02', '57P03'].includes(code)
  const { code: systemCode, message } = error as { code?: unknown; message?: unknown }
  return (
    (typeof systemCode === 'string' && /^(ECONN|EPIPE|ENOTFOUND|ETIMEDOUT|EHOST|ENET|EAI_|ENOENT)/.test(systemCode)) ||
    (typeof message === 'string' &&
      /connection terminated|not queryable|timeout exceeded when trying to connect/i.test(message))
  )
}

/** Turns what the message of one step failed with into an error that names file, line and column. */
export function translateFailure(error: unknown, unit: Unit, message: ComposedMessage, details: boolean): unknown {
  if (SchemaError.is(error)) return error
  const place = findPlace(error, unit, message)
  const found = serverError(error)
  if (isConnectionLoss(error)) return new ConnectionLostError({ place, cause: error })
  if (!found) return error
  if (found.code === '42501') {
    const what = `${unit.instance.package.key} ${stepId(unit.step)}: ${found.message}`
    return new MissingRightsError({ what, needed: neededRight(found.message), place, cause: error })
  }
  const reason = details && found.detail ? `${found.message}: ${found.detail}` : found.message
  return new StepFailedError({
    version: unit.step.version,
    reason,
    sqlState: found.code,
    place,
    ...hintOf(found),
    cause: error,
  })
}

/** Something of that name exists: a schema, table, type, function, trigger and the like. */
const EXISTS_ALREADY = ['42P06', '42P07', '42710', '42723', '42701']

function hintOf({ code, hint }: ServerError): { hint?: string } {
  if (hint) return { hint }
  if (!EXISTS_ALREADY.includes(code)) return {}
  return { hint: 'If it was made by hand or by another tool, `schemata adopt` takes it over; nothing was changed.' }
}

function neededRight(message: string): string {
  return /database/.test(message)
    ? 'Connect with a role that may create schemas here, or grant it: GRANT CREATE ON DATABASE <database> TO <role>.'
    : 'Connect with the role that owns the objects, or grant what is missing.'
}

/** From the server's position, or, for an error while running, from the count of completed statements. */
function findPlace(error: unknown, { instance, step }: Unit, { sql, parts }: ComposedMessage): Place {
  const file = { package: instance.package.key, file: step.file }
  const [part] = parts
  if (!part) return file
  const position = Number(serverError(error)?.position)
  if (Number.isInteger(position) && position > 0) {
    const offset = offsetOfPosition(sql, position) - part.bodyAt
    if (offset >= 0 && offset < part.body.sql.length) {
      return { ...file, ...locate(step.up.sql, part.body.toSource(offset)) }
    }
  }
  const completed = completedStatements(error)
  const at = completed === undefined ? undefined : part.statements[completed - part.statementsBefore]
  return at === undefined ? file : { ...file, ...locate(step.up.sql, at) }
}

/** Turns a failure to connect into a typed error; the connection string is never part of it. */
export function translateConnectFailure(error: unknown): unknown {
  if (SchemaError.is(error)) return error
  const found = serverError(error)
  const { message, code } = error as { message?: string; code?: string }
  // An AggregateError of a refused connection on both address families has no message of its own.
  const reason = found?.message ?? (message || code || 'unknown reason')
  return new ConnectionFailedError({ reason, cause: error })
}

/** What a query outside of any step failed with: the ledger could not be read, or the connection broke. */
export function translateReadFailure(error: unknown): unknown {
  if (SchemaError.is(error)) return error
  if (isConnectionLoss(error)) return new ConnectionLostError({ cause: error })
  const found = serverError(error)
  if (found?.code !== '42501') return error
  return new MissingRightsError({
    what: `The ledger: ${found.message}`,
    needed: 'Connect with the role that applies migrations; any role may use `assertReady`.',
    cause: error,
  })
}
