import { expect } from 'vitest'

import { aBareCustomer } from '../../test/builders.js'
import { aCredential, keys } from '../../test/keys.js'
import { test } from '../../test/test.js'
import { addRegistryCredential, listRegistryCredentials, openRegistryCredential } from '../index.js'

test('a credential is stored as cipher text, listed without it, and opened for the push', async ({ db }) => {
  const customerId = await aBareCustomer(db)
  const id = await addRegistryCredential(db, aCredential(customerId, { makeDefault: true }))

  const [listed] = await listRegistryCredentials(db, { customerId })
  expect(listed).toMatchObject({ id, registryName: 'main', isDefault: true, validationStatus: null })
  expect(JSON.stringify(listed)).not.toMatch(/encrypted|pässwörd|ada/)
  const { rows } = await db.query(
    'SELECT credential::text AS text FROM build_orchestrator.registry_credentials AS credential',
  )
  expect(rows[0].text).not.toContain(Buffer.from('pässwörd-1843').toString('hex'))
  expect(await openRegistryCredential(db, { customerId, keys })).toEqual({
    id,
    registryUrl: 'ghcr.io/acme',
    username: 'ada',
    password: 'pässwörd-1843',
  })
  expect(await openRegistryCredential(db, { customerId: 'system', credentialId: id, keys })).toBeUndefined()
})
