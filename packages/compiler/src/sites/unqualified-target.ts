import type { Token } from '../sql/tokens.js'
import { enclosingCall } from './enclosing-call.js'

const BEFORE_TARGET = new Set(['from', 'join', 'update', 'into', 'only', 'truncate', 'table'])
const TAKES_FROM = new Set(['extract', 'substring', 'trim', 'overlay', 'position'])

/**
 * True where a body reads or writes a relation by its bare name: after FROM, JOIN,
 * UPDATE, INSERT INTO. Names of common table expressions and of the body's own
 * temporary tables are not relations of the package.
 */
export function isUnqualifiedTarget(tokens: readonly Token[], index: number): boolean {
  const name = tokens[index]?.value
  const before = tokens[index - 1]
  const wider = tokens[index - 2]?.value ?? ''
  if (before?.kind !== 'word' || !BEFORE_TARGET.has(before.value) || tokens[index + 1]?.text === '.') return false
  if (tokens[index + 1]?.text === '(' && before.value !== 'into') return false
  if (before.value === 'into' && wider !== 'insert' && wider !== 'merge') return false
  if (before.value === 'update' && (wider === 'for' || wider === 'do' || wider === 'key')) return false
  if (before.value === 'from' && (wider === 'distinct' || isOperand(tokens, index))) return false
  return !tokens.some((token, at) => token.value === name && (isCte(tokens, at) || isTemporary(tokens, at)))
}

/** `EXTRACT(epoch FROM x)` and its kin. */
function isOperand(tokens: readonly Token[], index: number): boolean {
  return TAKES_FROM.has(enclosingCall(tokens, index)?.name ?? '')
}

/** `x AS (`, `x (a, b) AS (`, `x AS MATERIALIZED (`. */
function isCte(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1]
  if (before?.text !== ',' && before?.value !== 'with' && before?.value !== 'recursive') return false
  let at = index + 1
  if (tokens[at]?.text === '(') at = tokens.findIndex((token, later) => later > at && token.text === ')') + 1
  if (tokens[at]?.value !== 'as') return false
  at += 1
  while (tokens[at]?.value === 'not' || tokens[at]?.value === 'materialized') at += 1
  return tokens[at]?.text === '('
}

function isTemporary(tokens: readonly Token[], index: number): boolean {
  const words = [1, 2, 3, 4, 5].map((back) => tokens[index - back]?.value ?? '')
  const table = words.indexOf('table')
  return table !== -1 && /^temp(orary)?$/.test(words[table + 1] ?? '')
}
