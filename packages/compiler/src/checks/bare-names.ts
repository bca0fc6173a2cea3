import type { OwnedNames } from '../script-context.js'
import type { Statement } from '../sql/parse-script.js'
import { child, list, location, type TreeNode, text, walk, words } from '../sql/tree.js'

/** A name without its schema; `byte` where the tree says it. */
export interface BareName {
  readonly what: string
  readonly name: string
  readonly byte?: number
}

/**
 * The unqualified names of one statement. Names of common table expressions, of
 * temporary tables, of PostgreSQL's own catalog (`pg_…`) and of its built-in
 * functions and types are no matter of the search_path.
 */
export function bareNames(
  { kind, node }: Statement,
  owned: OwnedNames,
  temporary: ReadonlySet<string>,
): readonly BareName[] {
  const local = new Set([...temporary, ...localNames(node)])
  const found: BareName[] = [...namedObjects(kind, node)]
  const visit = (below: TreeNode, field: string) => {
    const bare = bareRelation(below, field, local) ?? bareType(below, owned) ?? bareCall(below, field, owned)
    if (bare) found.push(bare)
  }
  walk(node, visit, kind)
  return found
}

function localNames(node: TreeNode): readonly string[] {
  const names: string[] = []
  walk(node, (below, field) => {
    if (field === 'CommonTableExpr') names.push(text(below, 'ctename'))
    if (field === 'TriggerTransition') names.push(text(below, 'name'))
  })
  return names
}

const RELATION_WORDS: { readonly [field: string]: string } = { view: 'view', sequence: 'sequence', typevar: 'type' }

function bareRelation(node: TreeNode, field: string, local: ReadonlySet<string>): BareName | undefined {
  const name = text(node, 'relname')
  if (name === '' || text(node, 'relpersistence') === '' || text(node, 'schemaname') !== '') return undefined
  if (text(node, 'relpersistence') === 't' || name.startsWith('pg_') || local.has(name)) return undefined
  return { what: RELATION_WORDS[field] ?? 'relation', name, byte: location(node) }
}

function bareType(node: TreeNode, { types }: OwnedNames): BareName | undefined {
  if (node.typemod === undefined || node.pct_type === true) return undefined
  const name = words(list(node, 'names'))
  const [only = ''] = name
  return name.length === 1 && types.has(only) ? { what: 'type', name: only, byte: location(node) } : undefined
}

function bareCall(node: TreeNode, field: string, { functions }: OwnedNames): BareName | undefined {
  if (field === 'ObjectWithArgs') {
    const name = words(list(node, 'objname'))
    const [only = ''] = name
    return name.length === 1 && /^[A-Za-z_]/.test(only) ? { what: 'function', name: only } : undefined
  }
  if (field !== 'FuncCall' && field !== 'CreateTrigStmt') return undefined
  const name = words(list(node, 'funcname'))
  const [only = ''] = name
  if (name.length !== 1 || !functions.has(only)) return undefined
  return { what: 'function', name: only, ...(field === 'FuncCall' && { byte: location(node) }) }
}

const CREATED: { readonly [kind: string]: readonly [string, string] } = {
  CreateFunctionStmt: ['function', 'funcname'],
  CreateEnumStmt: ['type', 'typeName'],
  AlterEnumStmt: ['type', 'typeName'],
  CreateRangeStmt: ['type', 'typeName'],
  CreateDomainStmt: ['domain', 'domainname'],
  AlterDomainStmt: ['domain', 'typeName'],
  DefineStmt: ['object', 'defnames'],
  CreateStatsStmt: ['statistics', 'defnames'],
}

/** How many words a full name has, by the kind of object that DROP and COMMENT ON speak of. */
const FULL_LENGTH: { readonly [object: string]: number } = {
  TABLE: 2,
  VIEW: 2,
  MATVIEW: 2,
  SEQUENCE: 2,
  INDEX: 2,
  FOREIGN_TABLE: 2,
  COLLATION: 2,
  STATISTIC_EXT: 2,
  TYPE: 2,
  DOMAIN: 2,
  COLUMN: 3,
  TRIGGER: 3,
  POLICY: 3,
  RULE: 3,
  TABCONSTRAINT: 3,
}

function namedObjects(kind: string, node: TreeNode): readonly BareName[] {
  const created = CREATED[kind]
  if (created) {
    const name = words(list(node, created[1]))
    return name.length === 1 && /^[A-Za-z_]/.test(name[0] ?? '') ? [{ what: created[0], name: name[0] ?? '' }] : []
  }
  if (kind === 'DropStmt') return tooShort(text(node, 'removeType'), list(node, 'objects'))
  if (kind === 'CommentStmt') return tooShort(text(node, 'objtype'), [child(node, 'object') ?? {}])
  return kind === 'CreateSeqStmt' || kind === 'AlterSeqStmt' ? bareOwner(node) : []
}

function tooShort(objectType: string, objects: readonly TreeNode[]): readonly BareName[] {
  const object = objectType.replace('OBJECT_', '')
  const full = FULL_LENGTH[object]
  if (full === undefined) return []
  return objects.flatMap((entry) => {
    const name = words(list(child(entry, 'List') ?? {}, 'items').concat(list(child(entry, 'TypeName') ?? {}, 'names')))
    return name.length > 0 && name.length < full ? [{ what: object.toLowerCase(), name: name.join('.') }] : []
  })
}

/** `OWNED BY table.column` */
function bareOwner(node: TreeNode): readonly BareName[] {
  return list(node, 'options').flatMap((option) => {
    const element = child(option, 'DefElem') ?? {}
    const name = words(list(child(child(element, 'arg') ?? {}, 'List') ?? {}, 'items'))
    return text(element, 'defname') === 'owned_by' && name.length === 2
      ? [{ what: 'column', name: name.join('.') }]
      : []
  })
}
