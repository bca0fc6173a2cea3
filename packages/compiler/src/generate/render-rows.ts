import { JsonColumnError } from '../errors/contract-errors.js'
import { renderFunction } from './render-function.js'
import { renderRelation } from './render-relation.js'
import { rowModule } from './row-module.js'
import type { SchemaShape } from './schema-shape.js'
import { zodEnum } from './zod-expression.js'
import { declaration } from './zod-source.js'

/**
 * The source of `src/generated/rows.ts`: zod schemas of rows, of what may be inserted
 * and updated, and of the arguments and results of functions.
 *
 * A table `build_queue` gives `buildQueueRow`, `buildQueueInsert` and `buildQueueUpdate`;
 * a column of it that a check restricts to some texts, `buildQueueStatus`; an enum its
 * own name; a function `retry_build` gives `retryBuildArguments` and `retryBuildResult`.
 * Types have the same names with a capital. A JSON column in `jsonColumns` has the
 * schema that the package's `src/json-columns.ts` holds for it.
 *
 * @throws GeneratedNameError when two objects would have one name.
 * @throws JsonColumnError when `jsonColumns` names no JSON column.
 */
export function renderRows(shape: SchemaShape, jsonColumns: readonly string[] = []): string {
  refuseUnknown(shape, jsonColumns)
  const module = rowModule(shape, jsonColumns)
  const blocks = [
    ...shape.enums.map(({ name, labels, comment }) => declaration(module.enumName(name), zodEnum(labels), comment)),
    ...shape.relations.flatMap((relation) => renderRelation(relation, module)),
    ...shape.functions.flatMap((called) => renderFunction(called, module)),
  ]
  const head = [
    '// Written by `schemata contract`; not to be edited.',
    ...(blocks.length > 0 ? ["import * as z from 'zod'"] : ['export {}']),
    ...(jsonColumns.length > 0 ? ['', "import { jsonColumns } from '../json-columns.js'"] : []),
  ]
  return `${[head.join('\n'), ...module.usedConverters(), ...blocks].join('\n\n')}\n`
}

function refuseUnknown({ schema, relations }: SchemaShape, jsonColumns: readonly string[]): void {
  const known = relations.flatMap(({ name, columns }) =>
    columns
      .filter(({ type }) => type.kind === 'plain' && /^jsonb?$/.test(type.name))
      .map((column) => `${name}.${column.name}`),
  )
  const unknown = jsonColumns.find((key) => !known.includes(key))
  if (unknown !== undefined) throw new JsonColumnError({ schema, found: unknown, known })
}
