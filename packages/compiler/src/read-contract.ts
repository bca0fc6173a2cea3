import { join } from 'node:path'

import type { CatalogContract } from '@schemata/contract'

import { ManifestUnreadableError } from './errors/package-errors.js'
import { readIfThere } from './read-package-files.js'

/** The catalog contract in a package's catalog.json; null before there is one. */
export async function readContract(directory: string): Promise<CatalogContract | null> {
  const file = join(directory, 'catalog.json')
  const text = await readIfThere(file)
  if (text === undefined) return null
  const contract = parseJson(text)
  if (isContract(contract)) return contract
  throw new ManifestUnreadableError({ file, found: 'something else', expected: 'a catalog contract of format 1' })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isContract(value: unknown): value is CatalogContract {
  if (typeof value !== 'object' || value === null) return false
  return 'format' in value && value.format === 1 && 'objects' in value && Array.isArray(value.objects)
}
