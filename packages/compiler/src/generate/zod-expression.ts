import { quote } from './identifier.js'
import type { RowConverter } from './row-converters.js'
import type { ValueType } from './value-type.js'

/** Of a value that is read, or one that is written. */
export type Direction = 'read' | 'write'

export interface ZodContext {
  /** The exported schema of an enum. */
  enumName(name: string): string
  /** Notes that a converter is used. */
  use(converter: RowConverter): string
}

/** The zod schema of a type, without null. */
export function zodExpression(type: ValueType, direction: Direction, context: ZodContext): string {
  switch (type.kind) {
    case 'enum':
      return context.enumName(type.name)
    case 'labels':
      return zodEnum(type.labels)
    case 'array': {
      const element = zodExpression(type.element, direction, context)
      return type.isText ? `${context.use('textArray')}(${element})` : `z.array(${element})`
    }
    case 'plain':
      return plainExpression(type.name, type.modifiers, direction, context)
  }
}

export function zodEnum(labels: readonly string[]): string {
  const line = `z.enum([${labels.map(quote).join(', ')}])`
  if (line.length <= 90) return line
  return `z.enum([\n${labels.map((label) => `  ${quote(label)},\n`).join('')}])`
}

function plainExpression(name: string, [first]: readonly number[], direction: Direction, context: ZodContext): string {
  const fixed = FIXED[name]
  if (fixed !== undefined) return fixed
  if (name === 'numeric' && first !== undefined && first <= 15) return context.use('decimal')
  const converter = CONVERTED[name]?.[direction]
  if (converter !== undefined) return context.use(converter)
  if (first !== undefined && direction === 'write' && name.startsWith('character')) {
    return `${context.use('characters')}(${first})`
  }
  return 'z.string()'
}

const FIXED: { readonly [type: string]: string } = {
  boolean: 'z.boolean()',
  smallint: 'z.int().min(-32768).max(32767)',
  integer: 'z.int32()',
  oid: 'z.int().nonnegative()',
  uuid: 'z.guid()',
  json: 'z.unknown()',
  jsonb: 'z.unknown()',
  point: 'z.unknown()',
  circle: 'z.unknown()',
  anyelement: 'z.unknown()',
  anyarray: 'z.unknown()',
  anynonarray: 'z.unknown()',
  anycompatible: 'z.unknown()',
  anycompatiblearray: 'z.unknown()',
  'timestamp with time zone': 'z.date()',
  'timestamp without time zone': 'z.date()',
}

/** `numeric` here is one without a declared precision, or with one past what a number holds. */
const CONVERTED: { readonly [type: string]: { readonly [direction in Direction]: RowConverter } } = {
  bigint: { read: 'int8', write: 'int8Input' },
  numeric: { read: 'numeric', write: 'numericInput' },
  real: { read: 'float', write: 'float' },
  'double precision': { read: 'float', write: 'float' },
  date: { read: 'calendarDate', write: 'calendarDate' },
  interval: { read: 'interval', write: 'interval' },
  bytea: { read: 'bytes', write: 'bytes' },
}
