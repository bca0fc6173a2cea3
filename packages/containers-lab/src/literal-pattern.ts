/**
 * A pattern for LIKE that finds a text anywhere, its wildcards taken as they are written;
 * `undefined` for none.
 */
export function literalPattern(text: string | undefined): string | undefined {
  const wanted = text?.trim()
  return wanted ? `%${wanted.replace(/[\\%_]/g, '\\$&')}%` : undefined
}
