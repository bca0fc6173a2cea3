import { expect } from 'vitest'

import { aBareCustomer, daysAgo } from '../../test/builders.js'
import { aCredential, keys } from '../../test/keys.js'
import { test } from '../../test/test.js'
import {
  addRegistryCredential,
  createLicense,
  downgradeLicense,
  getLicense,
  listExpiringLicenses,
  listRegistryCredentials,
  renewLicense,
  revokeLicense,
  upgradeLicense,
} from '../index.js'

test('a license goes up, down and on, but not once it is revoked', async ({ db }) => {
  const customerId = await aBareCustomer(db, { subscription_status: 'trial' })
  const end = daysAgo(-3)
  await createLicense(db, { customerId, licenseKey: 'K-1', keys, tier: 'core', status: 'trial', expiresAt: end })
  expect(await getLicense(db, { customerId })).toMatchObject({ status: 'trial', trialExpiresAt: end })

  expect(await upgradeLicense(db, { customerId, tier: 'enterprise', maxConcurrentBuilds: null })).toMatchObject({
    tier: 'enterprise',
    status: 'active',
    maxConcurrentBuilds: null,
    maxRegistries: 3,
  })
  await expect(upgradeLicense(db, { customerId, tier: 'pro' })).rejects.toMatchObject({ code: 'BUILD_LICENSE_TIER' })
  expect(await downgradeLicense(db, { customerId, tier: 'pro' })).toMatchObject({ tier: 'pro' })
  const { rows } = await db.query(
    'SELECT tier, subscription_status FROM build_orchestrator.customers WHERE customer_id = $1',
    [customerId],
  )
  expect(rows).toEqual([{ tier: 'pro', subscription_status: 'active' }])

  expect((await listExpiringLicenses(db)).map((license) => license.customerId)).toEqual([customerId])
  const renewed = daysAgo(-400)
  expect(await renewLicense(db, { customerId, expiresAt: renewed })).toMatchObject({ expiresAt: renewed })
  expect(await listExpiringLicenses(db)).toEqual([])
  await expect(renewLicense(db, { customerId, expiresAt: daysAgo(1) })).rejects.toMatchObject({
    parameters: ['expiresAt'],
  })

  await addRegistryCredential(db, aCredential(customerId))
  expect(await revokeLicense(db, { customerId, revokedBy: 'ada', reason: 'Not paid' })).toBe(true)
  expect(await revokeLicense(db, { customerId, revokedBy: 'ada', reason: 'Not paid' })).toBe(false)
  expect(await listRegistryCredentials(db, { customerId })).toEqual([])
  await expect(renewLicense(db, { customerId, expiresAt: renewed })).rejects.toMatchObject({
    code: 'BUILD_LICENSE_REVOKED',
  })
})
