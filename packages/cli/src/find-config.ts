import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

import { ConfigMissingError } from './errors.js'
import type { Shell } from './shell.js'

const NAMES = ['schemata.config.ts', 'schemata.config.mts', 'schemata.config.js', 'schemata.config.mjs']

/**
 * The configuration file: the one that was named, else the nearest from the current
 * directory upwards.
 *
 * @throws ConfigMissingError
 */
export function findConfig(named: string | undefined, { cwd }: Pick<Shell, 'cwd'>): string {
  if (named !== undefined) {
    const file = resolve(cwd, named)
    if (existsSync(file)) return file
    throw new ConfigMissingError({ looked: `configuration file \`${named}\`` })
  }
  for (let directory = cwd; ; directory = dirname(directory)) {
    const file = NAMES.map((name) => join(directory, name)).find(existsSync)
    if (file !== undefined) return file
    if (directory === dirname(directory)) break
  }
  throw new ConfigMissingError({ looked: '`schemata.config.ts` (or .mts, .js, .mjs) here or in any directory above' })
}
