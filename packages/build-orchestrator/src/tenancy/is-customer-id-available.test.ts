import { expect } from 'vitest'

import { aBareCustomer, daysAgo } from '../../test/builders.js'
import { test } from '../../test/test.js'
import { isCustomerIdAvailable } from '../index.js'

test('an id is available when it is well formed and was never given', async ({ db }) => {
  const deleted = await aBareCustomer(db, { deleted_at: daysAgo(1) })

  expect(await isCustomerIdAvailable(db, { customerId: 'acme-2' })).toBe(true)
  for (const customerId of [deleted, 'system', 'two words', '']) {
    expect(await isCustomerIdAvailable(db, { customerId })).toBe(false)
  }
})
