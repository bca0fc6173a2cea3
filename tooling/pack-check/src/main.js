import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { checkShape } from './check-shape.js'
import { findPackages } from './find-packages.js'
import { install } from './install.js'
import { pack } from './pack.js'
import { checkFiles, useCommand, useEntries } from './use.js'

/**
 * Packs every package, looks at the tarballs, installs them in an empty project and uses
 * them there: what a user of the next release would meet. Needs a build.
 */
const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

const workshop = await mkdtemp(join(tmpdir(), 'schemata-pack-'))
try {
  const problems = await check(await findPackages(ROOT), workshop)
  report(problems)
  process.exitCode = [...problems.values()].some((found) => found.length > 0) ? 1 : 0
} finally {
  await rm(workshop, { recursive: true, force: true })
}

async function check(packages, directory) {
  const problems = new Map(packages.map(({ name }) => [name, []]))
  const tarballs = {}
  for (const found of packages) {
    tarballs[found.name] = await pack(found, directory)
    problems.get(found.name).push(...(await checkShape(found, tarballs[found.name])))
  }
  const project = join(directory, 'project')
  await install({ root: ROOT, directory: project, tarballs })
  for (const { name, problem } of await useEntries(packages, project)) problems.get(name).push(problem)
  for (const found of packages) problems.get(found.name).push(...(await checkFiles(found, project)))
  problems.get('@schemata/cli').push(...(await useCommand(project)))
  return problems
}

function report(problems) {
  for (const [name, found] of problems) {
    console.log(`${found.length === 0 ? 'fine  ' : 'broken'}  ${name}`)
    for (const problem of found) console.log(problem.replace(/^/gm, '        '))
  }
  const broken = [...problems.values()].filter((found) => found.length > 0).length
  console.log(`\n${problems.size - broken} passed, ${broken} failed`)
}
