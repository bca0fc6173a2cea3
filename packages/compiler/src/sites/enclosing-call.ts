import type { Token } from '../sql/tokens.js'

/** The function call around a token: its name without schema, and the argument in which the token stands. */
export interface EnclosingCall {
  readonly name: string
  readonly argument: number
  /** Index of the first token between the parentheses. */
  readonly first: number
}

export function enclosingCall(tokens: readonly Token[], index: number): EnclosingCall | undefined {
  let depth = 0
  let argument = 0
  for (let at = index - 1; at >= 0; at -= 1) {
    const text = tokens[at]?.text
    if (text === ';') return undefined
    if (text === ')') depth += 1
    if (text === ',' && depth === 0) argument += 1
    if (text !== '(') continue
    if (depth === 0) {
      const name = tokens[at - 1]
      return name?.kind === 'word' || name?.kind === 'quoted'
        ? { name: name.value, argument, first: at + 1 }
        : undefined
    }
    depth -= 1
  }
  return undefined
}
