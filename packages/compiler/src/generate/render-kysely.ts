import { docComment } from './doc-comment.js'
import { exportNames } from './export-names.js'
import { camelCase, capitalize, propertyKey, quote } from './identifier.js'
import { type KyselyType, kyselyType } from './kysely-type.js'
import type { ColumnShape, RelationShape, SchemaShape } from './schema-shape.js'
import { unionTypes } from './union-types.js'

const MARKERS = {
  Column: `/** What a column gives, and what an insert and an update take; kysely knows these markers. */
interface Column<Select, Insert, Update> {
  readonly __select__: Select
  readonly __insert__: Insert
  readonly __update__: Update
}`,
  Optional: `/** May be left out of an insert. */
type Optional<Select, Write = Select> = Column<Select, Write | undefined, Write>`,
  ReadOnly: `/** Is never written. */
type ReadOnly<Select> = Column<Select, never, never>`,
  // With nothing but `never`, kysely would take any object for an insert.
  Seen: `/** Of a view, which is never written. */
type Seen<Select> = Column<Select, NotWritable, NotWritable>
interface NotWritable {
  readonly 'a view is not written': never
}`,
}

/**
 * The source of `src/generated/kysely.ts`: types only, which need no kysely to compile.
 *
 * `Tables` has the bare names of tables and views, for `withSchema`; `Database` has
 * them with the schema.
 */
export function renderKysely({ schema, enums, relations }: SchemaShape): string {
  const keys = relationTypes(schema, relations)
  const unions = unionTypes(schema, [...OWN_NAMES, ...keys.map(({ type }) => type)])
  const labelsOf = (name: string) => enums.find((type) => type.name === name)?.labels ?? []
  const interfaces = relations.map((relation, index) => {
    const typeOf = (column: ColumnShape) =>
      kyselyType(column.type, {
        enumType: (name) => unions.name(labelsOf(name), name),
        unionType: (labels) => unions.name(labels, relation.name, column.name),
      })
    return renderRelation(relation, keys[index]?.type ?? '', typeOf)
  })
  const declared = unions.declarations()
  return `${[
    '// Written by `schemata contract`; not to be edited.',
    ...usedMarkers(interfaces.join('\n')),
    ...(declared.length === 0 ? [] : [declared.join('\n')]),
    ...interfaces,
    database('By bare name, for a schema that is chosen at run time.', 'Tables', keys, propertyKey),
    database('By schema and name. Those of several packages are joined with `&`.', 'Database', keys, (name) =>
      quote(`${schema}.${name}`),
    ),
  ].join('\n\n')}\n`
}

const OWN_NAMES = ['Column', 'Optional', 'ReadOnly', 'Seen', 'NotWritable', 'Tables', 'Database', 'Date', 'Uint8Array']

/** @throws GeneratedNameError when two relations would have one type. */
function relationTypes(schema: string, relations: readonly RelationShape[]) {
  const names = exportNames(schema)
  for (const name of OWN_NAMES) names.claim(name, 'a part of the generated file')
  return relations.map(({ name, isTable }) => {
    const type = capitalize(camelCase(name, isTable ? 'table' : 'view'))
    return { name, type: names.claim(type, `\`${name}\``) }
  })
}

function usedMarkers(text: string): readonly string[] {
  const { Column, ...shorthands } = MARKERS
  const used = Object.entries(shorthands).flatMap(([name, source]) => (text.includes(`${name}<`) ? [source] : []))
  return used.length > 0 || text.includes('Column<') ? [Column, ...used] : []
}

function database(
  what: string,
  name: string,
  keys: readonly { name: string; type: string }[],
  keyOf: (name: string) => string,
): string {
  const lines = keys.map((key) => `  ${keyOf(key.name)}: ${key.type}`)
  return [`/** ${what} */`, `export interface ${name} {`, ...lines, '}'].join('\n')
}

function renderRelation(
  { columns, isTable, comment }: RelationShape,
  type: string,
  typeOf: (column: ColumnShape) => KyselyType,
): string {
  const fields = columns.flatMap((column) => [
    ...docComment(column.comment, '  '),
    `  ${propertyKey(column.name)}: ${isTable ? columnType(typeOf(column), column) : seenType(typeOf(column), column)}`,
  ])
  return [...docComment(comment), `export interface ${type} {`, ...fields, '}'].join('\n')
}

/** A plain type is what kysely takes for both; one with null may be left out of an insert. */
function columnType(plain: KyselyType, { nullable, insert }: ColumnShape): string {
  const [select, write] = nullable ? [orNull(plain.select), orNull(plain.write)] : [plain.select, plain.write]
  if (insert === 'never') return `ReadOnly<${select}>`
  if (select === write && (insert === 'required' || select.endsWith('| null'))) return select
  if (insert === 'required') return `Column<${select}, ${write}, ${write}>`
  return select === write ? `Optional<${select}>` : `Optional<${select}, ${write}>`
}

function seenType({ select }: KyselyType, { nullable }: ColumnShape): string {
  return `Seen<${nullable ? orNull(select) : select}>`
}

function orNull(type: string): string {
  return type === 'unknown' ? type : `${type} | null`
}
