import { type ExportNames, exportNames } from './export-names.js'
import { camelCase } from './identifier.js'
import { ROW_CONVERTERS, type RowConverter } from './row-converters.js'
import type { SchemaShape } from './schema-shape.js'
import type { ZodContext } from './zod-expression.js'

/** What is known while `rows.ts` is put together. */
export interface RowModule extends ZodContext {
  readonly names: ExportNames
  /** `table.column` of those that have a schema in `src/json-columns.ts`. */
  readonly jsonColumns: ReadonlySet<string>
  /** The source of the converters that were used so far. */
  usedConverters(): readonly string[]
}

/**
 * Claims the names of enums and rows before those of single columns, which can do
 * without, so that the order of the tables does not matter.
 *
 * @throws GeneratedNameError
 */
export function rowModule({ schema, enums, relations }: SchemaShape, jsonColumns: readonly string[]): RowModule {
  const names = exportNames(schema)
  const used = new Set<string>()
  for (const name of [...Object.keys(ROW_CONVERTERS), 'readArray', 'jsonColumns']) {
    names.claim(name, 'a part of the generated file')
  }
  const enumNames = new Map(enums.map(({ name }) => [name, names.claim(camelCase(name), `the type \`${name}\``)]))
  for (const { name, isTable } of relations) {
    const object = `the ${isTable ? 'table' : 'view'} \`${name}\``
    for (const suffix of isTable ? ['row', 'insert', 'update'] : ['row']) names.claim(camelCase(name, suffix), object)
  }
  return {
    names,
    jsonColumns: new Set(jsonColumns),
    enumName: (name) => enumNames.get(name) ?? 'z.string()',
    use(converter: RowConverter) {
      used.add(converter)
      return converter
    },
    usedConverters: () =>
      Object.entries(ROW_CONVERTERS).flatMap(([name, source]) => (used.has(name) ? [source.trim()] : [])),
  }
}
