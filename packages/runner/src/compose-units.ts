import { type Range, stepId } from '@schemata/contract'

import { historyRow } from './history-row.js'
import type { Unit } from './plan.js'
import type { HeadMove } from './progress.js'
import { identifier, literal } from './quote.js'
import { type Names, type RelocatedText, relocate } from './relocate.js'

/** A step and how the head of its package moves with it. */
export interface MovingUnit extends Unit {
  readonly move: HeadMove
}

/** What holds for a whole message. */
export interface MessageSettings {
  readonly run: string | null
  readonly roles: Names['roles']
  readonly lockTimeoutMs: number
}

/** Where one step stands in a message. */
export interface ComposedPart {
  /** The step's own text as sent, and its way back to the file. */
  readonly body: RelocatedText
  /** UTF-16 offset of the body in the message. */
  readonly bodyAt: number
  /** How many statements stand before the body. */
  readonly statementsBefore: number
  /** Offsets in the file of the body's statements, those left out excluded. */
  readonly statements: readonly number[]
}

export interface ComposedMessage {
  readonly sql: string
  /** In the order of the units. */
  readonly parts: readonly ComposedPart[]
}

/**
 * One or more steps, their ledger rows and their history rows in one transaction and
 * one message. The fence stands before the SQL of the first step, so that a runner that
 * is not the only one does nothing at all.
 */
export function composeUnits(units: readonly MovingUnit[], settings: MessageSettings): ComposedMessage {
  const message = new MessageBuilder(openTransaction(settings.lockTimeoutMs))
  message.add(`SELECT schemata.advance(${literal(JSON.stringify(headMoves(units)))})`)
  const parts = units.map((unit) => {
    message.add(setSearchPath(unit.instance.schema))
    const part = message.addBody(relocateUp(unit, settings.roles), keptStatements(unit))
    message.add(lapStatement(unit))
    return part
  })
  message.add(recordStatement(units, settings))
  message.add('COMMIT')
  return { sql: message.text, parts }
}

/** Puts statements behind one another and counts them. */
class MessageBuilder {
  text: string
  private count: number

  constructor(opening: readonly string[]) {
    this.text = opening.map((statement) => `${statement};\n`).join('')
    this.count = opening.length
  }

  add(statement: string): void {
    this.text += `${statement};\n`
    this.count += 1
  }

  addBody(body: RelocatedText, statements: readonly number[]): ComposedPart {
    const part = { body, bodyAt: this.text.length, statementsBefore: this.count, statements }
    // The line end keeps a comment at the end of the file from swallowing what follows.
    this.text += `${body.sql}\n;\n`
    this.count += statements.length
    return part
  }
}

/** Settings hold for this transaction only, so that nothing leaks through a pooler. */
export function openTransaction(lockTimeoutMs: number): string[] {
  return [
    'BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE',
    `SET LOCAL lock_timeout = ${lockTimeoutMs}`,
    'SET LOCAL statement_timeout = 0',
    'SET LOCAL idle_in_transaction_session_timeout = 0',
    'SET LOCAL client_min_messages = warning',
    'SET LOCAL standard_conforming_strings = on',
  ]
}

export function setSearchPath(schema: string): string {
  return `SET LOCAL search_path = ${identifier(schema)}, pg_temp`
}

function leftOut({ step, move }: MovingUnit): readonly Range[] {
  return move.schemaExisted && step.up.createSchema ? [step.up.createSchema] : []
}

function relocateUp(unit: MovingUnit, roles: Names['roles']): RelocatedText {
  const plainly = unit.move.fresh ? unit.step.up.concurrently : []
  return relocate(unit.step.up, { schemas: unit.instance.schemas, roles }, [...leftOut(unit), ...plainly])
}

function keptStatements(unit: MovingUnit): readonly number[] {
  const out = leftOut(unit)
  return unit.step.up.statements.filter((at) => !out.some((range) => range.start <= at && at < range.end))
}

/** Ends the step's time; the table that a document promises gets its row with it. */
export function lapStatement({ instance, step }: Unit, since?: string): string {
  const lap = `SELECT schemata.lap(${since === undefined ? '' : literal(since)}) AS schemata_lap`
  return historyRow(instance, step, lap) ?? lap
}

/** The first and the last state of each package's head. */
export function headMoves(units: readonly MovingUnit[]): readonly Record<string, unknown>[] {
  const moves = new Map<string, Record<string, unknown>>()
  for (const { instance, move } of units) {
    const { package: npm } = instance.package.migrations
    const key = `${instance.package.key}\n${instance.schema}`
    moves.set(key, {
      package: instance.package.key,
      schema: instance.schema,
      from: moves.get(key)?.from ?? move.from,
      to: move.to,
      head: move.head,
      npmName: npm.name,
      version: move.completes ? npm.version : null,
      floor: instance.package.floor,
      schemaExisted: move.schemaExisted,
    })
  }
  return [...moves.values()]
}

/** The steps' ledger rows, with the way back under this stack's names. */
export function recordStatement(units: readonly MovingUnit[], { run, roles }: MessageSettings): string {
  return `SELECT schemata.record(${literal(JSON.stringify(units.map((unit) => ledgerRow(unit, roles, run))))})`
}

function ledgerRow(
  { instance, step, move }: MovingUnit,
  roles: Names['roles'],
  run: string | null,
): Record<string, unknown> {
  const names = { schemas: instance.schemas, roles }
  // A schema that was there before the package is never dropped.
  const kept: readonly Range[] = move.schemaExisted && step.down?.dropSchema ? [step.down.dropSchema] : []
  return {
    package: instance.package.key,
    schema: instance.schema,
    version: step.version,
    name: step.name,
    checksum: step.up.digest,
    packageVersion: instance.package.migrations.package.version,
    reverseSql: step.down && relocate(step.down, names, kept).sql,
    reverseFile: step.downFile,
    reverseDestroys:
      step.down?.destroys.map((loss) => ({ ...loss, relation: renameRelation(loss.relation, names) })) ?? null,
    irreversible: step.irreversible,
    run,
  }
}

function renameRelation(relation: string, { schemas }: Names): string {
  const dot = relation.indexOf('.')
  const schema = relation.slice(0, dot)
  return dot < 0 ? relation : `${schemas[schema] ?? schema}${relation.slice(dot)}`
}

/** How a unit is called in messages. */
export function unitName({ instance, step }: Unit): string {
  return `${instance.package.key} ${stepId(step)}`
}
