import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { DataMajorError } from './errors.js'
import type { Major } from './major.js'

/**
 * True when a data directory has been initialised.
 *
 * @throws DataMajorError when it was by another major version.
 */
export async function isInitialised(dataDir: string, major: Major): Promise<boolean> {
  const found = Number.parseInt(await readFile(join(dataDir, 'PG_VERSION'), 'utf8').catch(() => ''), 10)
  if (Number.isNaN(found)) return false
  if (found !== major) throw new DataMajorError({ dataDir, found, expected: major })
  return true
}
