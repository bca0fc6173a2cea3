import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { customerId as customerIdSchema } from '../customers/customer-id.js'

export interface IsCustomerIdAvailableParameters {
  customerId: string
}

/**
 * True when a customer may sign up under this id: it is well formed, and was never given,
 * not even to a customer who is deleted by now.
 *
 * @example
 * if (!(await isCustomerIdAvailable(pool, { customerId }))) return 'Please choose another name.'
 */
export async function isCustomerIdAvailable(
  db: Queryable,
  { customerId }: IsCustomerIdAvailableParameters,
): Promise<boolean> {
  if (!customerIdSchema.safeParse(customerId).success) return false
  const { rows } = await db.query(IS_CUSTOMER_ID_AVAILABLE, [customerId])
  return z.object({ available: z.boolean() }).parse(rows[0]).available
}

const IS_CUSTOMER_ID_AVAILABLE = `
  SELECT NOT EXISTS (
    SELECT FROM build_orchestrator.customers WHERE customer_id = $1
  ) AS available
`
