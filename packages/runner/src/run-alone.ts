import { stepId } from '@schemata/contract'

import {
  headMoves,
  lapStatement,
  type MessageSettings,
  type MovingUnit,
  openTransaction,
  recordStatement,
  setSearchPath,
} from './compose-units.js'
import { InterruptedError, StepInterruptedError } from './errors.js'
import type { Intent } from './ledger.js'
import { type Found, probeUnit } from './probe-unit.js'
import { identifier, literal } from './quote.js'
import { relocate } from './relocate.js'
import { rollBack } from './run-unit.js'
import type { Session } from './sessions.js'
import { sleep } from './sleep.js'
import { isConnectionLoss, translateFailure } from './translate-failure.js'

export interface RunAloneOptions {
  /** The intent that an earlier run left behind for this step. */
  readonly intent: Intent | undefined
  /** No pooler stands between: settings of the session are our own, and are put back. */
  readonly direct: boolean
  readonly details: boolean
  readonly signal?: AbortSignal | undefined
}

type Settings = Omit<MessageSettings, 'lockTimeoutMs'>

/** The step that is run alone, with all that it is run by. */
interface Alone {
  readonly work: Session
  readonly unit: MovingUnit
  readonly settings: Settings
  readonly options: RunAloneOptions
}

/**
 * Runs a step whose one statement PostgreSQL refuses inside a transaction.
 *
 * An intent row is committed first: it is the fence, and it tells the next run that
 * something may be half done. The next run looks at the catalog and goes on from what
 * it finds, without anybody's help. Only remains of our own are dropped: what was
 * there before the intent is left alone.
 *
 * @returns how long it took, in milliseconds, as the ledger has it.
 * @throws StepInterruptedError when the catalog does not tell what happened.
 */
export async function runAlone(
  work: Session,
  unit: MovingUnit,
  settings: Settings,
  options: RunAloneOptions,
): Promise<number> {
  const alone: Alone = { work, unit, settings, options }
  const probe = unit.step.probe ?? null
  const found = await settledProbe(alone)
  const begun = options.intent ?? (await writeIntent(alone, found))
  if (options.intent && isDone(found, probe?.kind)) return record(alone, begun)
  if (found === 'invalid') await dropOwnInvalid(alone, begun)
  await runStatement(alone, begun)
  const left = await look(alone)
  if (probe?.kind === 'create index' && left !== 'valid') throw interrupted(unit, `the index ${left}`)
  return record(alone, begun)
}

function look({ work, unit }: Alone): Promise<Found> {
  return probeUnit(work, unit.step.probe ?? null, unit.instance.schemas)
}

/** Waits while another session is at it: a backend may outlive the runner that was killed. */
async function settledProbe(alone: Alone): Promise<Found> {
  const { unit, options } = alone
  let found = await look(alone)
  for (let waited = 0; found === 'building' && waited < 600; waited += 1) {
    await sleep(500, options.signal)
    found = await look(alone)
  }
  if (found === 'building') throw interrupted(unit, 'another session still building the index')
  if (options.intent && (found === 'unknown' || found === 'different')) throw interrupted(unit, DESCRIBED[found])
  return found
}

const DESCRIBED = {
  unknown: 'a statement of which the catalog does not tell whether it ran',
  different: 'an index of that name that is not the one of the step',
}

function isDone(found: Found, kind: string | undefined): boolean {
  return (kind === 'create index' && found === 'valid') || (kind === 'drop index' && found === 'absent')
}

function interrupted({ step, instance }: MovingUnit, found: string): StepInterruptedError {
  const place = { package: instance.package.key, file: step.file }
  return new StepInterruptedError({ step: stepId(step), place, found })
}

async function writeIntent({ work, unit, settings }: Alone, found: Found): Promise<Intent> {
  const { version, name } = unit.step
  const owner = { packageKey: unit.instance.package.key, schema: unit.instance.schema, version, name }
  const argument = { ...owner, from: unit.move.from, foundBefore: found, run: settings.run }
  const results = await work.run(
    `SELECT schemata.intend(${literal(JSON.stringify(argument))}), clock_timestamp()::text AS started`,
  )
  return { ...owner, startedAt: String(results.at(-1)?.[0]?.started), foundBefore: found }
}

/** A time limit of the role must not cancel a long build; where a pooler stands between, the server's hold. */
async function runStatement(alone: Alone, begun: Intent): Promise<void> {
  const { work, unit, settings, options } = alone
  const body = relocate(unit.step.up, { schemas: unit.instance.schemas, roles: settings.roles })
  const part = { body, bodyAt: 0, statementsBefore: 0, statements: unit.step.up.statements }
  try {
    if (options.direct) await work.run('SET statement_timeout = 0; SET lock_timeout = 0')
    await work.run(body.sql)
    if (options.direct) await work.run('RESET statement_timeout; RESET lock_timeout')
  } catch (error) {
    // A broken connection leaves the intent: what happened is found out by the next run.
    if (!isConnectionLoss(error)) await cleanUp(alone, begun)
    if (options.signal?.aborted) throw new InterruptedError()
    throw translateFailure(error, unit, { sql: body.sql, parts: [part] }, options.details)
  }
}

/** The server refused: nothing is left but, at most, an invalid index of our own. */
async function cleanUp(alone: Alone, begun: Intent): Promise<void> {
  if (alone.options.direct) await alone.work.run('RESET statement_timeout; RESET lock_timeout')
  if ((await look(alone)) === 'invalid') await dropOwnInvalid(alone, begun)
  await alone.work.run(removeIntent(begun))
}

async function dropOwnInvalid({ work, unit }: Alone, begun: Intent): Promise<void> {
  const { step, instance } = unit
  if (begun.foundBefore !== 'absent' || step.probe?.kind !== 'create index') return
  const schema = instance.schemas[step.probe.schema] ?? step.probe.schema
  await work.run(`DROP INDEX CONCURRENTLY IF EXISTS ${identifier(schema)}.${identifier(step.probe.index)}`)
}

function removeIntent({ packageKey, schema }: Intent): string {
  return `DELETE FROM schemata.intent WHERE package_key = ${literal(packageKey)} AND schema_name = ${literal(schema)}`
}

/** Head, step row, history row and the end of the intent in one transaction. */
async function record({ work, unit, settings }: Alone, begun: Intent): Promise<number> {
  const message = [
    ...openTransaction(4000),
    setSearchPath(unit.instance.schema),
    `SELECT schemata.advance(${literal(JSON.stringify(headMoves([unit])))})`,
    lapStatement(unit, begun.startedAt),
    recordStatement([unit], { ...settings, lockTimeoutMs: 4000 }),
    removeIntent(begun),
    'COMMIT',
  ]
  try {
    const results = await work.run(message.join(';\n'))
    return Number(results.flat().find((row) => 'schemata_lap' in row)?.schemata_lap ?? 0)
  } catch (error) {
    await rollBack(work)
    throw isConnectionLoss(error) ? interrupted(unit, 'a broken connection') : error
  }
}
