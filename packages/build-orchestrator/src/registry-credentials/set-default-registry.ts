import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface SetDefaultRegistryParameters {
  customerId: string
  credentialId: string
}

const setDefaultRegistryParameters = z.object({ customerId: z.string(), credentialId: z.guid() })

/**
 * Makes one credential the default of its customer, and no other. False when it is not an
 * active one of that customer.
 *
 * Two callers at once come one after the other; one default is left.
 *
 * @throws InvalidInputError
 * @example
 * await setDefaultRegistry(pool, { customerId: 'acme', credentialId })
 */
export async function setDefaultRegistry(db: Queryable, parameters: SetDefaultRegistryParameters): Promise<boolean> {
  const { customerId, credentialId } = parseInput('setDefaultRegistry', setDefaultRegistryParameters, parameters)
  const { rows } = await db.query(SET_DEFAULT_REGISTRY, [customerId, credentialId])
  return z.object({ changed: z.boolean() }).parse(rows[0]).changed
}

const SET_DEFAULT_REGISTRY = `
  SELECT build_orchestrator.set_default_registry($1, $2) AS changed
`
