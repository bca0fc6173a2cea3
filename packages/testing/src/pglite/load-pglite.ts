import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

import { isSystemError } from '../is-system-error.js'
import { PGliteMissingError } from './errors.js'

/** Loaded only when somebody asks: the module is large, and an optional peer. @throws PGliteMissingError */
export async function loadPGlite() {
  try {
    return await import('@electric-sql/pglite')
  } catch (cause) {
    if (isSystemError(cause, 'ERR_MODULE_NOT_FOUND')) throw new PGliteMissingError({ cause })
    throw cause
  }
}

/** PGlite exports no package.json, so it is read from beside the entry. */
export async function pgliteVersion(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  const manifest: { version?: unknown } = JSON.parse(await readFile(join(dirname(entry), '..', 'package.json'), 'utf8'))
  return String(manifest.version)
}
