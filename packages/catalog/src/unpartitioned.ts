import type { CatalogContract, CatalogFacts, CatalogObject } from '@schemata/contract'

/**
 * A contract in which tables that a package allows to be partitioned look as they did
 * before they were.
 *
 * Only what partitioning cannot do without is taken away: the clause itself, and the
 * column at the end of keys that PostgreSQL demands there. A table that is partitioned
 * in another way stays as it is.
 *
 * @param partitionable the column of time by which each table may be cut, by its name.
 * @example
 * unpartitioned(await readCatalog(db, { schema: 'build_orchestrator' }), { build_events: 'event_timestamp' })
 */
export function unpartitioned(
  contract: CatalogContract,
  partitionable: Readonly<Record<string, string>>,
): CatalogContract {
  const cut = new Set(contract.objects.filter((object) => isCut(object, partitionable)).map(({ name }) => name))
  if (cut.size === 0) return contract
  const whole = (object: CatalogObject): CatalogObject => {
    if (object.kind === 'table' && cut.has(object.name)) return { ...object, facts: withoutClause(object.facts) }
    const column = object.parent !== undefined && cut.has(object.parent) ? partitionable[object.parent] : undefined
    if (column === undefined || object.kind !== 'constraint') return object
    return { ...object, facts: withoutColumn(object.facts, column) }
  }
  return { ...contract, objects: contract.objects.map(whole) }
}

function isCut(object: CatalogObject, partitionable: Readonly<Record<string, string>>): boolean {
  if (object.kind !== 'table' || !Object.hasOwn(partitionable, object.name)) return false
  return object.facts.partitionBy === `RANGE (${partitionable[object.name]})`
}

function withoutClause({ partitionBy: _, ...facts }: CatalogFacts['table']): CatalogFacts['table'] {
  return facts
}

function withoutColumn(facts: CatalogFacts['constraint'], column: string): CatalogFacts['constraint'] {
  const { type, columns = [], definition } = facts
  if ((type !== 'primary key' && type !== 'unique') || columns.length < 2 || columns.at(-1) !== column) return facts
  return { ...facts, columns: columns.slice(0, -1), definition: definition.replace(`, ${column})`, ')') }
}
