import { camelCase, quote } from './identifier.js'
import type { RowModule } from './row-module.js'
import type { ColumnShape, RelationShape } from './schema-shape.js'
import { type Direction, zodEnum, zodExpression } from './zod-expression.js'
import { declaration, fieldsOf, maybe } from './zod-source.js'

/** The schemas of a table or view: allowed texts of its columns, a row, an insert, an update. */
export function renderRelation(relation: RelationShape, module: RowModule): readonly string[] {
  const { name, isTable, columns, comment } = relation
  const labels = claimLabels(relation, module)
  const field = (column: ColumnShape, direction: Direction): string => {
    const key = `${name}.${column.name}`
    if (module.jsonColumns.has(key)) return `jsonColumns[${quote(key)}]`
    return labels.get(column.name) ?? zodExpression(column.type, direction, module)
  }
  const row = columns.map((column) => ({ ...column, value: maybe(field(column, 'read'), column) }))
  const insertable = isTable ? columns.filter(({ insert }) => insert !== 'never') : []
  const written = insertable.map((column) => ({
    name: column.name,
    value: maybe(field(column, 'write'), { nullable: column.nullable, optional: column.insert === 'optional' }),
  }))
  const insert = camelCase(name, 'insert')
  return [
    ...columns.flatMap((column) => {
      const exported = labels.get(column.name)
      if (exported === undefined || column.type.kind !== 'labels') return []
      return [declaration(exported, zodEnum(column.type.labels), column.comment)]
    }),
    declaration(camelCase(name, 'row'), `z.object(${fieldsOf(row)})`, comment),
    ...(isTable
      ? [
          declaration(insert, `z.strictObject(${fieldsOf(written)})`),
          declaration(camelCase(name, 'update'), `${insert}.partial()`),
        ]
      : []),
  ]
}

/** Exported names for what a check allows, by column; none where the name is taken. */
function claimLabels({ name, isTable, columns }: RelationShape, { names }: RowModule): ReadonlyMap<string, string> {
  return new Map(
    columns.flatMap((column) => {
      if (!isTable || column.type.kind !== 'labels') return []
      const exported = names.claimIfFree(camelCase(name, column.name), `\`${name}.${column.name}\``)
      return exported === undefined ? [] : [[column.name, exported] as const]
    }),
  )
}
