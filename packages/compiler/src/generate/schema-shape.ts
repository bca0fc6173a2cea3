import type { CatalogContract, CatalogObjectKind, CatalogObjectOf } from '@schemata/contract'

import { type FunctionShape, functionShapes } from './function-shapes.js'
import { labelsOfCheck } from './labels-of-check.js'
import { type OwnTypes, resolveType, type ValueType } from './value-type.js'

/** What TypeScript is generated from. */
export interface SchemaShape {
  readonly schema: string
  readonly enums: readonly EnumShape[]
  readonly relations: readonly RelationShape[]
  readonly functions: readonly FunctionShape[]
}

export interface EnumShape {
  readonly name: string
  readonly labels: readonly string[]
  readonly comment?: string
}

/** A table or view. Partitions are their parent's. */
export interface RelationShape {
  readonly name: string
  /** Rows cannot be written to a view. */
  readonly isTable: boolean
  readonly columns: readonly ColumnShape[]
  readonly comment?: string
}

export interface ColumnShape {
  readonly name: string
  readonly type: ValueType
  /** A view's columns always are: PostgreSQL does not say otherwise. */
  readonly nullable: boolean
  /** What an insert does with it; `never` for what is generated always. */
  readonly insert: 'required' | 'optional' | 'never'
  readonly comment?: string
}

/**
 * Finds in a contract what can be read, written and called. Functions named in
 * `overloads` are left out: a name says too little about their arguments.
 *
 * @throws OverloadedFunctionError, NotOverloadedError
 */
export function schemaShape(contract: CatalogContract, overloads: readonly string[] = []): SchemaShape {
  const types = objectsOf(contract, 'type')
  const own: OwnTypes = new Map(
    types.flatMap(({ name, facts }) => spellings(contract.schema, name).map((spelt) => [spelt, { name, facts }])),
  )
  const relations = [
    ...objectsOf(contract, 'table')
      .filter(({ facts }) => facts.bound === undefined)
      .map(({ name, facts }) => relation(contract, own, { name, isTable: true, comment: facts.comment })),
    ...objectsOf(contract, 'view').map(({ name, facts }) =>
      relation(contract, own, { name, isTable: false, comment: facts.comment }),
    ),
  ].sort(byName)
  return {
    schema: contract.schema,
    enums: types
      .filter(({ facts }) => facts.kind === 'enum')
      .map(({ name, facts: { labels = [], comment } }) => ({ name, labels, ...said(comment) })),
    relations,
    functions: functionShapes(contract.schema, objectsOf(contract, 'function'), { own, relations, overloads }),
  }
}

function relation(
  contract: CatalogContract,
  own: OwnTypes,
  { name, isTable, comment }: { name: string; isTable: boolean; comment: string | undefined },
): RelationShape {
  const labels = new Map(
    objectsOf(contract, 'constraint')
      .filter(({ parent, facts }) => parent === name && facts.type === 'check' && facts.validated !== false)
      .flatMap(({ facts }) => labelsOfCheck(facts.definition) ?? [])
      .map((found) => [found.column, found.labels]),
  )
  const columns = objectsOf(contract, 'column')
    .filter(({ parent }) => parent === name)
    .map(({ name: path, facts }): ColumnShape => {
      const column = path.slice(name.length + 1)
      const nullable = facts.notNull !== true && !(isTable && own.get(facts.type)?.facts.notNull === true)
      return {
        name: column,
        type: withLabels(resolveType(facts.type, own), labels.get(column)),
        nullable,
        insert: insertOf(facts, nullable),
        ...said(facts.comment),
      }
    })
  return { name, isTable, columns, ...said(comment) }
}

function withLabels(type: ValueType, labels: readonly string[] | undefined): ValueType {
  return labels !== undefined && type.kind === 'plain' ? { kind: 'labels', labels } : type
}

function insertOf(
  { identity, generated, default: byDefault }: CatalogObjectOf<'column'>['facts'],
  nullable: boolean,
): ColumnShape['insert'] {
  if (identity === 'always' || generated !== undefined) return 'never'
  return nullable || identity !== undefined || byDefault !== undefined ? 'optional' : 'required'
}

function objectsOf<Kind extends CatalogObjectKind>(
  { objects }: CatalogContract,
  kind: Kind,
): readonly CatalogObjectOf<Kind>[] {
  return objects.filter((object): object is typeof object & CatalogObjectOf<Kind> => object.kind === kind)
}

/** `shop.mood`, quoted where a name needs it. */
function spellings(schema: string, name: string): readonly string[] {
  return [`${schema}.${name}`, `${schema}."${name.replaceAll('"', '""')}"`]
}

function said(comment: string | undefined): { comment?: string } {
  return comment === undefined ? {} : { comment }
}

function byName({ name: one }: { name: string }, { name: other }: { name: string }): number {
  return one < other ? -1 : one > other ? 1 : 0
}
