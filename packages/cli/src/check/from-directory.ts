import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { ReadFile } from './release-files.js'

/** Reads a package that lies in a directory. */
export function fromDirectory(directory: string): ReadFile {
  return async (file) => {
    try {
      return await readFile(join(directory, file), 'utf8')
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
      throw error
    }
  }
}
