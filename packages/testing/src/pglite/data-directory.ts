import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { isSystemError } from '../is-system-error.js'

const WEEK_MS = 7 * 24 * 3_600_000

/** Where dumps are kept unless somebody says otherwise: one folder for each user of the machine. */
export function defaultCacheDirectory(): string {
  return join(tmpdir(), `schemata-pglite-${process.getuid?.() ?? 'user'}`)
}

/** A dump of that name, or undefined where there is none or where somebody else put it there. */
export async function readDump(directory: string, name: string): Promise<Blob | undefined> {
  if (!(await isOurs(directory))) return undefined
  try {
    const dump = new Blob([await readFile(join(directory, name))])
    await utimes(join(directory, name), new Date(), new Date())
    return dump
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined
    throw error
  }
}

/**
 * Keeps a dump, and removes those that nobody has read for a week. Whoever reads meanwhile
 * sees the whole of it or nothing.
 */
export async function writeDump(directory: string, name: string, dump: Blob): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  if (!(await isOurs(directory))) return
  const unfinished = join(directory, `${name}.${randomBytes(6).toString('hex')}`)
  try {
    await writeFile(unfinished, new Uint8Array(await dump.arrayBuffer()))
    await rename(unfinished, join(directory, name))
    await removeUnread(directory)
  } finally {
    await rm(unfinished, { force: true })
  }
}

/** Another process may do the same at this moment. */
async function removeUnread(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const file = join(directory, name)
    const found = await stat(file).catch(() => undefined)
    if (found && Date.now() - found.mtimeMs > WEEK_MS) await rm(file, { force: true })
  }
}

/** In a folder that all may write to, another user could have put a directory in our place. */
async function isOurs(directory: string): Promise<boolean> {
  try {
    const { uid } = await stat(directory)
    return process.getuid === undefined || uid === process.getuid()
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return false
    throw error
  }
}
