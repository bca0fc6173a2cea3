import { randomBytes } from 'node:crypto'
import { chmod, copyFile, link, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { isErrno } from './is-errno.js'

/**
 * Copies a folder to a place that everyone may read, by hard links where possible.
 *
 * The copy appears under its name only when it is whole; of several processes that
 * make it at once, the first one's stays. Links are left out.
 */
export async function mirrorFolder(source: string, target: string): Promise<void> {
  if (await exists(target)) return
  const unfinished = `${target}.${randomBytes(6).toString('hex')}`
  try {
    await mirrorInto(source, unfinished)
    await rename(unfinished, target)
  } catch (error) {
    if (!isErrno(error, 'EEXIST', 'ENOTEMPTY') || !(await exists(target))) throw error
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}

async function mirrorInto(source: string, target: string): Promise<void> {
  await mkdir(target)
  await chmod(target, 0o755)
  for (const entry of await readdir(source, { withFileTypes: true })) {
    const from = join(source, entry.name)
    const to = join(target, entry.name)
    if (entry.isDirectory()) await mirrorInto(from, to)
    if (entry.isFile()) await mirrorFile(from, to)
  }
}

/** A link shares the permissions of its source, so a private file has to be copied. */
async function mirrorFile(from: string, to: string): Promise<void> {
  const { mode } = await stat(from)
  const wanted = mode & 0o100 ? 0o755 : 0o644
  const linked =
    (mode & wanted) === wanted &&
    (await link(from, to).then(
      () => true,
      () => false,
    ))
  if (linked) return
  await copyFile(from, to)
  await chmod(to, wanted)
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
