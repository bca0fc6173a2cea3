import { type Instance, type SchemaPackage, type Step, stepId } from '@schemata/contract'

import { identifier, literal } from './quote.js'

/**
 * The statement that writes a step's row into the table that the package's document
 * promises, or undefined where there is none (yet: the table comes with a step itself).
 *
 * @param lap a query that gives the step's milliseconds as `schemata_lap`; the result has it too
 */
export function historyRow(
  { package: schemaPackage, schema }: Instance,
  step: Step,
  lap: string,
  { onlyIfMissing = false }: { onlyIfMissing?: boolean } = {},
): string | undefined {
  const { history } = schemaPackage
  if (!history || !historySteps(schemaPackage).includes(step)) return undefined
  const values = {
    version: literal(step.version),
    name: literal(step.name),
    checksum: literal(step.up.digest),
    executionTimeMs: 'measured.schemata_lap',
    appliedAt: 'clock_timestamp()',
  }
  const columns = Object.entries(history.columns)
  const table = `${identifier(schema)}.${identifier(history.table)}`
  const names = columns.map(([column]) => identifier(column)).join(', ')
  const known = columns.find(([, fact]) => fact === 'version')?.[0]
  const absent = `WHERE NOT EXISTS (SELECT FROM ${table} WHERE ${identifier(known ?? '')} = ${values.version})`
  const insert =
    `INSERT INTO ${table} (${names}) SELECT ${columns.map(([, fact]) => values[fact]).join(', ')} FROM measured` +
    (onlyIfMissing && known !== undefined ? ` ${absent}` : '')
  return `WITH measured AS MATERIALIZED (${lap}), recorded AS (${insert}) SELECT schemata_lap FROM measured`
}

/** The steps that the documented table tells of: those from the one that creates it on. */
export function historySteps({ history, migrations }: SchemaPackage): readonly Step[] {
  if (!history) return []
  const start = migrations.steps.findIndex((step) => stepId(step) === history.since)
  return migrations.steps.slice(Math.max(0, start))
}
