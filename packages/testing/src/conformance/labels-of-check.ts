/** A column, or `VALUE` in a domain, and the only texts that it may hold. */
export interface CheckLabels {
  readonly column: string
  readonly labels: readonly string[]
}

/**
 * Reads a check that lists texts as PostgreSQL prints it: `x = ANY (ARRAY['a'::text, …])`
 * or `x = 'a'::text`, with casts, `x IS NULL` beside it or not. Undefined for every other.
 */
export function labelsOfCheck(definition: string): CheckLabels | undefined {
  const labels: string[] = []
  const shape = definition
    .replace(/'((?:[^']|'')*)'/g, (_, text: string) => {
      labels.push(text.replaceAll("''", "'"))
      return '?'
    })
    .replace(/::[a-z_."]+( varying)?(\(\d+\))?(\[\])?/gi, '')
    .replace(/[()"]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const match =
    /^CHECK (?:(\w+) IS NULL OR )?(\w+) = (?:\?|ANY ARRAY\[ ?\?(?: ?, ?\?)* ?\])(?: OR (\w+) IS NULL)?$/.exec(shape)
  const column = match?.[2]
  if (column === undefined || [match?.[1], match?.[3]].some((other) => other !== undefined && other !== column)) {
    return undefined
  }
  return { column, labels }
}
