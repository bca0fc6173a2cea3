import { type Place, stepId } from '@schemata/contract'

import { advanceArgument, type ComposedUnit, closeTransaction, type UnitFacts } from './compose-unit.js'
import { InterruptedError, StepInterruptedError } from './errors.js'
import type { Intent } from './ledger.js'
import { type Found, probeUnit } from './probe-unit.js'
import { identifier, literal } from './quote.js'
import { relocate } from './relocate.js'
import type { Session } from './sessions.js'
import { sleep } from './sleep.js'
import { isConnectionLoss, translateFailure } from './translate-failure.js'

export interface RunAloneOptions {
  /** The intent that an earlier run left behind for this step. */
  readonly intent: Intent | undefined
  readonly details: boolean
  readonly signal?: AbortSignal | undefined
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
export async function runAlone(work: Session, facts: UnitFacts, options: RunAloneOptions): Promise<number> {
  const { step, instance } = facts
  const probe = step.probe ?? null
  const found = await settledProbe(work, facts, options)
  const begun = options.intent ?? (await writeIntent(work, facts, found))
  if (options.intent && isDone(found, probe?.kind)) return record(work, facts, begun)
  if (found === 'invalid' && begun.foundBefore === 'absent' && probe?.kind === 'create index') {
    await dropInvalid(work, instance.schemas[probe.schema] ?? probe.schema, probe.index)
  }
  await runStatement(work, facts, begun, options)
  const left = await probeUnit(work, probe, instance.schemas)
  if (probe?.kind === 'create index' && left !== 'valid') throw interrupted(facts, `the index ${left}`)
  return record(work, facts, begun)
}

/** Waits while another session is at it: a backend may outlive the runner that was killed. */
async function settledProbe(work: Session, facts: UnitFacts, { intent, signal }: RunAloneOptions): Promise<Found> {
  const look = (): Promise<Found> => probeUnit(work, facts.step.probe ?? null, facts.instance.schemas)
  let found = await look()
  for (let waited = 0; found === 'building' && waited < 600; waited += 1) {
    await sleep(500, signal)
    found = await look()
  }
  if (intent && (found === 'unknown' || found === 'different')) throw interrupted(facts, DESCRIBED[found])
  if (found === 'building') throw interrupted(facts, 'another session still building the index')
  return found
}

const DESCRIBED = {
  unknown: 'a statement of which the catalog does not tell whether it ran',
  different: 'an index of that name that is not the one of the step',
}

function isDone(found: Found, kind: string | undefined): boolean {
  return (kind === 'create index' && found === 'valid') || (kind === 'drop index' && found === 'absent')
}

function interrupted({ step, instance }: UnitFacts, found: string): StepInterruptedError {
  return new StepInterruptedError({
    step: stepId(step),
    place: { package: instance.package.key, file: step.file },
    found,
  })
}

async function writeIntent(work: Session, { instance, step, from, run }: UnitFacts, found: Found): Promise<Intent> {
  const { version, name } = step
  const argument = {
    package: instance.package.key,
    schema: instance.schema,
    from,
    version,
    name,
    foundBefore: found,
    run,
  }
  const results = await work.run(
    `SELECT schemata.intend(${literal(JSON.stringify(argument))}), clock_timestamp()::text AS started`,
  )
  const startedAt = String(results.at(-1)?.[0]?.started)
  return { packageKey: instance.package.key, schema: instance.schema, version, name, startedAt, foundBefore: found }
}

/** Session settings cannot be local here; where a pooler stands between, they stay as the server has them. */
async function runStatement(work: Session, facts: UnitFacts, begun: Intent, options: RunAloneOptions): Promise<void> {
  const body = relocate(facts.step.up, { schemas: facts.instance.schemas, roles: facts.roles })
  const composed: ComposedUnit = {
    message: body.sql,
    body,
    bodyAt: 0,
    statementsBefore: 0,
    statements: facts.step.up.statements,
  }
  try {
    await work.run(body.sql)
  } catch (error) {
    // A broken connection leaves the intent: what happened is found out by the next run.
    if (!isConnectionLoss(error)) await cleanUp(work, facts, begun)
    throw options.signal?.aborted ? new InterruptedError() : translateFailure(error, facts, composed, options.details)
  }
}

/** The server refused: nothing is left but, at most, an invalid index of our own. */
async function cleanUp(work: Session, { step, instance }: UnitFacts, begun: Intent): Promise<void> {
  const probe = step.probe ?? null
  const found = await probeUnit(work, probe, instance.schemas)
  if (found === 'invalid' && begun.foundBefore === 'absent' && probe?.kind === 'create index') {
    await dropInvalid(work, instance.schemas[probe.schema] ?? probe.schema, probe.index)
  }
  await work.run(removeIntent(begun))
}

async function dropInvalid(work: Session, schema: string, index: string): Promise<void> {
  await work.run(`DROP INDEX CONCURRENTLY IF EXISTS ${identifier(schema)}.${identifier(index)}`)
}

function removeIntent({ packageKey, schema }: Intent): string {
  return `DELETE FROM schemata.intent WHERE package_key = ${literal(packageKey)} AND schema_name = ${literal(schema)}`
}

/** Head, step row, history row and the end of the intent in one transaction. */
async function record(work: Session, facts: UnitFacts, begun: Intent): Promise<number> {
  const names = { schemas: facts.instance.schemas, roles: facts.roles }
  const argument = { ...advanceArgument(facts, names), startedAt: begun.startedAt }
  const message = [
    'BEGIN',
    `SELECT schemata.advance(${literal(JSON.stringify(argument))})`,
    removeIntent(begun),
    closeTransaction(facts),
  ]
  try {
    const results = await work.run(message.join(';\n'))
    return Number(results.at(-2)?.[0]?.finish ?? 0)
  } catch (error) {
    await work.run('ROLLBACK').catch(() => {})
    const place: Place = { package: facts.instance.package.key, file: facts.step.file }
    throw isConnectionLoss(error)
      ? new StepInterruptedError({ step: stepId(facts.step), place, found: 'a broken connection' })
      : error
  }
}
