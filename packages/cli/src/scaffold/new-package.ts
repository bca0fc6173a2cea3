import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { canonicalText, digest } from '@schemata/compiler'

import { DirectoryTakenError } from '../errors.js'
import { findHome } from './find-home.js'
import { packageNames } from './package-names.js'
import { readTemplate } from './templates.js'

export interface NewPackageOptions {
  /** `bird-house`, or with an npm scope before it. */
  readonly name: string
  /** Where to start looking for a workspace. */
  readonly cwd: string
  /** @default the package's key, in the workspace's `packages` or in `cwd` */
  readonly directory?: string
}

export interface NewPackage {
  readonly directory: string
  readonly flavour: 'workspace' | 'standalone'
  /** Relative to the directory, with forward slashes. */
  readonly files: readonly string[]
}

const FIRST_STEP = '001_examples'

/**
 * Lays down a schema package that works as it is: a first step that creates its schema
 * and a table, the way back, manifest, contract, one accessor with its test, and what is
 * needed to build, check and publish it.
 *
 * @throws PackageNameError, or DirectoryTakenError; nothing is written then.
 */
export async function newPackage({ name, cwd, directory }: NewPackageOptions): Promise<NewPackage> {
  const { parent, flavour, scope } = findHome(cwd)
  const names = packageNames(name, { scope })
  const target = directory === undefined ? join(parent, names.key) : resolve(cwd, directory)
  if (existsSync(target)) throw new DirectoryTakenError({ directory: target })
  const files = new Map([...(await readTemplate('package', names)), ...(await readTemplate(flavour, names))])
  files.set('migrations/ORDER', orderOf(files))
  for (const [path, text] of files) {
    await mkdir(dirname(join(target, path)), { recursive: true })
    await writeFile(join(target, path), text, { flag: 'wx' })
  }
  return { directory: target, flavour, files: [...files.keys()].sort() }
}

/** The digests of the first step, which depend on the schema's name. */
function orderOf(files: ReadonlyMap<string, string>): string {
  const digestOf = (path: string) => digest(canonicalText(files.get(path) ?? ''))
  const [up, down] = [`migrations/${FIRST_STEP}.sql`, `migrations/down/${FIRST_STEP}.sql`].map(digestOf)
  return `${FIRST_STEP} sha256:${up} sha256:${down}\n`
}
