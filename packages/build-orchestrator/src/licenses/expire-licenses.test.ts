import { expect } from 'vitest'

import { aBareCustomer, daysAgo } from '../../test/builders.js'
import { keys } from '../../test/keys.js'
import { test } from '../../test/test.js'
import { createLicense, expireLicenses, listExpiredLicenses } from '../index.js'

test('licenses past their end are listed, and marked', async ({ db }) => {
  const customerId = await aBareCustomer(db)
  await createLicense(db, { customerId, licenseKey: 'K-1', keys, tier: 'core', expiresAt: daysAgo(1) })

  expect(await listExpiredLicenses(db)).toMatchObject([{ customerId, status: 'active' }])
  expect(await expireLicenses(db)).toMatchObject([{ customerId }])
  expect(await expireLicenses(db)).toEqual([])
  expect(await listExpiredLicenses(db)).toMatchObject([{ customerId, status: 'expired' }])
})
