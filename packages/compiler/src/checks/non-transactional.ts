import type { Statement } from '../sql/parse-script.js'
import { child, list, type TreeNode, text } from '../sql/tree.js'

/** What PostgreSQL refuses inside a transaction block, by the name for messages; undefined for all else. */
export function nonTransactional({ kind, node }: Statement): string | undefined {
  switch (kind) {
    case 'IndexStmt':
      return node.concurrent === true ? 'CREATE INDEX CONCURRENTLY' : undefined
    case 'DropStmt':
      return node.concurrent === true ? 'DROP INDEX CONCURRENTLY' : undefined
    case 'ReindexStmt':
      return reindex(node)
    case 'AlterTableStmt':
      return list(node, 'cmds').some(detachesConcurrently) ? 'DETACH PARTITION … CONCURRENTLY' : undefined
    case 'VacuumStmt':
      return node.is_vacuumcmd === true ? 'VACUUM' : undefined
    case 'ClusterStmt':
      return child(node, 'relation') ? undefined : 'CLUSTER without a table'
    case 'AlterSystemStmt':
      return 'ALTER SYSTEM'
    case 'CreateSubscriptionStmt':
      return 'CREATE SUBSCRIPTION'
    case 'DropSubscriptionStmt':
      return 'DROP SUBSCRIPTION'
    case 'AlterSubscriptionStmt':
      return /REFRESH|PUBLICATION/.test(text(node, 'kind')) ? 'ALTER SUBSCRIPTION … REFRESH' : undefined
    default:
      return undefined
  }
}

function reindex(node: TreeNode): string | undefined {
  const concurrently = list(node, 'params').some((param) => text(child(param, 'DefElem'), 'defname') === 'concurrently')
  if (concurrently) return 'REINDEX CONCURRENTLY'
  return /SCHEMA|SYSTEM|DATABASE/.test(text(node, 'kind')) ? 'REINDEX of a whole schema or database' : undefined
}

export function detachesConcurrently(command: TreeNode): boolean {
  const definition = child(child(command, 'AlterTableCmd') ?? {}, 'def')
  return child(definition ?? {}, 'PartitionCmd')?.concurrent === true
}
