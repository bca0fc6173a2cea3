import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Customer, customer } from './customer.js'

export interface FindCustomerParameters {
  customerId: string
}

const findCustomerParameters = z.object({ customerId: z.string() })

/**
 * Gives a live customer, or `undefined` when there is none with this id.
 *
 * A deleted customer is not found, but its id stays taken until it is purged.
 *
 * @throws InvalidInputError
 * @example
 * const customer = await findCustomer(pool, { customerId: 'acme' })
 */
export async function findCustomer(db: Queryable, parameters: FindCustomerParameters): Promise<Customer | undefined> {
  const { customerId } = parseInput('findCustomer', findCustomerParameters, parameters)
  const { rows } = await db.query(FIND_CUSTOMER, [customerId])
  return customer.optional().parse(rows[0])
}

const FIND_CUSTOMER = `
  SELECT id, customer_id, organization_name, contact_email, contact_name, subscription_status, tier, metadata,
    tags, created_at, updated_at
  FROM build_orchestrator.customers
  WHERE customer_id = $1 AND deleted_at IS NULL
`
