import { expect } from 'vitest'

import { aBareCustomer, daysAgo } from '../../test/builders.js'
import { aCredential, keys } from '../../test/keys.js'
import { test } from '../../test/test.js'
import { addRegistryCredential, createLicense, listRegistryCredentials, setDefaultRegistry } from '../index.js'

test('20 switches of the default at once leave one; 10 additions at once keep to the license', async ({ pool }) => {
  const customerId = await aBareCustomer(pool)
  await createLicense(pool, {
    customerId,
    licenseKey: `K-${customerId}`,
    keys,
    tier: 'pro',
    expiresAt: daysAgo(-30),
    maxRegistries: 4,
  })

  const added = await Promise.allSettled(
    Array.from({ length: 10 }, () => addRegistryCredential(pool, aCredential(customerId, { makeDefault: true }))),
  )
  expect(added.filter(({ status }) => status === 'fulfilled')).toHaveLength(4)
  expect(added.filter(({ status }) => status === 'rejected')).toMatchObject(
    Array.from({ length: 6 }, () => ({ reason: { code: 'BUILD_REGISTRY_QUOTA' } })),
  )

  const ids = (await listRegistryCredentials(pool, { customerId })).map(({ id }) => id)
  const switched = await Promise.all(
    Array.from({ length: 20 }, (_, n) => setDefaultRegistry(pool, { customerId, credentialId: String(ids[n % 4]) })),
  )
  expect(switched.every(Boolean)).toBe(true)
  const defaults = (await listRegistryCredentials(pool, { customerId })).filter(({ isDefault }) => isDefault)
  expect(defaults).toHaveLength(1)
  expect(await setDefaultRegistry(pool, { customerId: 'system', credentialId: String(ids[0]) })).toBe(false)
})
