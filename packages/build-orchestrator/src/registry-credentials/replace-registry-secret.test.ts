import { expect } from 'vitest'

import { aBareCustomer } from '../../test/builders.js'
import { aCredential, keys } from '../../test/keys.js'
import { test } from '../../test/test.js'
import {
  addRegistryCredential,
  listRegistryCredentials,
  openRegistryCredential,
  recordRegistryValidation,
  replaceRegistrySecret,
  revokeRegistryCredential,
} from '../index.js'

test('a credential is replaced, judged and revoked', async ({ db }) => {
  const customerId = await aBareCustomer(db)
  const credentialId = await addRegistryCredential(db, aCredential(customerId))
  expect(await recordRegistryValidation(db, { credentialId, status: 'invalid', error: '401' })).toBe(true)
  expect(await listRegistryCredentials(db, { customerId })).toMatchObject([
    { validationStatus: 'invalid', validationError: '401', lastValidatedAt: expect.any(Date) },
  ])

  expect(await replaceRegistrySecret(db, { ...aCredential(customerId, { password: 'new' }), credentialId })).toBe(true)
  expect(await openRegistryCredential(db, { customerId, credentialId, keys })).toMatchObject({ password: 'new' })
  expect(await listRegistryCredentials(db, { customerId })).toMatchObject([{ validationStatus: 'unknown' }])

  expect(await revokeRegistryCredential(db, { customerId: 'system', credentialId })).toBe(false)
  expect(await revokeRegistryCredential(db, { customerId, credentialId })).toBe(true)
  expect(await openRegistryCredential(db, { customerId, credentialId, keys })).toBeUndefined()
  expect(await listRegistryCredentials(db, { customerId, includeRevoked: true })).toHaveLength(1)
})
