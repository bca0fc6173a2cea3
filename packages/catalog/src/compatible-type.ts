const SIZED = /^(?<before>[a-z ]+?)\((?<size>\d+)(?:,(?<scale>\d+))?\)(?<after>.*)$/
const GROWS = new Set(['character varying', 'bit varying', 'numeric', 'time', 'timestamp', 'interval'])

/**
 * True when every value of the expected type fits into the actual one unchanged and
 * reads the same: equal types, a longer or unlimited varchar, text for varchar,
 * a numeric with more digits and the same scale, a timestamp with more digits.
 */
export function isCompatibleType(expected: string, actual: string): boolean {
  if (expected === actual) return true
  const wanted = partsOf(expected)
  const found = partsOf(actual)
  if (wanted.array !== found.array || wanted.after !== found.after) return false
  if (found.name === 'text') return found.size === undefined && wanted.name === 'character varying'
  if (wanted.name === 'text') return found.name === 'character varying' && found.size === undefined
  if (wanted.name !== found.name || !GROWS.has(wanted.name)) return false
  if (found.size === undefined) return true
  return wanted.size !== undefined && found.size >= wanted.size && wanted.scale === found.scale
}

function partsOf(type: string) {
  const array = type.endsWith('[]')
  const element = array ? type.slice(0, -2) : type
  const { before = element, size, scale, after = '' } = SIZED.exec(element)?.groups ?? {}
  // `timestamp with time zone` names its zone behind the digits when it has some.
  const [name = before, zone = ''] = before.split(/(?= with(?:out)? time zone$)/)
  return { array, name, after: after + zone, size: size === undefined ? undefined : Number(size), scale }
}
