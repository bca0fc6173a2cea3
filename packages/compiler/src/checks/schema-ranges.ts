import type { Range } from '@schemata/contract'

import type { Statement } from '../sql/parse-script.js'
import { child, list, text } from '../sql/tree.js'

/** True for `CREATE SCHEMA IF NOT EXISTS` of the schema, without objects inside the statement. */
export function createsSchema({ kind, node }: Statement, schema: string): boolean {
  if (kind !== 'CreateSchemaStmt' || text(node, 'schemaname') !== schema) return false
  return node.if_not_exists === true && list(node, 'schemaElts').length === 0
}

/** True for `DROP SCHEMA` of the schema and no other. */
export function dropsSchema({ kind, node }: Statement, schema: string): boolean {
  if (kind !== 'DropStmt' || text(node, 'removeType') !== 'OBJECT_SCHEMA') return false
  const names = list(node, 'objects').map((object) => text(child(object, 'String'), 'sval'))
  return names.length === 1 && names[0] === schema
}

/** The first such statement, without its semicolon. */
export function rangeOf(statements: readonly Statement[], matches: (statement: Statement) => boolean): Range | null {
  const statement = statements.find(matches)
  return statement ? { start: statement.start, end: statement.end } : null
}
