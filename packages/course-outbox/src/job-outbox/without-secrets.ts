/** The text without passwords in addresses, and without NUL, which no column takes. */
export function withoutSecrets(text: string): string {
  return text.replaceAll('\0', '').replace(/([a-z][a-z0-9+.-]*:\/\/[^\s:@/]*):[^\s@/]+@/gi, '$1@')
}
