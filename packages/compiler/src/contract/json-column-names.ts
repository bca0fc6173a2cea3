import { join } from 'node:path'

import { ManifestUnreadableError } from '../errors/package-errors.js'
import { importModule } from '../import-module.js'
import { readIfThere } from '../read-package-files.js'

const FILE = 'src/json-columns.ts'

/** `table.column` of each JSON column for which `src/json-columns.ts` holds a zod schema; sorted. */
export async function jsonColumnNames(directory: string): Promise<readonly string[]> {
  const file = join(directory, FILE)
  if ((await readIfThere(file)) === undefined) return []
  const expected = 'an export `jsonColumns`, zod schemas by `table.column`'
  const { jsonColumns }: { jsonColumns?: unknown } = { ...(await importModule(directory, FILE, expected)) }
  if (typeof jsonColumns === 'object' && jsonColumns !== null) return Object.keys(jsonColumns).sort()
  throw new ManifestUnreadableError({ file, found: 'no such export', expected })
}
