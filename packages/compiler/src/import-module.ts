import { resolve } from 'node:path'

import { createJiti } from 'jiti'

import { ManifestUnreadableError } from './errors/package-errors.js'

/**
 * The exports of a TypeScript file of a package, always read anew.
 *
 * @throws ManifestUnreadableError when it fails to load.
 */
export async function importModule(directory: string, path: string, expected: string): Promise<object> {
  const file = resolve(directory, path)
  try {
    const jiti = createJiti(resolve(directory, 'package.json'), { fsCache: false, moduleCache: false })
    const loaded: unknown = await jiti.import(file)
    return typeof loaded === 'object' && loaded !== null ? loaded : {}
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new ManifestUnreadableError({ file, found: `a module that fails to load (${reason})`, expected, cause })
  }
}
