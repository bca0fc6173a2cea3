import type { CatalogContract, CatalogFacts, CatalogObject, CatalogObjectKind } from '@schemata/contract'

import { canonicalJson } from './canonical-json.js'
import { compareContracts } from './compare-contracts.js'
import { isCompatibleType } from './compatible-type.js'
import type { Difference } from './difference.js'

type ObjectOf<Kind extends CatalogObjectKind> = Extract<CatalogObject, { kind: Kind }>

export interface MissingFromOptions {
  /** Names of objects of the expected contract; the others are not looked for. @default all */
  only?: readonly string[]
}

/**
 * Lists what someone who relies on the expected contract would miss in the actual one.
 *
 * For a package that the host provides. Counted are tables, views, columns, primary
 * keys, functions, types and sequences. A column may have a wider type of the same
 * representation, and may be NOT NULL where the contract allows null, since those who
 * require a package read it; nullable where the contract says NOT NULL is a
 * difference. A primary key is recognised by its columns, and a unique constraint
 * serves as well. A view may be provided by a table. An enum may have more labels, a
 * table more columns, a function another body. Indexes, checks, foreign keys,
 * triggers, policies, grants, defaults and comments do not count. A primary key counts
 * where its table and all its columns do.
 *
 * @example
 * const missing = missingFrom(courses.contract, await readCatalog(db, { schema: 'public', as: 'course_catalog' }))
 */
export function missingFrom(
  expected: CatalogContract,
  actual: CatalogContract,
  { only }: MissingFromOptions = {},
): Difference[] {
  const tables = actual.objects.filter(({ kind }) => kind === 'table').map(({ name }) => name)
  const objects = expected.objects.filter((object) => isNeeded(object) && (!only || isAmong(only, object)))
  const needed: CatalogContract = { ...expected, objects: objects.map(toTable(tables)) }
  const found: CatalogContract = { ...actual, objects: withKeys(needed, actual) }
  const wanted = new Map(needed.objects.map((object) => [`${object.kind} ${object.name}`, object]))
  const present = new Map(found.objects.map((object) => [`${object.kind} ${object.name}`, object]))
  return compareContracts(needed, found, { ignoreExtras: true }).filter((difference) => {
    const key = `${difference.kind} ${difference.object}`
    const [before, after] = [wanted.get(key), present.get(key)]
    return before === undefined || after === undefined || matters(difference, before, after)
  })
}

function isNeeded(object: CatalogObject): boolean {
  if (object.kind === 'constraint') return object.facts.type === 'primary key'
  return ['table', 'view', 'column', 'function', 'type', 'sequence'].includes(object.kind)
}

function isAmong(names: readonly string[], object: CatalogObject): boolean {
  if (object.kind !== 'constraint') return names.includes(object.name)
  const { parent = '', facts } = object
  return [parent, ...(facts.columns ?? []).map((column) => `${parent}.${column}`)].every((name) => names.includes(name))
}

/** A view that the host has as a table is looked for as one; nothing but its columns counts anyway. */
function toTable(tables: readonly string[]) {
  return (object: CatalogObject): CatalogObject =>
    object.kind === 'view' && tables.includes(object.name) ? { kind: 'table', name: object.name, facts: {} } : object
}

/** Stands in for a primary key that is there under another name or as a unique constraint. */
function withKeys(needed: CatalogContract, actual: CatalogContract): CatalogObject[] {
  const keys = actual.objects.filter(
    (object): object is ObjectOf<'constraint'> =>
      object.kind === 'constraint' && (object.facts.type === 'primary key' || object.facts.type === 'unique'),
  )
  const served = needed.objects.filter(
    (object): object is ObjectOf<'constraint'> =>
      object.kind === 'constraint' &&
      keys.some((key) => key.parent === object.parent && sameColumns(key.facts.columns, object.facts.columns)),
  )
  const names = new Set(served.map(({ name }) => name))
  return [...actual.objects.filter(({ kind, name }) => kind !== 'constraint' || !names.has(name)), ...served]
}

function sameColumns(a: readonly string[] = [], b: readonly string[] = []): boolean {
  return a.length === b.length && a.every((column) => b.includes(column))
}

function matters({ fact = '' }: Difference, expected: CatalogObject, actual: CatalogObject): boolean {
  if (expected.kind === 'column' && actual.kind === 'column') return columnMatters(fact, expected.facts, actual.facts)
  if (expected.kind === 'function' && actual.kind === 'function') {
    return functionMatters(fact, expected.facts, actual.facts)
  }
  if (expected.kind === 'type' && actual.kind === 'type') return typeMatters(fact, expected.facts, actual.facts)
  return expected.kind === 'constraint' && fact === 'columns'
}

function columnMatters(fact: string, expected: CatalogFacts['column'], actual: CatalogFacts['column']): boolean {
  if (fact === 'type') return !isCompatibleType(expected.type, actual.type)
  return fact === 'notNull' && expected.notNull === true
}

/** The types of a function's arguments are in its name; a caller may also leave out what has a default. */
function functionMatters(fact: string, expected: CatalogFacts['function'], actual: CatalogFacts['function']): boolean {
  if (fact === 'kind' || fact === 'result') return true
  if (fact !== 'arguments') return false
  const required = ({ arguments: all }: CatalogFacts['function']) =>
    all.filter(({ mode, default: value }) => mode !== 'out' && mode !== 'table' && value === undefined).length
  return required(actual) > required(expected)
}

function typeMatters(fact: string, expected: CatalogFacts['type'], actual: CatalogFacts['type']): boolean {
  if (fact === 'labels') return !(expected.labels ?? []).every((label) => actual.labels?.includes(label))
  if (fact === 'base') return !isCompatibleType(expected.base ?? '', actual.base ?? '')
  if (fact === 'attributes') return canonicalJson(expected.attributes) !== canonicalJson(actual.attributes)
  return fact === 'kind' || fact === 'subtype'
}
