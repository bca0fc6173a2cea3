/** The ids that were asked for and not answered: their leases are lost. */
export function missingFrom(answered: readonly string[], asked: readonly { readonly id: string }[]): Set<string> {
  const missing = new Set<string>()
  // The ordinary answer names all of them, each once.
  if (answered.length === asked.length) return missing
  const present = new Set(answered)
  for (const { id } of asked) if (!present.has(id)) missing.add(id)
  return missing
}
