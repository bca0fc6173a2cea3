import type { CatalogContract, CatalogObject } from '@schemata/contract'

/** The names that a contract's schema holds: what may stand behind its dot. */
export function namesIn({ objects }: CatalogContract) {
  const isRelation = ({ kind }: CatalogObject) => kind === 'table' || kind === 'view' || kind === 'sequence'
  return {
    relations: new Set(objects.filter(isRelation).map(({ name }) => name)),
    others: new Set(objects.filter((object) => !isRelation(object)).map(({ name }) => name.replace(/\(.*$/, ''))),
  }
}
