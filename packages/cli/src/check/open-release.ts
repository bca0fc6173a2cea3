import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'

import { UsageError } from '../errors.js'
import { fromDirectory } from './from-directory.js'
import { fromGit, isCommit } from './from-git.js'
import { fromTarball } from './from-tarball.js'
import type { ReadFile } from './release-files.js'

/**
 * Opens what a release is compared with: a package's directory, a tarball of one, or the
 * package as it was at a git ref.
 *
 * @param directory The package, in which a git ref is looked up.
 * @param cwd What a path is relative to.
 * @throws UsageError when it is none of them.
 */
export async function openRelease(
  against: string,
  { directory, cwd }: { directory: string; cwd: string },
): Promise<ReadFile> {
  const path = resolve(cwd, against)
  const found = await stat(path).catch(() => undefined)
  if (found?.isDirectory()) return fromDirectory(path)
  if (found?.isFile()) return fromTarball(path)
  if (await isCommit(against, directory)) return fromGit(against, directory)
  throw new UsageError({
    found: `\`${against}\` is no directory, no file and no git ref.`,
    hint: 'Name the released package: `--against node_modules/@schemata/courses`, a tarball of it, or the tag of its release.',
  })
}
