import type { Adoption, AdoptResult, FoundLedger, LedgerSource } from '@schemata/runner'

/** What was found of each package, what other tools' ledgers say of it, and what can be done. */
export function renderAdoptions({
  adoptions,
  ledgers,
  written,
}: Pick<AdoptResult, 'adoptions' | 'ledgers'> & { written: boolean }): string {
  return [...ledgers.map(renderLedger), ...adoptions.flatMap(renderAdoption), conclusion(adoptions, written)].join('\n')
}

function renderLedger({ tool, table, readable, entries, unmatched, ambiguous }: FoundLedger): string {
  if (!readable) return `${table} (${tool}): may not be read by this role`
  const others = [
    ...(unmatched.length > 0 ? [`${unmatched.length} of no package here`] : []),
    ...(ambiguous.length > 0 ? [`${ambiguous.length} that fit several packages and count for none`] : []),
  ]
  return [`${table} (${tool}): ${entries} entries`, ...others].join(', ')
}

function renderAdoption({ package: key, schema, steps, matches, differences, sources }: Adoption): readonly string[] {
  const last = steps.at(-1) ?? 'no step'
  const found = matches ? `matches up to ${last}, ${steps.length} steps` : `nearest to ${last}, but`
  return [
    `${key} (schema ${schema}): ${found}`,
    ...differences.map((text) => `  ${text}`),
    ...sources.flatMap(renderSource),
  ]
}

function renderSource({ tool, steps, disagreements }: LedgerSource): readonly string[] {
  const says = `  ${tool} records ${steps.length} steps`
  if (disagreements.length === 0) return [`${says}, as the catalog has it`]
  return [says, ...disagreements.map(({ reason, message }) => `    ${reason}: ${message}`)]
}

function conclusion(adoptions: readonly Adoption[], written: boolean): string {
  const matching = adoptions.filter(({ matches }) => matches).length
  if (adoptions.length === 0) return 'Nothing to take over.'
  if (written) return `${matching} of ${adoptions.length} packages taken over.`
  return matching === 0 ? 'Nothing matches exactly.' : 'Take over what matches with: schemata adopt --write'
}
