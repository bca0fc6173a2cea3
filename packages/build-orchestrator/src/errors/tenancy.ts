import { SchemaError } from '@schemata/contract'

/** asTenant needs an open transaction on one client. */
export class NotInTransactionError extends SchemaError {
  readonly code = 'BUILD_NOT_IN_TRANSACTION'

  constructor() {
    super('asTenant was given a connection without an open transaction.', {
      hint: 'Check a client out of the pool, send BEGIN, and pass that client.',
    })
  }
}

/** Row security does not apply to the role, so nothing would be hidden from it. */
export class TenantNotIsolatedError extends SchemaError {
  readonly code = 'BUILD_TENANT_NOT_ISOLATED'
  readonly role: string

  constructor({ role }: { role: string }) {
    super(`Row security does not apply to role \`${role}\`.`, {
      hint: 'Take on a role that neither owns the tables nor bypasses row security: build_app.',
    })
    this.role = role
  }
}
