import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compileScript } from '@schemata/compiler'
import type { Instance, Stack } from '@schemata/contract'
import { relocate } from '@schemata/runner'

import { packageHome } from './package-home.js'

/** A file of a package's `dev` folder, ready to run in this stack. */
export interface DevelopmentScript {
  readonly package: string
  /** Where the package is installed. */
  readonly schema: string
  /** Relative to the package. */
  readonly file: string
  /** With the names of this stack. */
  readonly sql: string
}

/**
 * The scripts in `dev/` whose name begins with `sample`, of every package that is
 * installed and has any: required packages first, then by file name. Packages that were
 * published without the folder have none.
 *
 * @throws BuildRefusedError for a script whose names cannot be put in place.
 */
export async function sampleScripts(stack: Stack): Promise<readonly DevelopmentScript[]> {
  return readAll(stack, /^sample.*\.sql$/)
}

/**
 * The scripts in `dev/` with `reset` in their name, of every package that is installed and
 * has any: what they drop of a package is dropped before that of those it requires.
 *
 * @throws BuildRefusedError for a script whose names cannot be put in place.
 */
export async function resetScripts(stack: Stack): Promise<readonly DevelopmentScript[]> {
  return (await readAll(stack, /reset.*\.sql$/)).toReversed()
}

async function readAll(stack: Stack, pattern: RegExp): Promise<readonly DevelopmentScript[]> {
  const instances = requiredFirst(stack.instances.filter(({ provided }) => !provided))
  const scripts: DevelopmentScript[] = []
  for (const instance of instances) scripts.push(...(await readScripts(instance, stack, pattern)))
  return scripts
}

async function readScripts(
  instance: Instance,
  { roles }: Stack,
  pattern: RegExp,
): Promise<readonly DevelopmentScript[]> {
  const home = packageHome(instance.package)
  if (home === undefined) return []
  const folder = join(home, 'dev')
  const files = (await readdir(folder).catch(() => [])).filter((file) => pattern.test(file)).sort()
  const { key, schema, requires, roles: ownRoles, relocatable } = instance.package
  return Promise.all(
    files.map(async (file) => {
      const path = `dev/${file}`
      const requiredSchemas = requires.map((requirement) => requirement.package.schema)
      const context = { packageKey: key, file: path, schema, requiredSchemas, roles: ownRoles, relocatable }
      const { script } = await compileScript(await readFile(join(folder, file), 'utf8'), { as: 'fixture', ...context })
      return {
        package: key,
        schema: instance.schema,
        file: path,
        sql: relocate(script, { schemas: instance.schemas, roles }).sql,
      }
    }),
  )
}

/** Stable: in the stack's order, each after those that it requires. */
function requiredFirst(instances: readonly Instance[]): readonly Instance[] {
  const sorted: Instance[] = []
  const visit = (instance: Instance): void => {
    if (sorted.includes(instance)) return
    const required = new Set(instance.package.requires.map((requirement) => requirement.package.key))
    for (const other of instances) if (other !== instance && required.has(other.package.key)) visit(other)
    sorted.push(instance)
  }
  for (const instance of instances) visit(instance)
  return sorted
}
