import { hasSqlDetails, parseSync } from 'libpg-query'

import { fromCodePoint, type SourceText, sourceText } from './source-text.js'
import { type Token, tokenize } from './tokens.js'
import { isNode, list, type TreeNode } from './tree.js'

/** One statement of a script. */
export interface Statement {
  /** `CreateStmt`, `DropStmt`, … as PostgreSQL's grammar calls it. */
  readonly kind: string
  readonly node: TreeNode
  /** UTF-16 offsets of the first token, and of the end without the semicolon. */
  readonly start: number
  readonly end: number
  /** Without comments and the semicolon. */
  readonly tokens: readonly Token[]
}

export interface ParsedScript {
  readonly source: SourceText
  readonly statements: readonly Statement[]
  readonly comments: readonly Token[]
}

/** What the grammar refused; `offset` is UTF-16. */
export interface SyntaxFailure {
  readonly offset: number
  readonly reason: string
  readonly cause: unknown
}

/** Parses a whole script with PostgreSQL's grammar. The module must be loaded. */
export function parseScript(sql: string): ParsedScript | SyntaxFailure {
  const source = sourceText(sql)
  try {
    const tokens = tokenize(sql) ?? []
    const code = tokens.filter((token) => token.kind !== 'comment')
    return {
      source,
      comments: tokens.filter((token) => token.kind === 'comment'),
      statements: sql.trim() === '' ? [] : parseStatements(source, code),
    }
  } catch (cause) {
    if (!hasSqlDetails(cause)) throw cause
    const { cursorPosition = 0, message = cause.message } = cause.sqlDetails ?? {}
    return { offset: fromCodePoint(sql, cursorPosition), reason: message, cause }
  }
}

function parseStatements(source: SourceText, code: readonly Token[]): readonly Statement[] {
  const result: unknown = parseSync(source.text)
  const raw = isNode(result) ? list(result, 'stmts') : []
  let next = 0
  return raw.map((entry) => {
    const from = source.fromByte(numberField(entry, 'stmt_location'))
    const length = numberField(entry, 'stmt_len')
    const to = length === 0 ? source.text.length : source.fromByte(numberField(entry, 'stmt_location') + length)
    const tokens: Token[] = []
    for (let token = code[next]; token && token.start < to; token = code[next]) {
      if (token.start >= from && !(token.text === ';' && tokens.length === 0)) tokens.push(token)
      next += 1
    }
    if (tokens.at(-1)?.text === ';') tokens.pop()
    return { ...unwrap(entry), start: tokens[0]?.start ?? from, end: tokens.at(-1)?.end ?? to, tokens }
  })
}

function unwrap(entry: TreeNode): Pick<Statement, 'kind' | 'node'> {
  const [kind = '', node] = Object.entries(isNode(entry.stmt) ? entry.stmt : {})[0] ?? []
  return { kind, node: isNode(node) ? node : {} }
}

function numberField(node: TreeNode, field: string): number {
  const value = node[field]
  return typeof value === 'number' ? value : 0
}
