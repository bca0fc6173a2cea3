import type { OwnedNames } from '../script-context.js'
import type { Statement } from '../sql/parse-script.js'
import { child, list, type TreeNode, text, words } from '../sql/tree.js'

/** The names that statements create in the schema, or without one. */
export function ownedNames(statements: readonly Statement[], schema: string): OwnedNames {
  const relations = new Set<string>()
  const functions = new Set<string>()
  const types = new Set<string>()
  for (const { kind, node } of statements) {
    const relation = createdRelation(kind, node)
    const holder = text(relation, 'schemaname')
    if (relation && text(relation, 'relpersistence') !== 't' && (holder === schema || holder === '')) {
      relations.add(text(relation, 'relname'))
      types.add(text(relation, 'relname'))
    }
    const owned = (field: string) => ownName(words(list(node, field)), schema)
    const callable =
      kind === 'CreateFunctionStmt' ? owned('funcname') : isAggregate(kind, node) ? owned('defnames') : undefined
    if (callable !== undefined) functions.add(callable)
    const type = TYPE_FIELDS[kind] === undefined ? undefined : owned(TYPE_FIELDS[kind])
    if (type !== undefined) types.add(type)
    if (kind === 'CompositeTypeStmt') types.add(text(child(node, 'typevar'), 'relname'))
  }
  return { relations, functions, types }
}

const TYPE_FIELDS: { readonly [kind: string]: string } = {
  CreateEnumStmt: 'typeName',
  CreateRangeStmt: 'typeName',
  CreateDomainStmt: 'domainname',
}

/** The relation that a statement creates, as a RangeVar. */
export function createdRelation(kind: string, node: TreeNode): TreeNode | undefined {
  switch (kind) {
    case 'CreateStmt':
      return child(node, 'relation')
    case 'CreateForeignTableStmt':
      return child(child(node, 'base') ?? {}, 'relation')
    case 'ViewStmt':
      return child(node, 'view')
    case 'CreateTableAsStmt':
      return child(child(node, 'into') ?? {}, 'rel')
    case 'CreateSeqStmt':
      return child(node, 'sequence')
    default:
      return undefined
  }
}

function ownName(name: readonly string[], schema: string): string | undefined {
  return name.length === 1 || name[0] === schema ? name.at(-1) : undefined
}

function isAggregate(kind: string, node: TreeNode): boolean {
  return kind === 'DefineStmt' && text(node, 'kind') === 'OBJECT_AGGREGATE'
}
