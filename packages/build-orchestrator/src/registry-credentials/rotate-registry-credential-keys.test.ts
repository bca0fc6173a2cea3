import { expect } from 'vitest'

import { aBareCustomer, daysAgo } from '../../test/builders.js'
import { aCredential, bothKeys, keys, latestKeys } from '../../test/keys.js'
import { test } from '../../test/test.js'
import {
  addRegistryCredential,
  createLicense,
  findLicense,
  openRegistryCredential,
  rotateLicenseKeys,
  rotateRegistryCredentialKeys,
} from '../index.js'

test('keys are rotated in batches, after which the old one is not needed', async ({ db }) => {
  const customers = []
  for (let n = 0; n < 5; n++) {
    const customerId = await aBareCustomer(db)
    customers.push(customerId)
    await addRegistryCredential(db, aCredential(customerId, { makeDefault: true }))
    await createLicense(db, { customerId, licenseKey: `K-${customerId}`, keys, tier: 'core', expiresAt: daysAgo(-1) })
  }

  const counts = []
  do counts.push(await rotateRegistryCredentialKeys(db, { keys: bothKeys, limit: 2 }))
  while (counts.at(-1) !== 0)
  expect(Math.max(...counts)).toBe(2)
  expect(counts.reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(5)
  expect(await rotateLicenseKeys(db, { keys: bothKeys })).toBeGreaterThanOrEqual(5)
  expect(await rotateLicenseKeys(db, { keys: bothKeys })).toBe(0)

  for (const customerId of customers) {
    expect(await openRegistryCredential(db, { customerId, keys: latestKeys })).toMatchObject({
      password: 'pässwörd-1843',
    })
    expect(await findLicense(db, { licenseKey: `K-${customerId}` })).toMatchObject({ customerId })
  }
  await expect(openRegistryCredential(db, { customerId: String(customers[0]), keys })).rejects.toMatchObject({
    code: 'BUILD_UNKNOWN_ENCRYPTION_KEY',
  })
})
