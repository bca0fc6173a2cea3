/** The names to look for, in lower case as the SQL spells them. */
export interface SiteNames {
  /** Schemas that a stack may rename. */
  readonly schemas: ReadonlySet<string>
  readonly roles: ReadonlySet<string>
}

/** True when a text names one of the schemas as a qualifier: `name.` before a word, a quote or a placeholder. */
export function mentionedSchema(
  text: string,
  schemas: ReadonlySet<string>,
): { schema: string; at: number } | undefined {
  for (const schema of schemas) {
    const match = new RegExp(`(?<![\\w$.@/-])${schema}"?\\.(?=[\\w"%])`, 'i').exec(text)
    if (match) return { schema, at: match.index }
  }
  return undefined
}
