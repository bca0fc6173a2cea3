import { expect } from 'vitest'

import { aCustomer } from '../../test/builders.js'
import { test } from '../../test/test.js'
import { findCustomer, signUpCustomer } from '../index.js'

const DAY = 86_400_000

test('signs a customer up with a trial license of 14 days', async ({ db }) => {
  const given = aCustomer({ metadata: { source: 'web' } })

  const { customer, license } = await signUpCustomer(db, given)

  expect(customer).toMatchObject({
    customerId: given.customerId,
    organizationName: 'Acme',
    subscriptionStatus: 'trial',
    tier: 'core',
    metadata: { source: 'web' },
    tags: [],
  })
  expect(license).toMatchObject({
    customerId: given.customerId,
    tier: 'core',
    status: 'trial',
    maxBuildsPerMonth: 100,
    maxRegistries: 3,
    maxConcurrentBuilds: 1,
    features: { ai_intake: true, priority_builds: false },
  })
  expect(license.id).not.toBe(customer.id)
  expect(license.trialExpiresAt).toEqual(license.expiresAt)
  expect(license.expiresAt.getTime() - license.issuedAt.getTime()).toBe(14 * DAY)
})

test('stores the hash of the key in lower case', async ({ db }) => {
  const given = aCustomer()
  const hash = given.licenseKey.hash
  await signUpCustomer(db, { ...given, licenseKey: { encrypted: 'x', hash: hash.toUpperCase() } })

  const { rows } = await db.query('SELECT customer_id FROM build_orchestrator.licenses WHERE license_key_hash = $1', [
    hash,
  ])

  expect(rows).toEqual([{ customer_id: given.customerId }])
})

test('refuses an id that is taken', async ({ pool }) => {
  const given = aCustomer()
  await signUpCustomer(pool, given)

  const again = signUpCustomer(pool, { ...aCustomer(), customerId: given.customerId })

  await expect(again).rejects.toMatchObject({ code: 'BUILD_CUSTOMER_EXISTS', customerId: given.customerId })
})

test('refuses the id of a deleted customer', async ({ pool }) => {
  const given = aCustomer()
  await signUpCustomer(pool, given)
  await pool.query('UPDATE build_orchestrator.customers SET deleted_at = now() WHERE customer_id = $1', [
    given.customerId,
  ])

  const again = signUpCustomer(pool, { ...aCustomer(), customerId: given.customerId })

  await expect(again).rejects.toMatchObject({ code: 'BUILD_CUSTOMER_EXISTS' })
})

test('leaves no customer behind when the license is refused', async ({ pool }) => {
  const first = aCustomer()
  await signUpCustomer(pool, first)
  const second = aCustomer({ licenseKey: first.licenseKey })

  await expect(signUpCustomer(pool, second)).rejects.toMatchObject({ code: 'BUILD_LICENSE_KEY_TAKEN' })

  expect(await findCustomer(pool, second)).toBeUndefined()
})

test('names every parameter that is wrong', async ({ db }) => {
  const wrong = aCustomer({ customerId: 'no spaces', contactEmail: 'nobody' })

  await expect(signUpCustomer(db, wrong)).rejects.toMatchObject({
    code: 'BUILD_INVALID_INPUT',
    accessor: 'signUpCustomer',
    parameters: ['customerId', 'contactEmail'],
    hint: 'See SignUpCustomerParameters for what each of them takes.',
  })
})
