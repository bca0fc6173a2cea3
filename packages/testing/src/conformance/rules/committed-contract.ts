import { contractDigest } from '@schemata/catalog'
import type { CatalogContract } from '@schemata/contract'

import type { ConformanceFacts } from '../conformance-facts.js'
import { differencesOf } from '../differences-of.js'
import type { Offender, Rule } from '../rule.js'

/** Runs on 15 and on 18 compare with the same file, so the contract is equal on both. */
export const committedContract: Rule = {
  name: 'committed-contract',
  title: 'has the contract that is committed',
  remedy: 'Run `schemata contract`, read what has changed, and commit the files; or correct the step.',
  skipped: ({ package: schemaPackage, folder }) =>
    schemaPackage.migrations.contract === null && folder?.has('catalog.json') !== true
      ? 'there is no catalog.json yet; `schemata contract` writes it'
      : undefined,
  check: async (facts) => {
    const embedded = facts.package.migrations.contract
    const file = await readFile(facts)
    const committed = file ?? embedded
    if (committed === null) return []
    return [...differencesOf(committed, facts.contract, 'live'), ...compareEmbedded(file, embedded)]
  },
}

async function readFile({ folder }: ConformanceFacts): Promise<CatalogContract | null> {
  const text = await folder?.read('catalog.json')
  return text === undefined ? null : JSON.parse(text)
}

function compareEmbedded(file: CatalogContract | null, embedded: CatalogContract | null): readonly Offender[] {
  if (file === null) return []
  if (embedded !== null && contractDigest(file) === contractDigest(embedded)) return []
  return [
    {
      object: 'src/generated/migrations.ts',
      fault: 'does not hold the catalog.json that is there: run `schemata build`',
    },
  ]
}
