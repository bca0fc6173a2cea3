import { exportNames } from './export-names.js'
import { camelCase, capitalize, quote } from './identifier.js'

/** Unions of texts, each declared once under a name. */
export interface UnionTypes {
  /** The name of a union, made of its path; the union itself where that name is taken. */
  name(labels: readonly string[], ...path: readonly string[]): string
  /** `type Mood = 'glad' | 'sad'`, of those that were asked for. */
  declarations(): readonly string[]
}

/** Names go to whoever asks first, and never to a `taken` one. */
export function unionTypes(schema: string, taken: readonly string[]): UnionTypes {
  const names = exportNames(schema)
  for (const name of taken) names.claim(name, 'a part of the generated file')
  const known = new Map<string, string>()
  const declared: string[] = []
  return {
    declarations: () => declared,
    name(labels, ...path) {
      const key = path.join('.')
      const earlier = known.get(key)
      if (earlier !== undefined) return earlier
      const union = labels.length === 0 ? 'never' : labels.map(quote).join(' | ')
      const name = names.claimIfFree(capitalize(camelCase(...path)), key)
      if (name !== undefined) declared.push(`type ${name} = ${union}`)
      known.set(key, name ?? union)
      return name ?? union
    },
  }
}
