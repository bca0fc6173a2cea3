/**
 * What must be stepped over as a whole: comments, quoted identifiers, strings with
 * and without escapes, dollar-quoted bodies. Then words, which are compared.
 */
const TOKEN =
  /--[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"]|"")*"|[eE]'(?:[^'\\]|''|\\[\s\S])*'|'(?:[^']|'')*'|\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/g

/**
 * Puts another name wherever the schema's name stands before a dot and not after one.
 *
 * Meant for accessor statements, which are whole and keep schema names out of
 * strings; a string cast to a reg-type (`'name.table'::regclass`) is followed too.
 */
export function renameSchema(text: string, from: string, to: string): string {
  return text.replace(TOKEN, (token, _tag, offset: number) => {
    if (token === from) return qualifies(text, offset, token.length) ? to : token
    if (token.startsWith(`'${from}.`) && isCastToRegType(text, offset + token.length)) {
      return `'${to}${token.slice(from.length + 1)}`
    }
    return token
  })
}

function qualifies(text: string, offset: number, length: number): boolean {
  return (
    /^\s*\./.test(text.slice(offset + length, offset + length + 8)) &&
    !/\.\s*$/.test(text.slice(Math.max(0, offset - 8), offset))
  )
}

function isCastToRegType(text: string, end: number): boolean {
  return /^\s*::\s*reg[a-z]+/.test(text.slice(end, end + 24))
}
