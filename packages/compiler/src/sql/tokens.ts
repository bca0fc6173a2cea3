import { scanSync } from 'libpg-query'

import { sourceText } from './source-text.js'

/** One token of SQL or PL/pgSQL; offsets are UTF-16, the end not included. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'string' | 'comment' | 'other'
  readonly text: string
  /** A word in lower case, a quoted identifier without its quotes, else the text. */
  readonly value: string
  /** True for keywords that can never be a name. */
  readonly reserved: boolean
  readonly start: number
  readonly end: number
}

/** The tokens of a text, comments included. Undefined when PostgreSQL's scanner refuses it. */
export function tokenize(text: string): readonly Token[] | undefined {
  const source = sourceText(text)
  try {
    return scanSync(text).tokens.map(({ start, end, tokenName, keywordName }) => {
      const from = source.fromByte(start)
      const to = source.fromByte(end)
      return toToken(text.slice(from, to), from, to, tokenName, keywordName)
    })
  } catch {
    return undefined
  }
}

function toToken(text: string, start: number, end: number, tokenName: string, keywordName: string): Token {
  const kind = kindOf(text, tokenName)
  const value = kind === 'word' ? text.toLowerCase() : kind === 'quoted' ? unquoteIdentifier(text) : text
  return { kind, text, value, reserved: keywordName === 'RESERVED_KEYWORD', start, end }
}

function kindOf(text: string, tokenName: string): Token['kind'] {
  if (tokenName === 'SQL_COMMENT' || tokenName === 'C_COMMENT') return 'comment'
  if (/^(?:[eEbBxXnN]|[uU]&)?'/.test(text) || /^\$(?:[^$\d][^$]*)?\$/.test(text)) return 'string'
  if (/^(?:[uU]&)?"/.test(text)) return 'quoted'
  return /^[A-Za-z_\u0080-\uffff]/.test(text) ? 'word' : 'other'
}

function unquoteIdentifier(text: string): string {
  return text.slice(text.indexOf('"') + 1, -1).replaceAll('""', '"')
}
