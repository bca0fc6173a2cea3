import type { ParserOptions, SerializerOptions } from '@electric-sql/pglite'
import pg from 'pg'

/** What pg takes apart beside its named types, by object identifier: point, circle, and arrays. */
const OTHERS = [
  600, 718, 1017, 199, 651, 1000, 1001, 1005, 1007, 1009, 1014, 1015, 1016, 1021, 1022, 1028, 1041, 1115, 1182, 1183,
  1185, 1187, 1231, 1270, 2951, 3807,
]

/** Reads values as pg does, with whatever parsers the program has set there. */
export function driverParsers(): ParserOptions {
  const types = [...Object.values(pg.types.builtins).map(Number), ...OTHERS]
  return Object.fromEntries(types.map((type) => [type, (text: string) => pg.types.getTypeParser(type, 'text')(text)]))
}

/** Takes for text what pg takes; PGlite by itself refuses all but strings. */
export function driverSerializers(): SerializerOptions {
  const { TEXT, VARCHAR, BPCHAR } = pg.types.builtins
  return Object.fromEntries([TEXT, VARCHAR, BPCHAR].map((type) => [type, toText]))
}

function toText(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'object' && value !== null) return JSON.stringify(value)
  return String(value)
}
