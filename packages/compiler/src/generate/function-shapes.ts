import type { CatalogObjectOf, FunctionArgument } from '@schemata/contract'

import { NotOverloadedError, OverloadedFunctionError } from '../errors/contract-errors.js'
import type { RelationShape } from './schema-shape.js'
import { type OwnTypes, resolveType, type ValueType } from './value-type.js'

/** A function, procedure or aggregate that can be called by name. */
export interface FunctionShape {
  readonly name: string
  /** `get_build(uuid)` */
  readonly signature: string
  readonly arguments: readonly ArgumentShape[]
  readonly result: ResultShape | null
  /** True where any number of rows come. */
  readonly isSet: boolean
  readonly comment?: string
}

export interface ArgumentShape {
  /** `$1` for the first where it has no name. */
  readonly name: string
  readonly type: ValueType
  readonly optional: boolean
}

/** What one row of the result is. */
export type ResultShape =
  | { readonly kind: 'value'; readonly type: ValueType }
  | { readonly kind: 'columns'; readonly columns: readonly { name: string; type: ValueType }[] }
  | { readonly kind: 'relation'; readonly name: string }
  /** A record whose columns the call decides. */
  | { readonly kind: 'record' }

type FunctionObject = CatalogObjectOf<'function'>

/** Results of functions that only PostgreSQL itself calls. */
const NOT_CALLABLE = /^(trigger|event_trigger|internal|language_handler|fdw_handler|table_am_handler|index_am_handler)$/

export interface FunctionSurroundings {
  readonly own: OwnTypes
  readonly relations: readonly RelationShape[]
  /** Names that several functions share on purpose. */
  readonly overloads: readonly string[]
}

/**
 * The functions that can be called by name; those of triggers are left out, and those
 * that are overloaded on purpose.
 *
 * @throws OverloadedFunctionError when two others have one name.
 * @throws NotOverloadedError when one that is said to be overloaded is not.
 */
export function functionShapes(
  schema: string,
  objects: readonly FunctionObject[],
  { own, relations, overloads }: FunctionSurroundings,
): readonly FunctionShape[] {
  const callable = objects.filter(({ facts }) => !NOT_CALLABLE.test(facts.result ?? ''))
  const shapes = callable.map((object) => functionShape(schema, object, own, relations))
  const named = (name: string) => shapes.filter((shape) => shape.name === name)
  const idle = overloads.find((name) => named(name).length < 2)
  if (idle !== undefined) throw new NotOverloadedError({ schema, found: idle, count: named(idle).length })
  const single = shapes.filter(({ name }) => !overloads.includes(name))
  for (const { name } of single) {
    const signatures = named(name).map(({ signature }) => `\`${signature}\``)
    if (signatures.length > 1) throw new OverloadedFunctionError({ schema, signatures })
  }
  return single
}

function functionShape(
  schema: string,
  { name: signature, facts }: FunctionObject,
  own: OwnTypes,
  relations: readonly RelationShape[],
): FunctionShape {
  const { result = 'void', comment } = facts
  const row = result.replace(/^SETOF /, '')
  const inputs = facts.arguments.filter(({ mode }) => mode === undefined || mode === 'inout' || mode === 'variadic')
  return {
    name: signature.slice(0, signature.indexOf('(')),
    signature,
    arguments: inputs.map((argument, index) => ({
      name: argument.name ?? `$${index + 1}`,
      type: resolveType(argument.type, own),
      optional: argument.default !== undefined,
    })),
    result: resultShape(schema, row, facts.arguments, own, relations),
    isSet: row !== result || result.startsWith('TABLE('),
    ...(comment !== undefined && { comment }),
  }
}

function resultShape(
  schema: string,
  row: string,
  args: readonly FunctionArgument[],
  own: OwnTypes,
  relations: readonly RelationShape[],
): ResultShape | null {
  const outputs = args.filter(({ mode }) => mode === 'out' || mode === 'inout' || mode === 'table')
  const [only] = outputs
  if (only && outputs.length === 1 && only.mode !== 'table') return { kind: 'value', type: resolveType(only.type, own) }
  if (outputs.length > 0) return { kind: 'columns', columns: columnsOf(outputs, own) }
  if (row === 'void') return null
  if (row === 'record') return { kind: 'record' }
  const relation = relations.find(({ name }) => row === `${schema}.${name}` || row === `${schema}."${name}"`)
  if (relation) return { kind: 'relation', name: relation.name }
  const type = own.get(row)
  if (type?.facts.kind === 'composite') return { kind: 'columns', columns: columnsOf(type.facts.attributes ?? [], own) }
  return { kind: 'value', type: resolveType(row, own) }
}

/** A column without a name is called as PostgreSQL calls it. */
function columnsOf(columns: readonly { name?: string; type: string }[], own: OwnTypes) {
  return columns.map(({ name, type }, index) => ({ name: name ?? `column${index + 1}`, type: resolveType(type, own) }))
}
