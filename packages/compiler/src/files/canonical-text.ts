/**
 * The text that is digested, stored and run: no byte order mark, LF line ends,
 * exactly one final newline. A copy with Windows line ends is the same text.
 */
export function canonicalText(text: string): string {
  const unixed = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
  return `${unixed.replace(/\n+$/, '')}\n`
}
