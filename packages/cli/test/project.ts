import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileFiles } from '@schemata/compiler'

/** What a test says of a package; `steps` has a statement, or the statement and its undoing, by id. */
export interface PackageSource {
  readonly key: string
  readonly version?: string
  readonly floor?: string
  readonly requires?: readonly { readonly key: string; readonly range: string; readonly from?: string }[]
  readonly jobs?: readonly { readonly name: string; readonly schedule: string; readonly sql: string }[]
  readonly steps: { readonly [id: string]: string | { readonly up: string; readonly down: string } }
}

/** An application's directory: a configuration and the packages of its stack. */
export interface Project {
  readonly directory: string
  /** Compiles the packages and makes them the stack. */
  write(...packages: readonly PackageSource[]): Promise<void>
  /** Writes any file. */
  file(path: string, text: string): Promise<void>
  remove(): Promise<void>
}

/** Without an extension, so that every Node.js has it transformed and a test may change it. */
const CONFIG = `export { default } from './stack'\n`

const STACK = `
import { readFileSync } from 'node:fs'
import { type SchemaPackage, defineSchema, defineStack } from '@schemata/contract'

const packages: SchemaPackage[] = []
for (const definition of JSON.parse(readFileSync(new URL('./packages.json', import.meta.url), 'utf8'))) {
  const requires = definition.requires.map(({ key, range, from }: { key: string; range: string; from?: string }) => {
    const found = packages.find((candidate) => candidate.key === key)
    if (!found) throw new Error('required before it is defined: ' + key)
    return { package: found, range, from }
  })
  packages.push(defineSchema({ ...definition, requires }))
}

export default defineStack({ packages })
`

export async function aProject(): Promise<Project> {
  const directory = await mkdtemp(join(tmpdir(), 'schemata-cli-'))
  // The account that runs an embedded server for root must be able to reach it.
  await chmod(directory, 0o755)
  await symlink(fileURLToPath(new URL('../node_modules', import.meta.url)), join(directory, 'node_modules'))
  const file = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(directory, path)), { recursive: true })
    await writeFile(join(directory, path), text)
  }
  await file('package.json', '{ "name": "@test/application", "type": "module" }')
  return {
    directory,
    file,
    async write(...packages) {
      const definitions = await Promise.all(packages.map((source) => define(source, packages)))
      await file('packages.json', JSON.stringify(definitions))
      await file('stack.ts', STACK)
      await file('schemata.config.ts', CONFIG)
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  }
}

async function define(source: PackageSource, all: readonly PackageSource[]): Promise<object> {
  const { key, version = '1.0.0', floor, requires = [], jobs = [], steps } = source
  const schema = schemaOf(key)
  const required = requires.map((requirement) => ({
    key: requirement.key,
    schema: schemaOf(requirement.key),
    steps: Object.keys(all.find((other) => other.key === requirement.key)?.steps ?? {}),
  }))
  const files = filesOf(schema, steps)
  const npmName = `@test/${key}`
  const migrations = await compileFiles({ key, schema, npmName, version, requires: required, files })
  return { key, schema, migrations, requires, jobs, ...(floor === undefined ? {} : { floor }) }
}

function schemaOf(key: string): string {
  return key.replaceAll('-', '_')
}

/** The first step creates the schema, and its undoing drops it. */
function filesOf(schema: string, steps: PackageSource['steps']): { [path: string]: string } {
  const entries = Object.entries(steps).flatMap(([id, source], index) => {
    const { up, down } = typeof source === 'string' ? { up: source, down: 'SELECT 1;' } : source
    const [create, drop] =
      index === 0 ? [`CREATE SCHEMA IF NOT EXISTS ${schema};\n`, `DROP SCHEMA ${schema};\n`] : ['', '']
    return [
      [`migrations/${id}.sql`, `${create}${up}\n`],
      [`migrations/down/${id}.sql`, `${down}\n${drop}`],
    ]
  })
  return Object.fromEntries(entries)
}
