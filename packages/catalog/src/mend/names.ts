import type { CatalogContract, CatalogObject } from '@schemata/contract'

import { quoteIdentifier } from '../tokens.js'

/** Words that SQL takes for itself; a name like one of them is quoted. */
const RESERVED = new Set(
  `all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case cast
  char character check coalesce collate collation column concurrently constraint create cross current_catalog
  current_date current_role current_schema current_time current_timestamp current_user dec decimal default deferrable
  desc distinct do else end except exists extract false fetch float for foreign freeze from full grant greatest group
  grouping having ilike in initially inner inout int integer intersect interval into is isnull join lateral leading
  least left like limit localtime localtimestamp national natural nchar none normalize not notnull null nullif numeric
  offset on only or order out outer overlaps overlay placing position precision primary real references returning
  right row select session_user setof similar smallint some substring symmetric system_user table tablesample then
  time timestamp to trailing treat trim true union unique user using values varchar variadic verbose when where window
  with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize
  xmltable`.split(/\s+/),
)

/** A name as it stands in SQL. */
export function written(name: string): string {
  return RESERVED.has(name) ? `"${name}"` : quoteIdentifier(name)
}

/** `sample.orders` */
export function qualified(name: string, { schema }: CatalogContract): string {
  return `${written(schema)}.${written(name)}`
}

/** `sample.get_build(uuid)` for the name of a function in the contract. */
export function qualifiedFunction(signature: string, contract: CatalogContract): string {
  const start = signature.indexOf('(')
  return qualified(signature.slice(0, start), contract) + signature.slice(start)
}

/** The last part of a column's, constraint's, trigger's or policy's name. */
export function bareName({ name, parent }: CatalogObject): string {
  return parent === undefined ? name : name.slice(parent.length + 1)
}

/** A string constant; a backslash is itself. */
export function literal(text: string): string {
  return text.includes('\\')
    ? `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
    : `'${text.replaceAll("'", "''")}'`
}

/** Puts words behind the first ones of a definition: `CREATE TRIGGER` to `CREATE OR REPLACE TRIGGER`. */
export function replaceStart(definition: string, start: string, replacement: string): string {
  return definition.startsWith(start) ? replacement + definition.slice(start.length) : definition
}
