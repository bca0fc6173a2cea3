import type { CatalogContract } from '@schemata/contract'

import { bareName } from '../bare-name.js'
import type { ConformanceFacts } from '../conformance-facts.js'
import { enumValues, shapeOf } from '../enum-values.js'
import { labelsOfCheck } from '../labels-of-check.js'
import { objectsOf } from '../objects-of.js'
import type { Offender, Rule } from '../rule.js'

const FILE = 'src/generated/rows.ts'

export const enums: Rule = {
  name: 'enums',
  title: 'generates enums that list what the database accepts',
  remedy: 'Run `schemata contract`, which writes src/generated/rows.ts from the live schema.',
  check: (facts) => {
    const { rows, folder, contract } = facts
    if (rows) return objectsOf(contract, 'table').flatMap(({ name }) => compareTable(name, rows, contract))
    if (!folder?.has(FILE)) return []
    return [
      {
        object: FILE,
        fault: "cannot be checked: pass `rows`, from `import * as rows from '../src/generated/rows.js'`",
      },
    ]
  },
}

function compareTable(
  table: string,
  rows: NonNullable<ConformanceFacts['rows']>,
  contract: CatalogContract,
): readonly Offender[] {
  const row = `${camelCase(table)}Row`
  const shape = shapeOf(rows[row])
  const columns = objectsOf(contract, 'column').filter(({ parent }) => parent === table)
  // The columns of a partition are its parent's.
  if (columns.length === 0) return []
  if (!shape) return [{ object: table, fault: `has no \`${row}\` in ${FILE}` }]
  const labels = labelsOfTable(table, contract)
  return columns.flatMap((column) => {
    const expected = labels.get(bareName(column)) ?? labelsOfType(column.facts.type, contract)
    return compare(column.name, expected, enumValues(shape[bareName(column)]))
  })
}

function compare(
  object: string,
  expected: readonly string[] | undefined,
  found: readonly string[] | undefined,
): readonly Offender[] {
  const say = (values: readonly string[] | undefined) => (values ? values.join(', ') : 'anything')
  const equal = [...(expected ?? [])].sort().join('\0') === [...(found ?? [])].sort().join('\0')
  return equal ? [] : [{ object, fault: `accepts ${say(expected)}; the generated schema accepts ${say(found)}` }]
}

/** By column; of several checks that list texts, what all of them allow. */
function labelsOfTable(table: string, contract: CatalogContract): ReadonlyMap<string, readonly string[]> {
  const labels = new Map<string, readonly string[]>()
  for (const { parent, facts } of objectsOf(contract, 'constraint')) {
    const found = parent === table && facts.type === 'check' ? labelsOfCheck(facts.definition) : undefined
    if (!found) continue
    const known = labels.get(found.column)
    labels.set(found.column, known ? known.filter((label) => found.labels.includes(label)) : found.labels)
  }
  return labels
}

/** Labels of an enum, or of a domain whose check lists them. */
function labelsOfType(type: string, contract: CatalogContract): readonly string[] | undefined {
  const name = type.replace(/\[\]$/, '').replace(`${contract.schema}.`, '')
  const facts = objectsOf(contract, 'type').find((candidate) => candidate.name === name)?.facts
  if (facts?.labels) return facts.labels
  return Object.values(facts?.checks ?? {})
    .map(labelsOfCheck)
    .find((found) => found !== undefined)?.labels
}

function camelCase(name: string): string {
  return name.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}
