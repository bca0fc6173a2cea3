/** `build_queue` → `buildQueue`. What cannot stand in a name parts words, as the underscore does. */
export function camelCase(...names: readonly string[]): string {
  const words = names.flatMap((name) => name.split(/[^A-Za-z0-9]+/)).filter((word) => word !== '')
  const [first = '', ...rest] = words
  const joined = [first.charAt(0).toLowerCase() + first.slice(1), ...rest.map(capitalize)].join('')
  return /^[A-Za-z]/.test(joined) && !RESERVED.has(joined) ? joined : `_${joined}`
}

/** The type's name of a schema's: `buildQueueRow` → `BuildQueueRow`. */
export function capitalize(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** A property's name, quoted where it has to be. */
export function propertyKey(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : quote(name)
}

/** A string in single quotes. */
export function quote(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

const RESERVED: ReadonlySet<string> = new Set(
  (
    'await break case catch class const continue debugger default delete do else enum export extends false finally for ' +
    'function if implements import in instanceof interface let new null package private protected public return static ' +
    'super switch this throw true try typeof undefined var void while with yield arguments eval z'
  ).split(' '),
)
