import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { stepId } from '@schemata/contract'
import type { BuildError } from './errors/build-error.js'
import { BuildRefusedError, StepNameError } from './errors/package-errors.js'
import { digest } from './files/digest.js'
import { nextVersion } from './files/next-version.js'
import { readOrder } from './files/order.js'
import { reconcileOrder } from './files/reconcile-order.js'
import { findSteps } from './find-steps.js'
import { loadManifestOrEmpty } from './load-manifest.js'
import type { PackageFiles } from './package-files.js'
import { readPackageFiles } from './read-package-files.js'
import { readPackageJson } from './read-package-json.js'
import { stepSkeleton } from './step-skeleton.js'

export interface NewStepOptions {
  /** The package's folder, where its package.json lies. */
  directory: string
  /** What the step does, in lower or mixed case: `build_artifacts`. */
  name: string
  /** @default the one after the last step's, in its style */
  version?: string
  /** The moment that a version made of a time stamp says. @default the present */
  now?: Date
}

/**
 * Makes the next step of a package: its file, the file that undoes it, and its line at
 * the end of `migrations/ORDER`.
 *
 * @returns the files that were made, relative to the package.
 * @throws StepNameError when the name or the version is malformed or taken.
 * @throws BuildRefusedError when ORDER cannot be read.
 * @example
 * const { files } = await newStep({ directory: 'packages/build-orchestrator', name: 'build_artifacts' })
 */
export async function newStep({
  directory,
  name,
  version,
  now = new Date(),
}: NewStepOptions): Promise<{ files: string[] }> {
  const { key, schema } = await loadManifestOrEmpty(directory, await readPackageJson(directory))
  const files = await readPackageFiles(directory)
  const problems: BuildError[] = []
  const existing = currentOrder(files, key, problems)
  if (problems.length > 0) throw new BuildRefusedError({ packageKey: key, problems })
  const step = { version: version ?? nextVersion(existing.versions, now), name }
  refuseName(step, existing)
  const id = stepId(step)
  const { up, down } = stepSkeleton({ schema, name, isFirst: existing.versions.length === 0 })
  const order = `${existing.text}${id} sha256:${digest(up)} sha256:${digest(down)}\n`
  const made = { [`migrations/${id}.sql`]: up, [`migrations/down/${id}.sql`]: down }
  for (const [path, text] of Object.entries(made)) await writeNew(join(directory, path), text)
  await writeFile(join(directory, 'migrations/ORDER'), order)
  return { files: [...Object.keys(made), 'migrations/ORDER'] }
}

interface ExistingSteps {
  /** ORDER with a line for every file, ready to be appended to. */
  readonly text: string
  readonly versions: readonly string[]
  readonly names: readonly string[]
}

function currentOrder(files: PackageFiles, packageKey: string, problems: BuildError[]): ExistingSteps {
  const report = (problem: BuildError) => problems.push(problem)
  const steps = findSteps(files, packageKey, report)
  const digests = [...steps.values()].map(({ id, file, downFile }) => {
    return [id, { up: digest(files[file] ?? ''), down: downFile && digest(files[downFile] ?? '') }] as const
  })
  const order = readOrder(files['migrations/ORDER'] ?? '', { packageKey, report })
  const { text, ids } = reconcileOrder(order, new Map(digests), { packageKey, report })
  const known = ids.flatMap((id) => steps.get(id) ?? [])
  return {
    text: text.trim() === '' ? '' : text,
    versions: known.map((step) => step.version),
    names: known.map((step) => step.name),
  }
}

function refuseName({ version, name }: { version: string; name: string }, { versions, names }: ExistingSteps): void {
  const grammar = 'Use letters, digits and underscores, beginning with a letter: `build_artifacts`.'
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) {
    throw new StepNameError({ found: name, reason: 'the name is malformed', hint: grammar })
  }
  if (!/^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(version)) {
    const hint = 'Use letters, digits, dots and hyphens; the first underscore ends the version.'
    throw new StepNameError({ found: `${version}_${name}`, reason: 'the version is malformed', hint })
  }
  if (names.includes(name)) {
    throw new StepNameError({
      found: name,
      reason: 'a step of that name exists',
      hint: 'Say what this step adds to it.',
    })
  }
  if (versions.includes(version)) {
    const hint = 'Leave the version out to have the next one chosen.'
    throw new StepNameError({ found: `${version}_${name}`, reason: `version ${version} exists`, hint })
  }
}

async function writeNew(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text, { flag: 'wx' })
}
