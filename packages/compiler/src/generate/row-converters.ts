/**
 * What a generated module needs to read values that drivers give in several forms.
 * Each is written only where it is used.
 */
export const ROW_CONVERTERS = {
  int8: `
/** 64-bit integers are text, so that no digit is lost: pg gives text, PGlite a number or a bigint. */
const int8 = z.preprocess(
  (value) => (typeof value === 'number' || typeof value === 'bigint' ? String(value) : value),
  z.string().regex(/^-?\\d+$/),
)`,
  int8Input: `
/** What PostgreSQL takes for a 64-bit integer. */
const int8Input = z.union([z.string().regex(/^-?\\d+$/), z.int(), z.bigint()])`,
  decimal: `
/** Exact numbers of at most 15 digits, which a number holds without loss. */
const decimal = z.preprocess(
  (value) => (typeof value === 'string' && /\\d/.test(value) ? Number(value) : value),
  z.number(),
)`,
  numeric: `
/** Exact numbers of any length, as text. */
const numeric = z.preprocess((value) => (typeof value === 'number' ? String(value) : value), z.string())`,
  numericInput: `
/** What PostgreSQL takes for an exact number. */
const numericInput = z.union([z.string(), z.number()])`,
  float: `
/** Floating-point numbers, NaN and infinity among them. */
const float = z.custom<number>((value) => typeof value === 'number', { error: 'Invalid input: expected number' })`,
  calendarDate: `
/** \`YYYY-MM-DD\`. pg gives a Date at midnight here, PGlite one at midnight UTC. */
const calendarDate = z.preprocess((value) => {
  if (!(value instanceof Date)) return value
  if (value.getTime() % 86_400_000 === 0) return value.toISOString().slice(0, 10)
  const [month, day] = [value.getMonth() + 1, value.getDate()].map((part) => String(part).padStart(2, '0'))
  return \`\${String(value.getFullYear()).padStart(4, '0')}-\${month}-\${day}\`
}, z.iso.date())`,
  interval: `
/** As PostgreSQL writes and reads it. pg gives an object that knows how. */
const interval = z.preprocess((value) => {
  const known = typeof value === 'object' && value !== null && 'toPostgres' in value ? value.toPostgres : undefined
  return typeof known === 'function' ? String(known.call(value)) : value
}, z.string())`,
  bytes: `
/** A Buffer of pg is one. */
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, {
  error: 'Invalid input: expected Uint8Array',
})`,
  characters: `
/** PostgreSQL counts code points. */
const characters = (max: number) =>
  z.string().refine((value) => Array.from(value).length <= max, { error: \`Too long: at most \${max} characters\` })`,
  textArray: `
/** Arrays of types that pg does not know arrive as PostgreSQL writes them: \`{a,"b c"}\`. */
const textArray = <Element extends z.ZodType>(element: Element) =>
  z.preprocess((value) => (typeof value === 'string' ? readArray(value) : value), z.array(element))

function readArray(text: string): (string | null)[] {
  return Array.from(text.slice(1, -1).matchAll(/"((?:[^"\\\\]|\\\\[\\s\\S])*)"|([^,]+)/g), ([, quoted, plain = '']) => {
    if (quoted !== undefined) return quoted.replace(/\\\\([\\s\\S])/g, '$1')
    return plain === 'NULL' ? null : plain
  })
}`,
} as const

export type RowConverter = keyof typeof ROW_CONVERTERS
