import type { Probe } from '@schemata/contract'

import { UnnamedIndexError } from '../errors/sql-errors.js'
import type { Inspection } from '../script-context.js'
import type { Statement } from '../sql/parse-script.js'
import { child, list, text, words } from '../sql/tree.js'

/**
 * What to look for when the server or the runner died inside a statement that runs
 * outside a transaction; null where only a person can tell.
 *
 * An index without a name is reported: PostgreSQL would choose one, and after a crash
 * another.
 */
export function probeOf(statement: Statement, inspection: Inspection): Probe | null {
  const { kind, node } = statement
  if (kind === 'IndexStmt') return createIndexProbe(statement, inspection)
  if (kind === 'DropStmt' && text(node, 'removeType') === 'OBJECT_INDEX') return dropIndexProbe(statement, inspection)
  return REPEATABLE.has(kind) ? { kind: 'repeatable' } : null
}

const REPEATABLE: ReadonlySet<string> = new Set(['VacuumStmt', 'ReindexStmt', 'AlterSystemStmt', 'ClusterStmt'])

function createIndexProbe({ node, start }: Statement, inspection: Inspection): Probe | null {
  const relation = child(node, 'relation')
  const [schema, table] = [text(relation, 'schemaname') || inspection.schema, text(relation, 'relname')]
  const index = text(node, 'idxname')
  if (index === '') {
    inspection.report(new UnnamedIndexError({ place: inspection.place(start), table: `${schema}.${table}` }))
    return null
  }
  return { kind: 'create index', schema, index, table, unique: node.unique === true }
}

/** One name a statement is PostgreSQL's own rule for CONCURRENTLY. */
function dropIndexProbe({ node }: Statement, inspection: Inspection): Probe | null {
  const names = list(node, 'objects').map((object) => words(list(child(object, 'List') ?? {}, 'items')))
  const [name, ...others] = names
  const index = name?.at(-1)
  if (index === undefined || others.length > 0) return null
  return { kind: 'drop index', schema: name?.at(-2) ?? inspection.schema, index }
}
