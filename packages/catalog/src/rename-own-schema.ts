import { identifierOf, quoteIdentifier, type Token, tokensOf } from './tokens.js'

export interface Renaming {
  /** The schema's name in the text. */
  from: string
  to: string
  /** Names of tables, views, sequences and indexes that the schema holds. */
  relations: ReadonlySet<string>
  /** Names of its functions and types. */
  others: ReadonlySet<string>
}

/**
 * Puts another name wherever the text means the schema, and nowhere else.
 *
 * The schema is meant before a dot and not after one, in the lists that follow SCHEMA
 * and search_path, and inside a string or nested body before a name that the schema
 * really holds: a setting such as `app.user_id`, prose and comments stay. Where the
 * text uses the same word as an alias or variable too, the known names decide, of a type
 * only behind `::`, of a function before its arguments. A column of that alias with a
 * relation's name cannot be told apart.
 */
export function renameOwnSchema(text: string, renaming: Renaming): string {
  return renaming.from === renaming.to || !text.includes(renaming.from) ? text : rename(text, renaming, 'none')
}

/**
 * Puts another name before the names that a schema is known to hold, and nowhere else: for
 * one of several packages that live in a schema together, such as `public`. Lists of
 * schemas are left to the others.
 */
export function renameSharedSchema(text: string, renaming: Renaming): string {
  return renaming.from === renaming.to || !text.includes(renaming.from) ? text : rename(text, renaming, 'shared')
}

/** How sure a qualified name must be: any name, one the schema holds, one it holds in a place for such. */
type Caution = 'none' | 'known' | 'placed' | 'shared'

function rename(text: string, renaming: Renaming, least: 'none' | 'known' | 'shared'): string {
  const tokens = tokensOf(text)
  const caution = least !== 'shared' && isAlsoAlias(tokens, renaming.from) ? 'placed' : least
  const written = quoteIdentifier(renaming.to)
  return tokens
    .map((token, at) => {
      if (identifierOf(token) === renaming.from) {
        const isMeant = qualifies(tokens, at, renaming, caution) || (caution !== 'shared' && isListed(tokens, at))
        return isMeant ? written : token.text
      }
      if (token.kind !== 'dollar' && token.kind !== 'string') return token.text
      return token.kind === 'string' && caution !== 'shared' && isPathValue(tokens, at)
        ? renameInPath(token.text, renaming.from, written)
        : renameInside(token.text, renaming, caution === 'shared' ? 'shared' : 'known')
    })
    .join('')
}

/** A string's quotes are signs or belong to its first word at most, so its inside is cut off first. */
function renameInside(text: string, renaming: Renaming, least: 'known' | 'shared'): string {
  const quote = /^(?:[eEbBxX]?'|\$\w*\$)/.exec(text)?.[0] ?? ''
  const end = quote.startsWith('$') ? quote.length : 1
  return quote + rename(text.slice(quote.length, -end), renaming, least) + text.slice(-end)
}

function qualifies(tokens: Token[], at: number, { relations, others }: Renaming, caution: Caution): boolean {
  if (tokens[at + 1]?.text !== '.' || tokens[at - 1]?.text === '.') return false
  const next = tokens[at + 2]
  const name = identifierOf(next)
  if (caution === 'none') return true
  // `%I` of format() stands for a name, an operator is one; `alias.*` is neither.
  if (name === undefined && caution === 'shared') return false
  if (name === undefined) return next?.text === '%' || (next?.kind === 'sign' && next.text !== '*')
  if (relations.has(name)) return true
  return others.has(name) && (caution !== 'placed' || tokens[at - 1]?.text === ':' || tokens[at + 3]?.text === '(')
}

function isAlsoAlias(tokens: Token[], name: string): boolean {
  return tokens.some((token, at) => {
    if (identifierOf(token) !== name || isListed(tokens, at)) return false
    return tokens[at + 1]?.text !== '.' && tokens[at - 1]?.text !== '.'
  })
}

/** True within `SCHEMA a, b` and `search_path = a, b`. */
function isListed(tokens: Token[], at: number): boolean {
  for (let i = at - 1; i >= 0; i -= 1) {
    const token = tokens[i]
    const word = token?.text.toLowerCase()
    if (word === 'schema' || word === 'search_path') return true
    if (word === 'to' || token?.kind === 'space' || token?.text === ',' || token?.text === '=') continue
    const isMember = identifierOf(token) !== undefined || token?.kind === 'string'
    const previous = tokens
      .slice(0, i)
      .findLast((before) => before.kind !== 'space')
      ?.text.toLowerCase()
    if (!isMember || previous === undefined || ![',', '=', 'to', 'schema'].includes(previous)) return false
  }
  return false
}

/** True for `set_config('search_path', 'here', …)` and `search_path = 'here'`. */
function isPathValue(tokens: Token[], at: number): boolean {
  const before = tokens.slice(Math.max(0, at - 8), at).filter((token) => token.kind !== 'space')
  const [path, sign] = before.slice(-2)
  return /^'?search_path'?$/i.test(path?.text ?? '') && /^(?:,|=|to)$/i.test(sign?.text ?? '')
}

function renameInPath(text: string, from: string, written: string): string {
  const inside = tokensOf(text.slice(1, -1)).map((token) => (identifierOf(token) === from ? written : token.text))
  return `'${inside.join('')}'`
}
