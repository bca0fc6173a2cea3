import { type Place, SchemaError, stepId } from '@schemata/contract'

import { openTransaction, setSearchPath } from './compose-units.js'
import { type Context, withSession } from './context.js'
import { ConnectionLostError, MissingRightsError, type ReportedError, StepFailedError } from './errors.js'
import type { OnEvent } from './events.js'
import { readFacts } from './facts.js'
import { type Reverse, readLedger, readReverse } from './ledger.js'
import { beginRun, endRun } from './ledger-setup.js'
import { locate, offsetOfPosition } from './locate-error.js'
import type { PlannedStep } from './plan.js'
import { planRevert, type RevertSelection, type RevertUnit } from './plan-revert.js'
import { identifier, literal } from './quote.js'
import { reportFailure } from './report-error.js'
import { DataLossError, NothingToRevertError } from './revert-errors.js'
import type { Session } from './sessions.js'
import { throwIfAborted } from './sleep.js'
import { isConnectionLoss, serverError } from './translate-failure.js'
import { withLock } from './with-lock.js'

export type RevertOptions = RevertSelection & {
  /** Lets rows be destroyed. @default false */
  allowDataLoss?: boolean
  signal?: AbortSignal
  onEvent?: OnEvent
  /** How long to wait for another run, in milliseconds. @default 60 000 */
  waitMs?: number
}

export interface RevertResult {
  readonly outcome: 'reverted' | 'failed'
  /** In the order in which they were undone; they stay undone when a later one fails. */
  readonly reverted: readonly PlannedStep[]
  readonly errors: readonly ReportedError[]
}

/**
 * Undoes steps with the down scripts that were stored when they were applied, each in
 * one transaction with its ledger row: an older program can undo a newer one's steps.
 *
 * Nothing is undone when any of the chosen steps cannot be, or would destroy rows
 * without leave.
 */
export async function revert(context: Context, options: RevertOptions): Promise<RevertResult> {
  const reverted: PlannedStep[] = []
  try {
    await withSession(context, async (work) => {
      const lockOptions = {
        waitMs: options.waitMs ?? 60_000,
        signal: options.signal,
        onEvent: options.onEvent ?? (() => {}),
        isDone: async () => false,
      }
      await withLock(context.sessions, lockOptions, () => revertLocked(context, work, options, reverted))
    })
    return { outcome: 'reverted', reverted, errors: [] }
  } catch (error) {
    if (!SchemaError.is(error)) throw error
    return { outcome: 'failed', reverted, errors: [reportFailure(error)] }
  }
}

async function revertLocked(
  context: Context,
  work: Session,
  options: RevertOptions,
  reverted: PlannedStep[],
): Promise<void> {
  await readFacts(work, context.stack)
  const units = planRevert(context.stack, await readLedger(work), options)
  const reverses: Reverse[] = []
  for (const unit of units) reverses.push(await findReverse(work, unit))
  if (!options.allowDataLoss) await refuseDataLoss(work, reverses)
  const run = await beginRun(work, 'revert', '')
  for (const [index, unit] of units.entries()) {
    throwIfAborted(options.signal)
    const reverse = reverses[index]
    if (reverse) await runReverse(work, unit, reverse)
    const { version, name } = unit.step
    reverted.push({
      package: unit.instance.package.key,
      version,
      name,
      mode: 'transaction',
      schema: unit.instance.schema,
    })
  }
  await endRun(work, run, 'reverted', null)
}

async function findReverse(work: Session, { instance, step }: RevertUnit): Promise<Reverse> {
  const reverse = await readReverse(work, {
    packageKey: instance.package.key,
    schema: instance.schema,
    version: step.version,
    name: step.name,
  })
  if (reverse) return reverse
  throw new NothingToRevertError({
    what: `${stepId(step)} was taken away meanwhile`,
    hint: 'Look at `schemata status`.',
  })
}

/** An empty table or column is no loss. */
async function refuseDataLoss(work: Session, reverses: readonly Reverse[]): Promise<void> {
  const losses: string[] = []
  for (const { statement, relation, column } of reverses.flatMap((reverse) => reverse.destroys)) {
    const name = relation.split('.').map(identifier).join('.')
    const filled = column === undefined ? '' : ` WHERE ${identifier(column)} IS NOT NULL`
    const { rows } = await work.query('SELECT to_regclass($1) IS NOT NULL AS present', [name])
    if (!rows[0]?.present) continue
    const found = await work.query(`SELECT EXISTS (SELECT FROM ${name}${filled}) AS filled`)
    if (found.rows[0]?.filled) losses.push(`${statement} ${relation}${column === undefined ? '' : `.${column}`}`)
  }
  if (losses.length > 0) throw new DataLossError({ losses })
}

async function runReverse(work: Session, unit: RevertUnit, reverse: Reverse): Promise<void> {
  const opening = `${[...openTransaction(4000), setSearchPath(unit.instance.schema), ...fence(unit)].join(';\n')};\n`
  try {
    await work.run(`${opening}${reverse.sql}\n;\nCOMMIT`)
  } catch (error) {
    await work.run('ROLLBACK').catch(() => {})
    throw translateReverseFailure(error, unit, reverse, opening)
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
