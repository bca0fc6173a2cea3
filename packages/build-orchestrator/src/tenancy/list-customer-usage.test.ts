import { expect } from 'vitest'

import { aBuild, aLicensedCustomer } from '../../test/builders.js'
import { test } from '../../test/test.js'
import { enqueueBuild, listCustomerUsage } from '../index.js'

test('usage is listed per customer', async ({ db }) => {
  const customerId = await aLicensedCustomer(db)
  await enqueueBuild(db, aBuild({ customerId }))

  expect(await listCustomerUsage(db, { customerId })).toMatchObject([
    { customerId, totalBuilds: 1, buildsThisMonth: 0 },
  ])
})
