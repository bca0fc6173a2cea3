import { randomBytes } from 'node:crypto'

import { expect } from 'vitest'

import {
  addRegistryCredential,
  createLicense,
  createLocalKeyProvider,
  downgradeLicense,
  expireLicenses,
  findLicense,
  getLicense,
  hashLicenseKey,
  listExpiredLicenses,
  listExpiringLicenses,
  listRegistryCredentials,
  openRegistryCredential,
  recordRegistryValidation,
  renewLicense,
  replaceRegistrySecret,
  revokeLicense,
  revokeRegistryCredential,
  rotateLicenseKeys,
  rotateRegistryCredentialKeys,
  setDefaultRegistry,
  upgradeLicense,
} from '../src/index.js'
import { aBareCustomer, daysAgo } from './builders.js'
import { test } from './test.js'

const first = randomBytes(32)
const second = randomBytes(32)
const keys = createLocalKeyProvider({ keyId: 'main', keys: { 1: first } })
const both = createLocalKeyProvider({ keyId: 'main', keys: { 1: first, 2: second } })
const latest = createLocalKeyProvider({ keyId: 'main', keys: { 2: second } })

function aCredential(customerId: string, given = {}) {
  return {
    customerId,
    registryName: 'main',
    registryUrl: 'ghcr.io/acme',
    registryProvider: 'custom' as const,
    username: 'ada',
    password: 'pässwörd-1843',
    keys,
    ...given,
  }
}

test('what is sealed opens again, for its own row only', async () => {
  const sealed = await keys.seal('secret', 'license:acme')

  expect(await keys.open(sealed, 'license:acme')).toBe('secret')
  await expect(keys.open(sealed, 'license:other')).rejects.toMatchObject({ code: 'BUILD_SECRET_NOT_OPENED' })
  const changed = { ...sealed, cipherText: sealed.cipherText.map((byte, at) => (at === 30 ? byte ^ 1 : byte)) }
  await expect(keys.open(changed, 'license:acme')).rejects.toMatchObject({ code: 'BUILD_SECRET_NOT_OPENED' })
  await expect(latest.open(sealed, 'license:acme')).rejects.toMatchObject({ code: 'BUILD_UNKNOWN_ENCRYPTION_KEY' })
  expect((await keys.seal('secret', 'x')).cipherText).not.toEqual((await keys.seal('secret', 'x')).cipherText)
})

test('a key that is none is refused', () => {
  expect(() => createLocalKeyProvider({ keyId: 'main', keys: {} })).toThrow(RangeError)
  expect(() => createLocalKeyProvider({ keyId: 'main', keys: { 1: randomBytes(16) } })).toThrow('expected 32')
})

test('a license is found by its key, which is nowhere in clear', async ({ db }) => {
  const customerId = await aBareCustomer(db)
  const licenseKey = 'ACME-1234-5678'

  const license = await createLicense(db, { customerId, licenseKey, keys, tier: 'pro', expiresAt: daysAgo(-30) })

  expect(license).toMatchObject({ customerId, tier: 'pro', status: 'active', maxBuildsPerMonth: 100 })
  expect(await findLicense(db, { licenseKey })).toEqual(license)
  expect(await findLicense(db, { licenseId: license.id })).toEqual(license)
  expect(await findLicense(db, { licenseKey: 'another' })).toBeUndefined()
  const { rows } = await db.query(
    'SELECT license::text AS text, license_key_hash FROM build_orchestrator.licenses AS license',
  )
  for (const { text } of rows) expect(text).not.toContain(licenseKey)
  expect(rows.map((row) => row.license_key_hash)).toContain(hashLicenseKey(licenseKey))
})

test('errors of licenses say nothing of the key', async ({ db }) => {
  const [one, other] = [await aBareCustomer(db), await aBareCustomer(db)]
  const given = { licenseKey: 'TOP-SECRET-KEY', keys, tier: 'core' as const, expiresAt: daysAgo(-30) }
  await createLicense(db, { ...given, customerId: one })
  for (const [customerId, code] of [
    [one, 'BUILD_LICENSE_EXISTS'],
    [other, 'BUILD_LICENSE_KEY_TAKEN'],
    ['nobody', 'BUILD_UNKNOWN_CUSTOMER'],
  ] as const) {
    await db.query('SAVEPOINT before')
    const given2 = customerId === 'nobody' ? { ...given, licenseKey: 'TOP-SECRET-KEY-2' } : given
    const error = await createLicense(db, { ...given2, customerId }).catch((caught: unknown) => caught)
    await db.query('ROLLBACK TO SAVEPOINT before')
    expect(error).toMatchObject({ code })
    expect(String(error) + JSON.stringify(error)).not.toContain('TOP-SECRET')
  }
  await expect(getLicense(db, { customerId: other })).rejects.toMatchObject({ code: 'BUILD_UNKNOWN_LICENSE' })
})

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

test('licenses past their end are listed, and marked', async ({ db }) => {
  const customerId = await aBareCustomer(db)
  await createLicense(db, { customerId, licenseKey: 'K-1', keys, tier: 'core', expiresAt: daysAgo(1) })

  expect(await listExpiredLicenses(db)).toMatchObject([{ customerId, status: 'active' }])
  expect(await expireLicenses(db)).toMatchObject([{ customerId }])
  expect(await expireLicenses(db)).toEqual([])
  expect(await listExpiredLicenses(db)).toMatchObject([{ customerId, status: 'expired' }])
})

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

test('keys are rotated in batches, after which the old one is not needed', async ({ db }) => {
  const customers = []
  for (let n = 0; n < 5; n++) {
    const customerId = await aBareCustomer(db)
    customers.push(customerId)
    await addRegistryCredential(db, aCredential(customerId, { makeDefault: true }))
    await createLicense(db, { customerId, licenseKey: `K-${customerId}`, keys, tier: 'core', expiresAt: daysAgo(-1) })
  }

  const counts = []
  do counts.push(await rotateRegistryCredentialKeys(db, { keys: both, limit: 2 }))
  while (counts.at(-1) !== 0)
  expect(Math.max(...counts)).toBe(2)
  expect(counts.reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(5)
  expect(await rotateLicenseKeys(db, { keys: both })).toBeGreaterThanOrEqual(5)
  expect(await rotateLicenseKeys(db, { keys: both })).toBe(0)

  for (const customerId of customers) {
    expect(await openRegistryCredential(db, { customerId, keys: latest })).toMatchObject({ password: 'pässwörd-1843' })
    expect(await findLicense(db, { licenseKey: `K-${customerId}` })).toMatchObject({ customerId })
  }
  await expect(openRegistryCredential(db, { customerId: String(customers[0]), keys })).rejects.toMatchObject({
    code: 'BUILD_UNKNOWN_ENCRYPTION_KEY',
  })
})
