import { expect } from 'vitest'

import { aBareCustomer, daysAgo } from '../../test/builders.js'
import { keys } from '../../test/keys.js'
import { test } from '../../test/test.js'
import { createLicense, findLicense, getLicense, hashLicenseKey } from '../index.js'

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
