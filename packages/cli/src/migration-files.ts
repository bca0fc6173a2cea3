import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { MigrationFile } from '@schemata/runner'

/** The SQL files of a directory, by name; none when there is no such directory. */
export async function readMigrationFiles(directory: string): Promise<readonly MigrationFile[]> {
  const names = (await readdirIfThere(directory)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(names.map(async (name) => ({ name, sql: await readFile(join(directory, name), 'utf8') })))
}

/** Writes new files, and fails rather than overwrite one. */
export async function writeMigrationFiles(directory: string, files: readonly MigrationFile[]): Promise<void> {
  await mkdir(directory, { recursive: true })
  for (const { name, sql } of files) await writeFile(join(directory, name), sql, { flag: 'wx' })
}

async function readdirIfThere(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
