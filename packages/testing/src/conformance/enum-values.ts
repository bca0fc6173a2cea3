/**
 * The texts that a zod schema lists, or undefined where it lists none. Looks through
 * nullable, optional, arrays and the like.
 */
export function enumValues(schema: unknown): readonly string[] | undefined {
  const definition = definitionOf(schema)
  if (!definition) return undefined
  const { type, entries, values, innerType, element, in: input } = definition
  if (type === 'enum' && isRecord(entries)) return Object.values(entries).map(String)
  if (type === 'literal' && Array.isArray(values)) return values.map(String)
  return enumValues(innerType ?? element ?? input)
}

/** The schema of each column, or undefined where it is no object schema. */
export function shapeOf(schema: unknown): Readonly<Record<string, unknown>> | undefined {
  const shape = definitionOf(schema)?.shape
  return isRecord(shape) ? shape : undefined
}

/** What zod 4 shows to libraries, whichever copy of it made the schema. */
function definitionOf(schema: unknown): Readonly<Record<string, unknown>> | undefined {
  const internals = isRecord(schema) ? schema._zod : undefined
  const definition = isRecord(internals) ? internals.def : undefined
  return isRecord(definition) ? definition : undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
