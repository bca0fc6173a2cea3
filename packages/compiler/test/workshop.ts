import { cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { PackageFiles } from '../src/index.js'

const PACKAGE = fileURLToPath(new URL('..', import.meta.url))
const WORKSHOP = join(PACKAGE, 'test/fixtures/workshop')

export const WORKSHOP_FACTS = {
  key: 'workshop',
  schema: 'workshop',
  npmName: '@example/workshop',
  version: '1.2.0',
  roles: ['workshop_reader'],
}

/** The files of the example package, by path. */
export async function workshopFiles(): Promise<PackageFiles> {
  const names = await readdir(WORKSHOP, { recursive: true })
  const sql = names.filter((name) => name.endsWith('.sql')).map((name) => name.replaceAll('\\', '/'))
  return Object.fromEntries(
    await Promise.all(sql.map(async (name) => [name, await readFile(join(WORKSHOP, name), 'utf8')])),
  )
}

/** Copies the example package to a folder of its own, for as long as the work takes. */
export async function withWorkshop<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'schemata-compiler-'))
  try {
    await cp(WORKSHOP, directory, { recursive: true })
    await symlink(join(PACKAGE, 'node_modules'), join(directory, 'node_modules'), 'dir')
    return await work(directory)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}
