/** A piece of SQL text. Joined again, the pieces are the text. */
export interface Token {
  kind: 'space' | 'comment' | 'word' | 'quoted' | 'string' | 'dollar' | 'number' | 'sign'
  text: string
}

const PATTERN = new RegExp(
  [
    String.raw`(?<space>\s+)`,
    String.raw`(?<comment>--[^\n]*|/\*[\s\S]*?\*/)`,
    `(?<quoted>"(?:[^"]|"")*")`,
    String.raw`(?<string>[eE]'(?:[^'\\]|''|\\[\s\S])*'|[bBxX]?'(?:[^']|'')*')`,
    String.raw`(?<dollar>\$(?<tag>[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$[\s\S]*?\$\k<tag>\$)`,
    String.raw`(?<word>[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)`,
    String.raw`(?<number>\d[\w.]*)`,
    String.raw`(?<sign>[\s\S])`,
  ].join('|'),
  'g',
)

const KINDS = ['space', 'comment', 'word', 'quoted', 'string', 'dollar', 'number', 'sign'] as const

/** Cuts SQL, or a function's body, into tokens. Never fails: what it cannot name is a sign. */
export function tokensOf(sql: string): Token[] {
  return [...sql.matchAll(PATTERN)].map(({ 0: text, groups }) => ({
    kind: KINDS.find((kind) => groups?.[kind] !== undefined) ?? 'sign',
    text,
  }))
}

/** The name that a token stands for, or undefined where it is no identifier. */
export function identifierOf(token: Token | undefined): string | undefined {
  if (token?.kind === 'word') return token.text
  if (token?.kind === 'quoted') return token.text.slice(1, -1).replaceAll('""', '"')
  return undefined
}

/** A name as it must stand in SQL: quoted where it is anything but a plain lower-case word. */
export function quoteIdentifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`
}
