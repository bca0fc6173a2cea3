import type { CatalogContract, CatalogObject } from '@schemata/contract'

import type { Difference } from './difference.js'
import { mendColumn } from './mend/column.js'
import { commentOn } from './mend/comment.js'
import { mendConstraint } from './mend/constraint.js'
import { mendFunction } from './mend/function.js'
import { mendGrant } from './mend/grant.js'
import { mendIndex } from './mend/index-statements.js'
import { mendPolicy } from './mend/policy.js'
import { mendTable } from './mend/table.js'
import { mendTrigger } from './mend/trigger.js'
import { mendView } from './mend/view.js'
import { namesIn } from './names-in.js'
import type { RequiredSchema } from './read-catalog.js'
import { renameOwnSchema } from './rename-own-schema.js'
import { untangle } from './untangle.js'

export interface MendDifferenceParameters {
  /** The contract that the database was compared with. */
  expected: CatalogContract
  /** The schema's name in the database. @default the contract's */
  schema?: string
  /** As given to `readCatalog`: schemas of required packages under other names. */
  required?: readonly RequiredSchema[]
}

/**
 * Writes the SQL that makes one difference go away, or gives null where none is safe.
 *
 * Safe is what loses no data and follows from the contract alone: grants, comments,
 * defaults, nullability, row security, missing indexes, constraints, triggers,
 * policies and views, attributes of functions. Null are unexpected objects (they may
 * be someone's), other types, and functions whose body differs: apply the step that
 * creates them again. Role names are those of the contract. Several statements are
 * separated by line ends and belong in one transaction, except that a statement with
 * CONCURRENTLY runs alone, outside of any.
 */
export function mendDifference(
  difference: Difference,
  { expected: contract, schema = contract.schema, required = [] }: MendDifferenceParameters,
): string | null {
  const object = contract.objects.find(({ kind, name }) => kind === difference.kind && name === difference.object)
  const sql = object === undefined ? mendUnexpected(difference, contract) : mendObject(difference, object, contract)
  if (sql === null) return null
  const renamings = [{ schema, contract }, ...required].map((other) => ({
    from: other.contract.schema,
    to: other.schema,
    ...namesIn(other.contract),
  }))
  return untangle(renamings).reduce(renameOwnSchema, sql)
}

/** Of what the contract does not have, only a privilege can be taken away without a loss. */
function mendUnexpected(difference: Difference, contract: CatalogContract): string | null {
  if (difference.kind !== 'grant') return null
  return mendGrant(difference, { kind: 'grant', name: difference.object, facts: {} }, contract)
}

function mendObject(difference: Difference, object: CatalogObject, contract: CatalogContract): string | null {
  if (difference.fact === 'comment') return commentOn(object, contract)
  switch (object.kind) {
    case 'table':
      return mendTable(difference, object, contract)
    case 'column':
      return mendColumn(difference, object, contract)
    case 'constraint':
      return mendConstraint(difference, object, contract)
    case 'index':
      return mendIndex(difference, object, contract)
    case 'view':
      return mendView(difference, object, contract)
    case 'function':
      return mendFunction(difference, object, contract)
    case 'trigger':
    case 'rule':
      return mendTrigger(difference, object, contract)
    case 'policy':
      return mendPolicy(difference, object, contract)
    case 'grant':
      return mendGrant(difference, object, contract)
    default:
      return null
  }
}
