import type { CatalogContract, CatalogObject } from '@schemata/contract'

import { bareName, literal, qualified, qualifiedFunction, written } from './names.js'

/** `COMMENT ON …` with the comment the contract has, or NULL to take it away. */
export function commentOn(object: CatalogObject, contract: CatalogContract): string | null {
  const target = targetOf(object, contract)
  if (target === null) return null
  const comment = 'comment' in object.facts && typeof object.facts.comment === 'string' ? object.facts.comment : null
  return `COMMENT ON ${target} IS ${comment === null ? 'NULL' : literal(comment)};`
}

function targetOf(object: CatalogObject, contract: CatalogContract): string | null {
  const { kind, name, parent, facts } = object
  switch (kind) {
    case 'table':
      return `${facts.foreign ? 'FOREIGN ' : ''}TABLE ${qualified(name, contract)}`
    case 'view':
      return `${facts.materialized ? 'MATERIALIZED ' : ''}VIEW ${qualified(name, contract)}`
    case 'index':
    case 'sequence':
    case 'type':
      return `${kind.toUpperCase()} ${qualified(name, contract)}`
    case 'function':
      return `${facts.kind === 'aggregate' || facts.kind === 'procedure' ? facts.kind.toUpperCase() : 'FUNCTION'} ${qualifiedFunction(name, contract)}`
    case 'column':
      return `COLUMN ${qualified(parent ?? '', contract)}.${written(bareName(object))}`
    case 'grant':
      return null
    default:
      return `${kind.toUpperCase()} ${written(bareName(object))} ON ${qualified(parent ?? '', contract)}`
  }
}
