import { createHash } from 'node:crypto'
import {
  type CatalogContract,
  type CompiledMigrations,
  defineSchema,
  type SchemaDefinition,
  type SchemaPackage,
  type Script,
  type Step,
} from '@schemata/contract'

type StepOptions = Partial<Pick<Step, 'requires' | 'independent' | 'irreversible' | 'mode' | 'probe'>>

/** SQL up, and down; a step that names no way back gets an empty one. */
export interface StepSource extends StepOptions {
  readonly up: string
  readonly down?: string
  readonly destroys?: readonly { statement: string; relation: string; column?: string }[]
}

type PackageOptions = Partial<Omit<SchemaDefinition, 'migrations' | 'fixtures'>> & {
  readonly version?: string
  readonly contract?: CatalogContract
  /** SQL by name. */
  readonly fixtures?: { readonly [name: string]: string }
  readonly steps?: { readonly [id: string]: string | StepSource }
}

/** A schema package as the compiler would make it, for SQL that is simple enough to be cut by hand. */
export function aPackage({
  key = 'shop',
  version = '1.0.0',
  steps = {},
  contract,
  fixtures = {},
  ...definition
}: PackageOptions = {}): SchemaPackage {
  const schema = definition.schema ?? key.replaceAll('-', '_')
  const literals = [schema, ...(definition.requires ?? []).map((requirement) => requirement.package.schema)]
  const migrations: CompiledMigrations = {
    format: 1,
    package: { name: `@test/${key}`, version },
    steps: Object.entries(steps).map(([id, source]) => aStep(id, source, schema, literals)),
    fixtures: Object.entries(fixtures).map(([name, sql]) => ({
      name,
      file: `fixtures/${name}.sql`,
      script: aScript(sql, literals),
    })),
    contract: contract ?? null,
  }
  return defineSchema({ ...definition, key, schema, migrations })
}

function aStep(id: string, source: string | StepSource, schema: string, literals: readonly string[]): Step {
  const given: StepSource = typeof source === 'string' ? { up: source } : source
  const { up, down = 'SELECT 1;', destroys = [], ...options } = given
  const [version = '', ...name] = id.split('_')
  const concurrently = up.indexOf('CONCURRENTLY')
  return {
    version,
    name: name.join('_'),
    file: `migrations/${id}.sql`,
    downFile: options.irreversible ? null : `migrations/down/${id}.sql`,
    up: {
      ...aScript(up, literals),
      createSchema: statementRange(up, `CREATE SCHEMA IF NOT EXISTS ${schema}`),
      concurrently: concurrently < 0 ? [] : [{ start: concurrently, end: concurrently + 'CONCURRENTLY'.length }],
    },
    down: options.irreversible
      ? null
      : { ...aScript(down, literals), dropSchema: statementRange(down, `DROP SCHEMA ${schema}`), destroys },
    irreversible: null,
    independent: false,
    mode: concurrently < 0 ? 'transaction' : 'none',
    probe: null,
    requires: [],
    realises: null,
    ...options,
  }
}

function statementRange(sql: string, statement: string): { start: number; end: number } | null {
  const start = sql.indexOf(statement)
  return start < 0 ? null : { start, end: start + statement.length }
}

/** Statements end with a semicolon at the end of a line; names stand before a dot or after SCHEMA. */
function aScript(sql: string, literals: readonly string[]): Script {
  const starts = [...sql.matchAll(/(?:^|;\n)\s*(?=\S)/g)].map((match) => match.index + match[0].length)
  const site = new RegExp(
    `(?<![.\\w])(${literals.join('|')})(?=\\.)|(?<=SCHEMA (?:IF NOT EXISTS )?)(${literals.join('|')})\\b`,
    'g',
  )
  return {
    sql,
    digest: createHash('sha256').update(sql).digest('hex'),
    statements: starts.filter((at) => sql.slice(at).trim().length > 0),
    sites: [...sql.matchAll(site)].map((match) => ({ at: match.index, kind: 'schema', name: match[0] })),
  }
}
