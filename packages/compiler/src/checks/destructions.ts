import type { Destruction } from '@schemata/contract'

import type { Statement } from '../sql/parse-script.js'
import { readString } from '../sql/string-literal.js'
import { type Token, tokenize } from '../sql/tokens.js'
import { child, list, type TreeNode, text, walk, words } from '../sql/tree.js'

/** The data that a script destroys, in the order of its statements; also inside DO blocks. */
export function destructions(statements: readonly Statement[]): readonly Destruction[] {
  return statements.flatMap((statement) => [...byTree(statement), ...byTokens(statement)])
}

function byTree({ kind, node }: Statement): readonly Destruction[] {
  if (kind === 'DropStmt' && text(node, 'removeType') === 'OBJECT_TABLE') {
    return list(node, 'objects').map((object) => ({ statement: 'DROP TABLE', relation: dotted(object) }))
  }
  if (kind === 'AlterTableStmt') return droppedColumns(node)
  if (kind === 'TruncateStmt') {
    return list(node, 'relations').map((relation) => ({ statement: 'TRUNCATE', relation: relationName(relation) }))
  }
  return kind === 'CreateFunctionStmt' ? [] : deletions(kind, node)
}

function droppedColumns(node: TreeNode): readonly Destruction[] {
  const relation = relationName({ RangeVar: child(node, 'relation') })
  return list(node, 'cmds').flatMap((command) => {
    const { subtype, name } = child(command, 'AlterTableCmd') ?? {}
    return subtype === 'AT_DropColumn' && typeof name === 'string'
      ? [{ statement: 'DROP COLUMN', relation, column: name }]
      : []
  })
}

/** A DELETE may also stand in a WITH. */
function deletions(statementKind: string, node: TreeNode): readonly Destruction[] {
  const found: Destruction[] = []
  const visit = (below: TreeNode, kind: string) => {
    const relation = child(below, 'relation')
    if (kind === 'DeleteStmt' && relation)
      found.push({ statement: 'DELETE', relation: relationName({ RangeVar: relation }) })
  }
  walk(node, visit, statementKind)
  return found
}

function dotted(object: TreeNode): string {
  return words(list(child(object, 'List') ?? {}, 'items')).join('.')
}

function relationName(wrapped: TreeNode): string {
  const relation = child(wrapped, 'RangeVar')
  return [text(relation, 'schemaname'), text(relation, 'relname')].filter((part) => part !== '').join('.')
}

/** DO blocks have no tree; what they destroy is found by their words, in nested strings too. */
function byTokens({ kind, tokens }: Statement): readonly Destruction[] {
  if (kind !== 'DoStmt') return []
  return tokens.filter((token) => token.kind === 'string').flatMap((token) => inCode(readString(token.text, 0).content))
}

function inCode(code: string): readonly Destruction[] {
  const tokens = tokenize(code)?.filter((token) => token.kind !== 'comment') ?? []
  return tokens.flatMap((token, index) =>
    token.kind === 'string' ? inCode(readString(token.text, 0).content) : destroyedAt(tokens, index),
  )
}

function destroyedAt(tokens: readonly Token[], index: number): readonly Destruction[] {
  const pair = `${tokens[index]?.value} ${tokens[index + 1]?.value}`
  if (pair === 'drop table') return [{ statement: 'DROP TABLE', relation: nameAfter(tokens, index + 2) }]
  if (pair === 'delete from') return [{ statement: 'DELETE', relation: nameAfter(tokens, index + 2) }]
  if (pair === 'drop column') return [droppedColumn(tokens, index)]
  if (tokens[index]?.value !== 'truncate') return []
  const table = tokens[index + 1]?.value === 'table' ? 2 : 1
  return [{ statement: 'TRUNCATE', relation: nameAfter(tokens, index + table) }]
}

function droppedColumn(tokens: readonly Token[], index: number): Destruction {
  let table = index
  while (table > 0 && !(tokens[table]?.value === 'table' && tokens[table - 1]?.value === 'alter')) table -= 1
  return { statement: 'DROP COLUMN', relation: nameAfter(tokens, table + 1), column: nameAfter(tokens, index + 2) }
}

function nameAfter(tokens: readonly Token[], from: number): string {
  let at = from
  while (['if', 'exists', 'only'].includes(tokens[at]?.value ?? '')) at += 1
  const parts = [tokens[at]?.value ?? '']
  for (; tokens[at + 1]?.text === '.'; at += 2) parts.push(tokens[at + 2]?.value ?? '')
  return parts.join('.')
}
