import type { Token } from '../sql/tokens.js'

const OPENS = new Set(['begin', 'then', 'else', 'loop'])

/** Index of the first token of the statement around a token; PL/pgSQL's blocks begin statements too. */
export function statementStart(tokens: readonly Token[], index: number): number {
  let start = index
  while (start > 0) {
    const before = tokens[start - 1]
    if (before?.text === ';' || (before?.kind === 'word' && OPENS.has(before.value))) break
    start -= 1
  }
  return start
}
