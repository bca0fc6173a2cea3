/** A place in a text; both count from 1. */
export interface LineAndColumn {
  readonly line: number
  readonly column: number
}

/** Where a UTF-16 offset stands; columns count characters, not code units. */
export function locate(text: string, offset: number): LineAndColumn {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: [...before.slice(lineStart)].length + 1 }
}

/** The UTF-16 offset of a PostgreSQL error position, which counts characters from 1. */
export function offsetOfPosition(text: string, position: number): number {
  let offset = 0
  for (let counted = 1; counted < position && offset < text.length; counted += 1) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1
  }
  return offset
}
