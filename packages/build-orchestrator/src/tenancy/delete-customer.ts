import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface DeleteCustomerParameters {
  /** Any but `system`. */
  customerId: string
}

const deleteCustomerParameters = z.object({
  customerId: z.string().refine((id) => id !== 'system', 'the customer `system` cannot be deleted'),
})

/**
 * Deletes a customer for the time being: subscription cancelled, license revoked, queued
 * builds cancelled and running ones asked to stop, in one statement. False when there is
 * no such customer, or it was deleted before.
 *
 * Everything stays until the purge. The id is not given again before.
 *
 * @throws InvalidInputError
 * @example
 * await deleteCustomer(pool, { customerId: 'acme' })
 */
export async function deleteCustomer(db: Queryable, parameters: DeleteCustomerParameters): Promise<boolean> {
  const { customerId } = parseInput('deleteCustomer', deleteCustomerParameters, parameters)
  const { rows } = await db.query(DELETE_CUSTOMER, [customerId])
  return rows.length > 0
}

const DELETE_CUSTOMER = `
  WITH customer AS (
    UPDATE build_orchestrator.customers
    SET deleted_at = clock_timestamp(), subscription_status = 'cancelled'
    WHERE customer_id = $1 AND customer_id <> 'system' AND deleted_at IS NULL
    RETURNING customer_id
  ), license AS (
    UPDATE build_orchestrator.licenses AS license
    SET status = 'revoked', revoked_at = clock_timestamp(), revoked_reason = 'Customer deleted'
    FROM customer
    WHERE license.customer_id = customer.customer_id AND license.status <> 'revoked'
  ), build AS (
    UPDATE build_orchestrator.build_queue AS build
    SET status = CASE build.status WHEN 'queued' THEN 'cancelled' ELSE build.status END,
        cancel_requested_at = CASE build.status WHEN 'building' THEN clock_timestamp() END,
        cancel_reason = 'Customer deleted'
    FROM customer
    WHERE build.customer_id = customer.customer_id AND build.status IN ('queued', 'building')
  )
  SELECT customer_id FROM customer
`
