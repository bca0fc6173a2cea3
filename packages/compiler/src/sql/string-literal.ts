/** What a string token stands for, and where each character of it comes from. */
export interface StringLiteral {
  readonly content: string
  /** UTF-16 offset in the text around the token of a UTF-16 offset in the content. */
  origin(offset: number): number
}

const SIMPLE_ESCAPES: { readonly [letter: string]: string } = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }
const ESCAPE = /^\\(?:x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([0-7]{1,3})|([\s\S]))/

/** Reads a string token that starts at `start`: quoted, with escapes, or between dollars. */
export function readString(token: string, start: number): StringLiteral {
  const dollar = /^\$[^$]*\$/.exec(token)?.[0]
  if (dollar !== undefined) {
    const from = start + dollar.length
    return { content: token.slice(dollar.length, -dollar.length), origin: (offset) => from + offset }
  }
  return readQuoted(token, start)
}

function readQuoted(token: string, start: number): StringLiteral {
  const escapes = /^[eE]/.test(token)
  const origins: number[] = []
  let content = ''
  let index = token.indexOf("'") + 1
  while (index < token.length) {
    const [read, width] = nextCharacters(token, index, escapes)
    for (let unit = 0; unit < read.length; unit += 1) origins.push(start + index)
    content += read
    index += width
  }
  const end = start + token.length - 1
  return { content, origin: (offset) => origins[offset] ?? end }
}

/** What stands next, and how many characters of the token say it; the closing quote says nothing. */
function nextCharacters(token: string, index: number, escapes: boolean): readonly [string, number] {
  const character = token[index] ?? ''
  if (character === "'") {
    if (token[index + 1] === "'") return ["'", 2]
    // A string may go on in another line: close, white space with a line end, open.
    const continuation = /^'\s*\n\s*'/.exec(token.slice(index))?.[0]
    return ['', continuation?.length ?? 1]
  }
  return escapes && character === '\\' ? readEscape(token.slice(index)) : [character, 1]
}

function readEscape(rest: string): readonly [string, number] {
  const [whole = '\\', hex, short, long, octal, letter = ''] = ESCAPE.exec(rest) ?? []
  const code = hex ?? short ?? long
  if (code !== undefined) return [String.fromCodePoint(Number.parseInt(code, 16)), whole.length]
  if (octal !== undefined) return [String.fromCodePoint(Number.parseInt(octal, 8)), whole.length]
  return [SIMPLE_ESCAPES[letter] ?? letter, whole.length]
}
