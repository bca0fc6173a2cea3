import { expect } from 'vitest'

import { aCustomer } from '../../test/builders.js'
import { test } from '../../test/test.js'
import { resolveTenant, signUpCustomer } from '../index.js'

test('a tenant is resolved while customer and license are good', async ({ db }) => {
  const { customer, license } = await signUpCustomer(db, aCustomer())
  const { customerId } = customer
  expect(await resolveTenant(db, { customerId })).toEqual({ customer, license })
  expect(await resolveTenant(db, { customerId: 'system' })).toMatchObject({ license: null })
  expect(await resolveTenant(db, { customerId: 'nobody' })).toBeUndefined()

  for (const change of [
    `UPDATE build_orchestrator.licenses SET trial_expires_at = now() WHERE customer_id = $1`,
    `UPDATE build_orchestrator.licenses SET status = 'revoked', trial_expires_at = NULL WHERE customer_id = $1`,
    `UPDATE build_orchestrator.customers SET subscription_status = 'suspended' WHERE customer_id = $1`,
    `UPDATE build_orchestrator.customers SET deleted_at = now() WHERE customer_id = $1`,
  ]) {
    await db.query('SAVEPOINT before')
    await db.query(change, [customerId])
    expect(await resolveTenant(db, { customerId }), change).toBeUndefined()
    await db.query('ROLLBACK TO SAVEPOINT before')
  }
})
