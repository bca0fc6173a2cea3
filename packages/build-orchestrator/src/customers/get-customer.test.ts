import { expect } from 'vitest'

import { aBareCustomer } from '../../test/builders.js'
import { test } from '../../test/test.js'
import { findCustomer, getCustomer } from '../index.js'

test('finds a live customer', async ({ db }) => {
  const customerId = await aBareCustomer(db, { tags: ['pilot'], contact_name: 'Ada' })

  expect(await getCustomer(db, { customerId })).toMatchObject({ customerId, tags: ['pilot'], contactName: 'Ada' })
  expect(await findCustomer(db, { customerId })).toMatchObject({ customerId })
})

test('does not find a deleted customer', async ({ db }) => {
  const customerId = await aBareCustomer(db, { deleted_at: new Date() })

  expect(await findCustomer(db, { customerId })).toBeUndefined()
  await expect(getCustomer(db, { customerId })).rejects.toMatchObject({ code: 'BUILD_UNKNOWN_CUSTOMER', customerId })
})

test('says which customer does not exist', async ({ db }) => {
  await expect(getCustomer(db, { customerId: 'nobody' })).rejects.toThrow('Customer `nobody` does not exist.')
})
