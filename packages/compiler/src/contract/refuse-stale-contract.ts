import { join } from 'node:path'

import { compareContracts, describeDifference } from '@schemata/catalog'
import type { CatalogContract } from '@schemata/contract'

import type { CompiledPackage } from '../compile-package.js'
import { ContractStaleError } from '../errors/contract-errors.js'
import { canonicalText } from '../files/canonical-text.js'
import { readIfThere } from '../read-package-files.js'
import type { Outputs } from '../write-outputs.js'
import { CATALOG_FILE } from './contract-files.js'

const SHOWN = 5

/**
 * Compares the files of a contract with what would be written. Line ends do not count.
 *
 * @throws ContractStaleError with the first differences of each file.
 */
export async function refuseStaleContract(
  { directory, manifest, contract }: CompiledPackage,
  outputs: Outputs,
  made: CatalogContract,
): Promise<void> {
  const differences: Record<string, readonly string[]> = {}
  for (const [path, text] of Object.entries(outputs)) {
    const present = await readIfThere(join(directory, path))
    if (present !== undefined && canonicalText(present) === text) continue
    const known = path === CATALOG_FILE && contract !== null ? contractDifferences(contract, made) : []
    differences[path] = known.length > 0 ? known : [firstDifference(present, text)]
  }
  if (Object.keys(differences).length > 0) throw new ContractStaleError({ packageKey: manifest.key, differences })
}

function contractDifferences(committed: CatalogContract, made: CatalogContract): readonly string[] {
  const differences = compareContracts(committed, made)
  const shown = differences.slice(0, SHOWN).map(describeDifference)
  const more = differences.length - shown.length
  return more > 0 ? [...shown, `and ${more} more`] : shown
}

function firstDifference(present: string | undefined, wanted: string): string {
  if (present === undefined) return 'is not there'
  const lines = canonicalText(present).split('\n')
  const index = wanted.split('\n').findIndex((line, at) => line !== lines[at])
  if (index < 0) return `line ${wanted.split('\n').length}: goes on where it should end`
  return `line ${index + 1}: found \`${lines[index] ?? ''}\`, expected \`${wanted.split('\n')[index] ?? ''}\``
}
