import type { ValueType } from './value-type.js'

/** What a query gives and what may be written, as TypeScript. */
export interface KyselyType {
  readonly select: string
  readonly write: string
}

export interface KyselyContext {
  /** The name of an enum's type. */
  enumType(name: string): string
  /** The name of a union of texts, or the union. */
  unionType(labels: readonly string[]): string
}

/**
 * The types of a value in a query of the application's own, where no zod schema stands
 * between: what pg gives, and what it takes.
 */
export function kyselyType(type: ValueType, context: KyselyContext): KyselyType {
  switch (type.kind) {
    case 'enum':
      return same(context.enumType(type.name))
    case 'labels':
      return same(context.unionType(type.labels))
    case 'array': {
      const { select, write } = kyselyType(type.element, context)
      if (type.isText) return { select: 'string', write: `string | ${arrayOf(write)}` }
      return { select: arrayOf(select), write: arrayOf(write) }
    }
    case 'plain':
      return PLAIN[type.name] ?? same('string')
  }
}

function same(type: string): KyselyType {
  return { select: type, write: type }
}

function arrayOf(type: string): string {
  return type.includes(' ') ? `(${type})[]` : `${type}[]`
}

const MOMENT: KyselyType = { select: 'Date', write: 'Date | string' }

const PLAIN: { readonly [type: string]: KyselyType } = {
  boolean: same('boolean'),
  smallint: same('number'),
  integer: same('number'),
  oid: same('number'),
  real: same('number'),
  'double precision': same('number'),
  bigint: { select: 'string', write: 'string | number | bigint' },
  numeric: { select: 'string', write: 'string | number' },
  'timestamp with time zone': MOMENT,
  'timestamp without time zone': MOMENT,
  date: MOMENT,
  bytea: same('Uint8Array'),
  json: same('unknown'),
  jsonb: same('unknown'),
  point: same('unknown'),
  circle: same('unknown'),
  interval: { select: 'unknown', write: 'string' },
}
