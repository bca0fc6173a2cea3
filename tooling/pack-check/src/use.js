import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { entriesOf, isSchemaPackage } from './find-packages.js'
import { run } from './run.js'

/** Loads every entry of the installed packages in both formats, and says what failed. */
export async function useEntries(packages, project) {
  const results = await Promise.all([load('import', packages, project), load('require', packages, project)])
  return results.flat()
}

/** Each in a process of its own, so that one that breaks the process is told from the others. */
async function load(format, packages, project) {
  const loader = format === 'import' ? 'load.mjs' : 'load.cjs'
  await writeFile(join(project, loader), LOADERS[format])
  const problems = []
  for (const found of packages) {
    const specifiers = entriesOf(found)
      .filter(({ formats }) => formats.includes(format))
      .map(({ specifier }) => specifier)
    if (specifiers.length === 0) continue
    const { exitCode, stdout, stderr } = await run(process.execPath, [loader, ...specifiers], { cwd: project })
    if (exitCode !== 0) problems.push({ name: found.name, problem: `${format}: ${reasonOf(stderr || stdout)}` })
  }
  return problems
}

/** The line that names the error; all of it where there is none. */
function reasonOf(said) {
  return said.split('\n').find((line) => /^\w*Error/.test(line)) ?? said.trim()
}

/**
 * A schema object must be the same in every entry of its package, or a stack would hold
 * two copies of one schema.
 */
const COMPARE = `
  const copies = new Map()
  for (const exported of modules.flatMap((module) => Object.values(module))) {
    if (exported === null || typeof exported !== 'object' || !('migrations' in exported)) continue
    if ((copies.get(exported.key) ?? exported) !== exported) throw new Error(exported.key + ' exists twice')
    copies.set(exported.key, exported)
  }
`

const LOADERS = {
  import: `
  const modules = []
  for (const specifier of process.argv.slice(2)) modules.push(await import(specifier))
  ${COMPARE}`,
  require: `const modules = process.argv.slice(2).map((specifier) => require(specifier))\n${COMPARE}`,
}

/** What a schema package must bring besides code: its steps as SQL, each with a line in ORDER, and its contract. */
export async function checkFiles(found, project) {
  if (!isSchemaPackage(found)) return []
  const home = join(project, 'node_modules', found.name)
  const order = await readFile(join(home, 'migrations/ORDER'), 'utf8').catch(() => '')
  const steps = [...order.matchAll(/^(\S+_\S+) sha256:/gm)].map(([, id]) => id)
  const files = new Set(await readdir(join(home, 'migrations')).catch(() => []))
  return [
    ...(steps.length === 0 ? ['files: migrations/ORDER names no step'] : []),
    ...steps.filter((id) => !files.has(`${id}.sql`)).map((id) => `files: migrations/${id}.sql is missing`),
    ...(existsSync(join(home, 'catalog.json')) ? [] : ['files: catalog.json is missing']),
  ]
}

/** The command, as an application has it: it starts, and finds the templates that it was packed with. */
export async function useCommand(project) {
  const bin = join(project, 'node_modules/.bin/schemata')
  const version = await run(bin, ['--version'], { cwd: project })
  const made = await run(bin, ['new', 'package', 'bird-house'], { cwd: project })
  return [version, made].filter(({ exitCode }) => exitCode !== 0).map(({ stderr }) => `command: ${stderr.trim()}`)
}
