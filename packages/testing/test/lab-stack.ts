import { createHash } from 'node:crypto'
import { defineSchema, defineStack, type Script, type Stack, type Step, type UpScript } from '@schemata/contract'

/** What the compiler would write for a text of one statement. */
function script(sql: string): Script {
  const digest = createHash('sha256').update(sql).digest('hex')
  const sites = [...sql.matchAll(/\blab\b/g)].map(({ index }) => ({ at: index, kind: 'schema' as const, name: 'lab' }))
  return { sql, digest, statements: [0], sites }
}

function up(sql: string): UpScript {
  return { ...script(sql), createSchema: null, concurrently: [] }
}

function step(version: string, name: string, sql: string): Step {
  return {
    version,
    name,
    file: `migrations/${version}_${name}.sql`,
    downFile: null,
    up: up(sql),
    down: null,
    irreversible: 'not needed here',
    independent: false,
    mode: 'transaction',
    probe: null,
    requires: [],
    realises: null,
  }
}

/** A stack of one schema, `lab`, with a table `samples` that holds one row; `extra` are further steps. */
export function labStack(...extra: readonly string[]): Stack {
  const createSchema: Step = step('001', 'lab', 'CREATE SCHEMA IF NOT EXISTS lab;\n')
  const lab = defineSchema({
    key: 'lab',
    schema: 'lab',
    migrations: {
      format: 1,
      package: { name: 'lab', version: '1.0.0' },
      steps: [
        { ...createSchema, up: { ...createSchema.up, createSchema: { start: 0, end: 31 } } },
        step('002', 'samples', 'CREATE TABLE lab.samples (id text PRIMARY KEY);\n'),
        step('003', 'reference', "INSERT INTO lab.samples (id) VALUES ('reference');\n"),
        ...extra.map((sql, index) => step(`1${index}`, 'extra', sql)),
      ],
      fixtures: [],
      contract: null,
    },
  })
  return defineStack({ packages: [lab] })
}
