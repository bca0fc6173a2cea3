import { type Place, stepId } from '@schemata/contract'

import { openTransaction, setSearchPath } from './compose-units.js'
import { ConnectionLostError, InterruptedError, MissingRightsError, StepFailedError } from './errors.js'
import type { Reverse } from './ledger.js'
import { locate, offsetOfPosition } from './locate-error.js'
import type { RevertUnit } from './plan-revert.js'
import { identifier, literal } from './quote.js'
import { rollBack } from './run-unit.js'
import type { Session } from './sessions.js'
import { isConnectionLoss, serverError } from './translate-failure.js'

/** Undoes one step with its ledger row and its history row in one transaction and one message. */
export async function runReverse(
  work: Session,
  unit: RevertUnit,
  reverse: Reverse,
  signal?: AbortSignal,
): Promise<void> {
  const opening = `${[...openTransaction(4000), setSearchPath(unit.instance.schema), ...fence(unit)].join(';\n')};\n`
  try {
    await work.run(`${opening}${reverse.sql}\n;\nCOMMIT`)
  } catch (error) {
    await rollBack(work)
    throw signal?.aborted ? new InterruptedError() : translateReverseFailure(error, unit, reverse, opening)
  }
}

/** The history row goes first: the step's own table may be dropped by what follows. */
function fence({ instance, step, from, to, head }: RevertUnit): string[] {
  const { key, history } = instance.package
  const argument = { package: key, schema: instance.schema, from, to, head, version: step.version, name: step.name }
  const column = Object.entries(history?.columns ?? {}).find(([, fact]) => fact === 'version')?.[0]
  const table = `${identifier(instance.schema)}.${identifier(history?.table ?? '')}`
  const remove = column ? [`DELETE FROM ${table} WHERE ${identifier(column)} = ${literal(step.version)}`] : []
  return [`SELECT schemata.retreat(${literal(JSON.stringify(argument))})`, ...remove]
}

function translateReverseFailure(
  error: unknown,
  { instance, step }: RevertUnit,
  reverse: Reverse,
  opening: string,
): unknown {
  const found = serverError(error)
  const position = Number(found?.position)
  const file: Place = { package: instance.package.key, file: reverse.file }
  const offset = Number.isInteger(position) ? offsetOfPosition(opening + reverse.sql, position) - opening.length : -1
  const place = offset >= 0 ? { ...file, ...locate(reverse.sql, offset) } : file
  if (isConnectionLoss(error)) return new ConnectionLostError({ place, cause: error })
  if (!found) return error
  if (found.code === '42501') {
    return new MissingRightsError({
      what: `${stepId(step)}: ${found.message}`,
      needed: 'Connect with the role that owns the objects.',
      place,
      cause: error,
    })
  }
  return new StepFailedError({
    version: step.version,
    reason: found.message,
    sqlState: found.code,
    place,
    cause: error,
  })
}
