import type { CatalogContract, CatalogObject } from '@schemata/contract'

/**
 * A contract without the relations that come and go while a package runs, and without
 * all that belongs to them.
 *
 * @param patterns names of relations, in which `*` stands for any characters.
 * @example
 * withoutUnmanaged(await readCatalog(db, { schema: 'pgmq' }), ['q_*', 'a_*'])
 */
export function withoutUnmanaged(contract: CatalogContract, patterns: readonly string[]): CatalogContract {
  if (patterns.length === 0) return contract
  const unmanaged = new RegExp(`^(?:${patterns.map(toExpression).join('|')})$`)
  const isManaged = (object: CatalogObject) => !unmanaged.test(relationOf(object))
  return { ...contract, objects: contract.objects.filter(isManaged) }
}

function toExpression(pattern: string): string {
  return pattern
    .split('*')
    .map((part) => part.replace(/[^\w]/g, '\\$&'))
    .join('.*')
}

/** The relation that an object is, or is part of; an empty text for what is neither. */
function relationOf({ kind, name, parent }: CatalogObject): string {
  if (parent !== undefined) return parent
  if (kind === 'table' || kind === 'view' || kind === 'sequence') return name
  const granted = kind === 'grant' ? /^(?:table|view|sequence|column) ([^.]+)/.exec(name) : null
  return granted?.[1] ?? ''
}
