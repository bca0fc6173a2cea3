import { identifierOf, type Token } from './tokens.js'

/** Words that may follow the only item of a FROM list. */
const CLAUSES = new Set([
  'WHERE',
  'GROUP',
  'HAVING',
  'WINDOW',
  'ORDER',
  'LIMIT',
  'OFFSET',
  'FETCH',
  'FOR',
  'TABLESAMPLE',
])
const SET_OPERATIONS = new Set(['UNION', 'INTERSECT', 'EXCEPT'])

/**
 * Drops the qualifier of a view's only source, as PostgreSQL 16 and later print it.
 *
 * Before 16 the columns of a view over one table are printed with the table's name,
 * since then without. Sub-selects qualify in all versions, and so does `source.*`.
 */
export function unqualifyView(tokens: Token[]): Token[] {
  const levels = queryLevels(tokens)
  const outer = tokens.map((token, at) => (levels[at] === 0 ? token : undefined))
  const source = soleSource(outer)
  if (source === undefined) return tokens
  return tokens.filter(
    (_, at) => !isQualifier(tokens, outer, at, source) && !isQualifier(tokens, outer, at - 1, source),
  )
}

interface Source {
  alias: string
  /** Where the FROM item lies: what names the source there stays. */
  start: number
  end: number
}

function isQualifier(
  tokens: Token[],
  outer: (Token | undefined)[],
  at: number,
  { alias, start, end }: Source,
): boolean {
  if (at >= start && at < end) return false
  if (outer[at] === undefined || identifierOf(outer[at]) !== alias) return false
  return tokens[at + 1]?.text === '.' && tokens[at + 2]?.text !== '*' && tokens[at - 1]?.text !== '.'
}

/** For each token, how many sub-selects it is in: their parentheses lie outside, those of expressions do not count. */
function queryLevels(tokens: Token[]): number[] {
  const opened: boolean[] = []
  let level = 0
  return tokens.map((token, at) => {
    if (token.text === ')') level -= Number(opened.pop() ?? false)
    const own = level
    if (token.text === '(') {
      const isQuery = /^(?:SELECT|WITH|VALUES)$/.test(firstAfter(tokens, at)?.text ?? '')
      opened.push(isQuery)
      level += Number(isQuery)
    }
    return own
  })
}

function firstAfter(tokens: Token[], at: number): Token | undefined {
  return tokens.slice(at + 1, at + 3).find((token) => token.kind !== 'space')
}

/** The alias, or the relation's own name, of the only FROM item; undefined where there are more, or set operations. */
function soleSource(outer: (Token | undefined)[]): Source | undefined {
  if (outer.some((token) => token?.kind === 'word' && SET_OPERATIONS.has(token.text))) return undefined
  const from = clauseAt(outer, 0, (word) => word === 'FROM')
  if (from === undefined) return undefined
  const end = clauseAt(outer, from + 1, (word) => CLAUSES.has(word)) ?? outer.length
  let depth = 0
  let alias: string | undefined
  for (const token of outer.slice(from + 1, end)) {
    if (token?.text === ',' && depth === 0) return undefined
    if (token?.kind === 'word' && token.text === 'JOIN') return undefined
    depth += Number(token?.text === '(') - Number(token?.text === ')')
    if (depth === 0) alias = identifierOf(token) ?? alias
  }
  return alias === undefined ? undefined : { alias, start: from + 1, end }
}

/** Where a keyword stands outside every parenthesis; EXTRACT(… FROM …) has one inside. */
function clauseAt(
  outer: (Token | undefined)[],
  start: number,
  isWanted: (word: string) => boolean,
): number | undefined {
  let depth = 0
  for (let at = start; at < outer.length; at += 1) {
    const token = outer[at]
    depth += Number(token?.text === '(') - Number(token?.text === ')')
    if (depth === 0 && token?.kind === 'word' && isWanted(token.text)) return at
  }
  return undefined
}
