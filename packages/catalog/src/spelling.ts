import { createHash } from 'node:crypto'

import { type Renaming, renameOwnSchema, renameSharedSchema } from './rename-own-schema.js'
import { identifierOf, quoteIdentifier, type Token, tokensOf } from './tokens.js'
import { unqualifyView } from './unqualify-view.js'
import { untangle } from './untangle.js'

/** Words that became keywords between PostgreSQL 15 and 18: the newer quotes them, the older does not. */
const YOUNG_KEYWORDS = new Set([
  'json_array',
  'json_arrayagg',
  'json_exists',
  'json_object',
  'json_objectagg',
  'json_query',
  'json_scalar',
  'json_serialize',
  'json_table',
  'json_value',
  'merge_action',
])

/** Spells what a catalog prints as every contract does: one schema name, one way of writing. */
export interface Spelling {
  /** A type, an expression or a definition, on one line. */
  sql(text: string): string
  /** The SELECT of a view, on one line, without the final semicolon. */
  view(text: string): string
  /** SHA-256 of a function's body, which is the author's own text and keeps its lines. */
  digest(body: string): string
  /** A setting's value, such as a search path. */
  setting(name: string, value: string): string
  /** A role's symbolic name. */
  role(name: string): string
}

/**
 * @param own The schema's own renaming.
 * @param others Those of the schemas that it refers to; one of them may live in the same schema.
 * @param roles Live role name → the name facts use; a role that is not there keeps its own.
 */
export function spellingOf(
  own: Renaming,
  others: readonly Renaming[],
  roles: Readonly<Record<string, string>>,
): Spelling {
  const shared = others.filter(({ from }) => from === own.from)
  const steps = untangle([own, ...others.filter((other) => !shared.includes(other))])
  const rename = (text: string) => steps.reduce(renameOwnSchema, shared.reduce(renameSharedSchema, text))
  return {
    sql: (text) => onOneLine(tokensOf(rename(text))),
    view: (text) => onOneLine(unqualifyView(tokensOf(rename(text).replace(/;\s*$/, '')))),
    digest: (body) => createHash('sha256').update(rename(body)).digest('hex'),
    setting: (name, value) => (name === 'search_path' ? steps.reduce(spellPath, value) : value),
    role: (name) => (Object.hasOwn(roles, name) ? (roles[name] ?? name) : name),
  }
}

function onOneLine(tokens: Token[]): string {
  return tokens
    .map((token) => (token.kind === 'space' ? ' ' : spellKeyword(token)))
    .join('')
    .trim()
}

function spellKeyword({ kind, text }: Token): string {
  const name = text.slice(1, -1)
  return kind === 'quoted' && YOUNG_KEYWORDS.has(name) ? name : text
}

function spellPath(value: string, { from, to }: Renaming): string {
  const written = quoteIdentifier(to)
  return tokensOf(value)
    .map((token) => (identifierOf(token) === from ? written : token.text))
    .join('')
}
