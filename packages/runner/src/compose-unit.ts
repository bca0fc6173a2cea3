import { type HistoryTable, type Instance, type Range, type Step, stepId } from '@schemata/contract'

import { identifier, literal } from './quote.js'
import { type Names, type RelocatedText, relocate } from './relocate.js'

/** One message for the server, and how to find one's way in it. */
export interface ComposedUnit {
  readonly message: string
  /** The step's own text as sent, and its way back to the file. */
  readonly body: RelocatedText
  /** UTF-16 offset of the body in the message. */
  readonly bodyAt: number
  /** How many statements stand before the body. */
  readonly statementsBefore: number
  /** Offsets in the file of the body's statements, those left out excluded. */
  readonly statements: readonly number[]
}

/** What one unit records and how it is fenced. */
export interface UnitFacts {
  readonly instance: Instance
  readonly step: Step
  /** The head before and after, as chain digests. */
  readonly from: string
  readonly to: string
  readonly head: string
  /** True when this is the last pending step: the release is complete then. */
  readonly completes: boolean
  readonly schemaExisted: boolean
  readonly run: string | null
  readonly roles: Names['roles']
  readonly lockTimeoutMs: number
  readonly statementTimeoutMs: number
  /** True when nothing of the package is in the database yet: indexes are then built plainly. */
  readonly fresh: boolean
}

/** The step, its ledger row and its history row in one transaction and one message. */
export function composeUnit(facts: UnitFacts): ComposedUnit {
  const { instance, step } = facts
  const names = { schemas: instance.schemas, roles: facts.roles }
  const left: Range[] = facts.schemaExisted && step.up.createSchema ? [step.up.createSchema] : []
  const plain = facts.fresh ? step.up.concurrently : []
  const body = relocate(step.up, names, [...left, ...plain])
  const before = [
    ...openTransaction(facts),
    `SELECT schemata.advance(${literal(JSON.stringify(advanceArgument(facts, names)))})`,
  ]
  const opening = `${before.join(';\n')};\n`
  return {
    message: `${opening}${body.sql}\n;\n${closeTransaction(facts)}`,
    body,
    bodyAt: opening.length,
    statementsBefore: before.length,
    statements: step.up.statements.filter((at) => !left.some((range) => range.start <= at && at < range.end)),
  }
}

/** Settings hold for this transaction only, so that nothing leaks through a pooler. */
export function openTransaction({
  instance,
  lockTimeoutMs,
  statementTimeoutMs,
}: Pick<UnitFacts, 'instance' | 'lockTimeoutMs' | 'statementTimeoutMs'>): string[] {
  return [
    'BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE',
    `SET LOCAL search_path = ${identifier(instance.schema)}, pg_temp`,
    `SET LOCAL lock_timeout = ${lockTimeoutMs}`,
    `SET LOCAL statement_timeout = ${statementTimeoutMs}`,
    'SET LOCAL idle_in_transaction_session_timeout = 0',
    'SET LOCAL client_min_messages = warning',
    'SET LOCAL standard_conforming_strings = on',
  ]
}

/** What `schemata.advance` is told. */
export function advanceArgument(facts: UnitFacts, names: Names): Record<string, unknown> {
  const { instance, step } = facts
  const { package: npm } = instance.package.migrations
  const keep: Range[] = facts.schemaExisted && step.down?.dropSchema ? [step.down.dropSchema] : []
  return {
    package: instance.package.key,
    schema: instance.schema,
    from: facts.from,
    to: facts.to,
    head: facts.head,
    version: step.version,
    name: step.name,
    checksum: step.up.digest,
    npmName: npm.name,
    packageVersion: npm.version,
    targetVersion: facts.completes ? npm.version : null,
    floor: instance.package.floor,
    schemaExisted: facts.schemaExisted,
    reverseSql: step.down && relocate(step.down, names, keep).sql,
    reverseFile: step.downFile,
    reverseDestroys:
      step.down?.destroys.map((loss) => ({ ...loss, relation: renameRelation(loss.relation, names) })) ?? null,
    irreversible: step.irreversible,
    run: facts.run,
  }
}

function renameRelation(relation: string, { schemas }: Names): string {
  const dot = relation.indexOf('.')
  const schema = relation.slice(0, dot)
  return dot < 0 ? relation : `${schemas[schema] ?? schema}${relation.slice(dot)}`
}

/** The step's duration, its history row where a document promises one, and the commit. */
export function closeTransaction({ instance, step }: Pick<UnitFacts, 'instance' | 'step'>): string {
  const { history, migrations } = instance.package
  const since = history?.since ?? (migrations.steps[0] && stepId(migrations.steps[0]))
  const index = migrations.steps.findIndex((candidate) => stepId(candidate) === since)
  const recorded = history !== null && migrations.steps.indexOf(step) >= index
  const finish = recorded ? historyRow(instance.schema, history, step) : FINISH
  return `${finish};\nCOMMIT`
}

/** The table that the package's document promises gets its row in the same transaction. */
function historyRow(schema: string, history: HistoryTable, step: Step): string {
  const values = {
    version: literal(step.version),
    name: literal(step.name),
    checksum: literal(step.up.digest),
    executionTimeMs: 'measured.finish',
    appliedAt: 'clock_timestamp()',
  }
  const columns = Object.entries(history.columns)
  const insert =
    `INSERT INTO ${identifier(schema)}.${identifier(history.table)} (${columns.map(([column]) => identifier(column)).join(', ')})` +
    ` SELECT ${columns.map(([, fact]) => values[fact]).join(', ')} FROM measured`
  return `WITH measured AS MATERIALIZED (${FINISH}), recorded AS (${insert}) SELECT finish FROM measured`
}

const FINISH = 'SELECT schemata.finish() AS finish'
