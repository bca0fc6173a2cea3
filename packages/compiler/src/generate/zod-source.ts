import { docComment } from './doc-comment.js'
import { capitalize, propertyKey } from './identifier.js'

/** Adds null and undefined to a schema; unknown holds null already. */
export function maybe(expression: string, { nullable = false, optional = false }): string {
  if (nullable && expression !== 'z.unknown()') return `${expression}.${optional ? 'nullish' : 'nullable'}()`
  return optional ? `${expression}.optional()` : expression
}

/** The fields of a `z.object`, one a line. */
export function fieldsOf(fields: readonly { name: string; value: string; comment?: string }[]): string {
  if (fields.length === 0) return '{}'
  const lines = fields.flatMap(({ name, value, comment }) => [
    ...docComment(comment, '  '),
    `  ${propertyKey(name)}: ${value.replaceAll('\n', '\n  ')},`,
  ])
  return `{\n${lines.join('\n')}\n}`
}

/** An exported schema, and its type by the same name with a capital. */
export function declaration(name: string, expression: string, comment?: string): string {
  return [
    ...docComment(comment),
    `export const ${name} = ${expression}`,
    `export type ${capitalize(name)} = z.infer<typeof ${name}>`,
  ].join('\n')
}
