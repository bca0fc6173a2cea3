import type { CatalogContract, CatalogFacts } from '@schemata/contract'

/**
 * A live catalog without the autovacuum settings that an operator gave to tables of a
 * contract which states none of that name: how often a table is vacuumed is a matter of
 * the machine. One that the contract does state is compared as ever.
 *
 * @example
 * withoutTuning(await readCatalog(db, { schema: 'shop' }), expected)
 */
export function withoutTuning(live: CatalogContract, expected: CatalogContract): CatalogContract {
  const stated = new Map(
    expected.objects.flatMap((object) => (object.kind === 'table' ? [[object.name, object.facts.options ?? {}]] : [])),
  )
  return {
    ...live,
    objects: live.objects.map((object) => {
      const options = object.kind === 'table' ? stated.get(object.name) : undefined
      return object.kind === 'table' && options ? { ...object, facts: untuned(object.facts, options) } : object
    }),
  }
}

function untuned(
  { options, ...facts }: CatalogFacts['table'],
  stated: Readonly<Record<string, string>>,
): CatalogFacts['table'] {
  const kept = Object.entries(options ?? {}).filter(
    ([name]) => Object.hasOwn(stated, name) || !/^(?:toast\.)?(?:log_)?autovacuum_/.test(name),
  )
  return kept.length === 0 ? facts : { ...facts, options: Object.fromEntries(kept) }
}
