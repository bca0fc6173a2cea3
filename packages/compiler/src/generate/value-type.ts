import type { CatalogFacts } from '@schemata/contract'

import { labelsOfCheck } from './labels-of-check.js'
import { parseTypeName } from './type-name.js'

/** How a value of a column or argument is written in TypeScript. */
export type ValueType =
  /** A built-in type by its name; `modifiers` are length, or precision and scale. */
  | { readonly kind: 'plain'; readonly name: string; readonly modifiers: readonly number[] }
  /** An enum of the schema. */
  | { readonly kind: 'enum'; readonly name: string }
  /** Text that a check restricts to some values. */
  | { readonly kind: 'labels'; readonly labels: readonly string[] }
  /** `isText`: pg gives it as it stands in SQL, `{a,b}`. */
  | { readonly kind: 'array'; readonly element: ValueType; readonly isText: boolean }

export type TypeFacts = CatalogFacts['type']

/** The types of a schema, by the name that columns call them. */
export type OwnTypes = ReadonlyMap<string, { readonly name: string; readonly facts: TypeFacts }>

/** Finds out what a spelt type stands for; domains stand for what they are made of. */
export function resolveType(spelt: string, own: OwnTypes): ValueType {
  const { base, modifiers, isArray } = parseTypeName(spelt)
  const scalar = resolveScalar(base, modifiers, own)
  if (!isArray) return scalar
  return { kind: 'array', element: scalar, isText: own.has(base) || !ARRAYS_OF_PG.has(base) }
}

function resolveScalar(base: string, modifiers: readonly number[], own: OwnTypes): ValueType {
  const type = own.get(base)
  if (!type) return { kind: 'plain', name: base, modifiers }
  const { name, facts } = type
  if (facts.kind === 'enum') return { kind: 'enum', name }
  if (facts.kind !== 'domain') return { kind: 'plain', name: 'text', modifiers: [] }
  const labels = Object.values(facts.checks ?? {}).flatMap((check) => labelsOfCheck(check)?.labels ?? [])
  return labels.length > 0 ? { kind: 'labels', labels } : resolveType(facts.base ?? 'text', own)
}

/** Arrays that pg takes apart by itself; all others arrive as text. */
const ARRAYS_OF_PG: ReadonlySet<string> = new Set([
  'boolean',
  'bytea',
  'smallint',
  'integer',
  'bigint',
  'oid',
  'real',
  'double precision',
  'numeric',
  'character',
  'character varying',
  'text',
  'uuid',
  'date',
  'timestamp with time zone',
  'timestamp without time zone',
  'time without time zone',
  'time with time zone',
  'interval',
  'json',
  'jsonb',
  'inet',
  'cidr',
  'macaddr',
  'money',
  'point',
])
