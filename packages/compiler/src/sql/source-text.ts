/**
 * A text with the two conversions that positions need: PostgreSQL's parser and scanner
 * count UTF-8 bytes, its errors count code points, JavaScript counts UTF-16 units.
 */
export interface SourceText {
  readonly text: string
  /** UTF-16 offset of a UTF-8 byte offset. */
  fromByte(byte: number): number
  /** Line and column of a UTF-16 offset, from 1; columns count code points. */
  position(offset: number): { line: number; column: number }
}

export function sourceText(text: string): SourceText {
  const table = byteTable(text)
  return {
    text,
    fromByte: (byte) => (table === null ? byte : (table[byte] ?? text.length)),
    position(offset) {
      const before = text.slice(0, offset)
      const lineStart = before.lastIndexOf('\n') + 1
      return { line: before.split('\n').length, column: [...before.slice(lineStart)].length + 1 }
    },
  }
}

/** UTF-16 offset of a code point offset. */
export function fromCodePoint(text: string, codePoint: number): number {
  let offset = 0
  for (let count = 0; count < codePoint && offset < text.length; count += 1) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1
  }
  return offset
}

/** Byte offset to UTF-16 offset, or null for an ASCII text, where both are equal. */
function byteTable(text: string): Uint32Array | null {
  const bytes = Buffer.byteLength(text, 'utf8')
  if (bytes === text.length) return null
  const table = new Uint32Array(bytes + 1)
  let byte = 0
  let offset = 0
  for (const character of text) {
    const width = Buffer.byteLength(character, 'utf8')
    table.fill(offset, byte, byte + width)
    byte += width
    offset += character.length
  }
  table[byte] = offset
  return table
}
