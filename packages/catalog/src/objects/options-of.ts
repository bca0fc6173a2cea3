/** `{fillfactor=80}` as a record sorted by name; undefined where there is nothing to say. */
export function optionsOf(
  options: readonly string[] | null,
  spell: (name: string, value: string) => string = (_, value) => value,
): Record<string, string> | undefined {
  if (options === null || options.length === 0) return undefined
  const pairs = options.map((option): [string, string] => {
    const name = option.slice(0, option.indexOf('='))
    return [name, spell(name, option.slice(name.length + 1))]
  })
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)))
}
