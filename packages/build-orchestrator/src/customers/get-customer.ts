import type { Queryable } from '@schemata/contract'

import { UnknownCustomerError } from '../errors/customers.js'
import type { Customer } from './customer.js'
import { type FindCustomerParameters, findCustomer } from './find-customer.js'

export type GetCustomerParameters = FindCustomerParameters

/**
 * Gives a live customer.
 *
 * @throws UnknownCustomerError when there is none with this id, or it is deleted.
 * @throws InvalidInputError
 * @example
 * const { organizationName } = await getCustomer(pool, { customerId: 'acme' })
 */
export async function getCustomer(db: Queryable, parameters: GetCustomerParameters): Promise<Customer> {
  const customer = await findCustomer(db, parameters)
  if (customer === undefined) throw new UnknownCustomerError({ customerId: parameters.customerId })
  return customer
}
