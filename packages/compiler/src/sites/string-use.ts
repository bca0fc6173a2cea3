import type { Token } from '../sql/tokens.js'
import { enclosingCall } from './enclosing-call.js'
import { isInSearchPath } from './schema-position.js'

/**
 * What a string is for:
 * `code` is SQL to be read again, `body` the source of a function or DO block,
 * `schema` one schema's name, `path` a list of them, `role` a role's name,
 * `privilege` an argument that may name a schema, a relation or a role,
 * `value` what an EXECUTE puts into its text by format() or quote_literal(),
 * `alone` is never a site (comments, names of settings), `data` is everything else.
 */
export type StringUse =
  | { readonly use: 'code' | 'execute' | 'schema' | 'path' | 'role' | 'privilege' | 'value' | 'alone' | 'data' }
  | { readonly use: 'body'; readonly language: string }

const TAKES_OBJECT = new Set([
  'nextval',
  'currval',
  'setval',
  'to_regclass',
  'to_regtype',
  'to_regproc',
  'to_regprocedure',
  'to_regoper',
  'to_regoperator',
  'pg_get_serial_sequence',
  'pg_relation_size',
  'pg_total_relation_size',
  'pg_table_size',
  'pg_indexes_size',
  'pg_relation_filenode',
  'pg_relation_filepath',
  'pg_get_viewdef',
  'row_security_active',
])
const SCHEMA_COLUMN = /^(?:nspname|schemaname|\w+_schema|schema_name)$/
const ROLE_COLUMN = /^(?:rolname|rolename|usename|grantee|grantor|tableowner|current_user|session_user|current_role)$/

export function stringUse(tokens: readonly Token[], index: number, start: number): StringUse {
  return (
    useByCast(tokens, index) ??
    useByStatement(tokens, index, start) ??
    useByCall(tokens, index) ??
    useByComparison(tokens, index) ??
    useByExecute(tokens, index) ?? { use: 'data' }
  )
}

/** `'x.t'::regclass`, `'x.t'::text::regclass`, `regclass 'x.t'`, `CAST('x.t' AS regclass)`. */
function useByCast(tokens: readonly Token[], index: number): StringUse | undefined {
  const types = [typeBefore(tokens, index)]
  for (let at = index + 1; tokens[at]?.text === '::' || tokens[at]?.value === 'as'; at += 2) {
    if (tokens[at + 2]?.text === '.') at += 2
    types.push(tokens[at + 1]?.value ?? '')
  }
  if (types.includes('regnamespace')) return { use: 'schema' }
  if (types.includes('regrole')) return { use: 'role' }
  return types.some((type) => /^reg(?:class|type|proc|procedure|oper|operator|collation|config|dictionary)$/.test(type))
    ? { use: 'code' }
    : undefined
}

function typeBefore(tokens: readonly Token[], index: number): string {
  const before = tokens[index - 1]
  return before?.kind === 'word' ? before.value : ''
}

function useByStatement(tokens: readonly Token[], index: number, start: number): StringUse | undefined {
  const first = tokens[start]?.value
  const before = tokens[index - 1]?.value
  if (first === 'comment' && tokens[start + 1]?.value === 'on' && before === 'is') return { use: 'alone' }
  if (isInSearchPath(tokens, index)) return { use: 'path' }
  if (first === 'do' && before !== 'language') {
    return { use: 'body', language: languageOf(tokens, start) ?? 'plpgsql' }
  }
  const creates = first === 'create' && /^(?:function|procedure)$/.test(createdKind(tokens, start))
  if (creates && before === 'as') return { use: 'body', language: languageOf(tokens, start) ?? 'sql' }
  return undefined
}

function createdKind(tokens: readonly Token[], start: number): string {
  const replaces = tokens[start + 1]?.value === 'or'
  return tokens[start + (replaces ? 3 : 1)]?.value ?? ''
}

function languageOf(tokens: readonly Token[], start: number): string | undefined {
  for (let at = start; at < tokens.length && tokens[at]?.text !== ';'; at += 1) {
    if (tokens[at]?.value === 'language') return tokens[at + 1]?.value.replace(/^'|'$/g, '').toLowerCase()
  }
  return undefined
}

function useByCall(tokens: readonly Token[], index: number): StringUse | undefined {
  const call = enclosingCall(tokens, index)
  if (!call) return undefined
  const { name, argument, first } = call
  if (name === 'current_setting') return { use: 'alone' }
  if (name === 'set_config') {
    if (argument === 0) return { use: 'alone' }
    return { use: tokens[first]?.text.toLowerCase() === "'search_path'" ? 'path' : 'data' }
  }
  if (name === 'to_regnamespace') return { use: 'schema' }
  if (name === 'to_regrole' || name === 'pg_has_role') return { use: 'role' }
  if (/^has_\w+_privilege$/.test(name)) return { use: 'privilege' }
  return TAKES_OBJECT.has(name) ? { use: 'code' } : undefined
}

/** `nspname = 'x'`, `table_schema IN ('w', 'x')`, `rolname = 'app'`. */
function useByComparison(tokens: readonly Token[], index: number): StringUse | undefined {
  let at = index - 1
  if (['=', '<>', '!='].includes(tokens[at]?.text ?? '')) at -= 1
  else {
    while (tokens[at]?.text === ',' && tokens[at - 1]?.kind === 'string') at -= 2
    if (tokens[at]?.text !== '(' || tokens[at - 1]?.value !== 'in') return undefined
    at -= tokens[at - 2]?.value === 'not' ? 3 : 2
  }
  const column = tokens[at]?.value ?? ''
  if (SCHEMA_COLUMN.test(column)) return { use: 'schema' }
  return ROLE_COLUMN.test(column) ? { use: 'role' } : undefined
}

/** PL/pgSQL's `EXECUTE <expression>`, up to INTO, USING or LOOP. */
function useByExecute(tokens: readonly Token[], index: number): StringUse | undefined {
  for (let at = index - 1; at >= 0; at -= 1) {
    const { text, value, kind } = tokens[at] ?? { text: ';', value: ';', kind: 'other' }
    if (text === ';' || (kind === 'word' && /^(?:using|into|loop)$/.test(value))) return undefined
    if (kind !== 'word' || value !== 'execute') continue
    if (/^(?:function|procedure)$/.test(tokens[at + 1]?.value ?? '')) return undefined
    return { use: isInsertedValue(tokens, index) ? 'value' : 'execute' }
  }
  return undefined
}

function isInsertedValue(tokens: readonly Token[], index: number): boolean {
  const { name = '', argument = 0 } = enclosingCall(tokens, index) ?? {}
  return name === 'format' ? argument > 0 : /^quote_(?:literal|nullable|ident)$/.test(name)
}
