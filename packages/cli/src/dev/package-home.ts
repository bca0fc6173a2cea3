import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SchemaPackage } from '@schemata/contract'

/** The folder of a package: the nearest one with a package.json above where its manifest was made; undefined where that is unknown. */
export function packageHome({ origin }: SchemaPackage): string | undefined {
  if (origin === '') return undefined
  const file = origin.startsWith('file:') ? fileURLToPath(origin) : origin
  for (let directory = dirname(file); directory !== dirname(directory); directory = dirname(directory)) {
    if (existsSync(join(directory, 'package.json'))) return directory
  }
  return undefined
}
