import { SchemaError } from '@schemata/contract'

/** The customer does not exist. */
export class UnknownCustomerError extends SchemaError {
  readonly code = 'BUILD_UNKNOWN_CUSTOMER'
  readonly customerId: string

  constructor({ customerId, cause }: { customerId: string; cause?: unknown }) {
    super(`Customer \`${customerId}\` does not exist.`, {
      hint: 'Sign the customer up first, with signUpCustomer.',
      cause,
    })
    this.customerId = customerId
  }
}

/** The customer id is taken, perhaps by a customer who has been deleted. */
export class CustomerExistsError extends SchemaError {
  readonly code = 'BUILD_CUSTOMER_EXISTS'
  readonly customerId: string

  constructor({ customerId, cause }: { customerId: string; cause?: unknown }) {
    super(`Customer \`${customerId}\` exists already.`, {
      hint: 'Choose another id; that of a deleted customer becomes free when the customer is purged.',
      cause,
    })
    this.customerId = customerId
  }
}
