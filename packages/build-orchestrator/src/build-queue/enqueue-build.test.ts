import { randomUUID } from 'node:crypto'

import { expect } from 'vitest'

import { aBareCustomer, aBuild, aCustomer, insert } from '../../test/builders.js'
import { test } from '../../test/test.js'
import { enqueueBuild, findBuild, getBuild, type Priority, signUpCustomer } from '../index.js'

test('gives the build as it stands in the queue', async ({ db }) => {
  const build = await enqueueBuild(db, aBuild({ buildArgs: { JOBS: 4 }, totalSteps: 7 }))

  expect(build).toMatchObject({
    customerId: 'system',
    manifest: { image: 'web' },
    status: 'queued',
    priority: 5,
    architecture: 'amd64',
    buildArgs: { JOBS: 4 },
    totalSteps: 7,
    maxDurationSeconds: 3600,
    retryCount: 0,
    maxRetries: 3,
    startedAt: null,
  })
  expect(await getBuild(db, build)).toEqual(build)
})

const PRIORITIES: [Priority, number][] = [
  ['low', 2],
  ['normal', 5],
  ['high', 8],
  ['critical', 10],
  [1, 1],
]

test.for(PRIORITIES)('takes priority %s for %i', async ([priority, stored], { db }) => {
  expect(await enqueueBuild(db, aBuild({ priority }))).toMatchObject({ priority: stored })
})

test('hashes equal manifests equally, whatever the order of their keys', async ({ db }) => {
  const one = await enqueueBuild(db, aBuild({ manifest: { a: 1, b: { c: [1, 2], d: null } } }))
  const other = await enqueueBuild(db, aBuild({ manifest: { b: { d: null, c: [1, 2] }, a: 1 } }))
  const third = await enqueueBuild(db, aBuild({ manifest: { a: 2 } }))

  expect(one.manifestHash).toMatch(/^[0-9a-f]{64}$/)
  expect(other.manifestHash).toBe(one.manifestHash)
  expect(third.manifestHash).not.toBe(one.manifestHash)
})

test('keeps a hash and an id that are given', async ({ db }) => {
  const id = randomUUID()

  const build = await enqueueBuild(db, aBuild({ id, manifestHash: 'D41D8CD98F00B204E9800998ECF8427E' }))

  expect(build).toMatchObject({ id, manifestHash: 'd41d8cd98f00b204e9800998ecf8427e' })
})

test('accepts a registry of the customer', async ({ db }) => {
  const credential = await insert(db, 'registry_credentials', {
    customer_id: 'system',
    registry_name: 'main',
    registry_url: 'registry.example',
    registry_provider: 'ecr',
    username_encrypted: Buffer.from('u'),
    password_encrypted: Buffer.from('p'),
    encryption_key_id: 'key-1',
  })

  const build = await enqueueBuild(db, aBuild({ targetRegistryId: String(credential.id) }))

  expect(build.targetRegistryId).toBe(credential.id)
})

test('refuses a customer that does not exist', async ({ db }) => {
  const refused = enqueueBuild(db, aBuild({ customerId: 'nobody' }))

  await expect(refused).rejects.toMatchObject({ code: 'BUILD_UNKNOWN_CUSTOMER', customerId: 'nobody' })
})

test('refuses a registry that does not exist', async ({ db }) => {
  const targetRegistryId = randomUUID()

  const refused = enqueueBuild(db, aBuild({ targetRegistryId }))

  await expect(refused).rejects.toMatchObject({ code: 'BUILD_UNKNOWN_REGISTRY', registryId: targetRegistryId })
})

test('refuses an id that is taken', async ({ pool }) => {
  const { id } = await enqueueBuild(pool, aBuild())

  await expect(enqueueBuild(pool, aBuild({ id }))).rejects.toMatchObject({ code: 'BUILD_EXISTS', buildId: id })
})

test.for([
  { priority: 0 },
  { priority: 11 },
  { maxDurationSeconds: 0 },
  { maxRetries: -1 },
  { manifestHash: 'abc' },
  { id: '42' },
])('refuses %o', async (wrong, { db }) => {
  await expect(enqueueBuild(db, aBuild(wrong))).rejects.toMatchObject({
    code: 'BUILD_INVALID_INPUT',
    accessor: 'enqueueBuild',
    parameters: Object.keys(wrong),
  })
})

test('passes the quota gate on, where it is switched on', async ({ db }) => {
  await db.query('ALTER TABLE build_orchestrator.build_queue ENABLE TRIGGER trigger_validate_build_queue_insert')
  const unlicensed = await aBareCustomer(db)
  await db.query('SAVEPOINT before')

  await expect(enqueueBuild(db, aBuild({ customerId: unlicensed }))).rejects.toMatchObject({
    code: 'BUILD_NO_VALID_LICENSE',
    customerId: unlicensed,
  })
  await db.query('ROLLBACK TO SAVEPOINT before')

  const { customer } = await signUpCustomer(db, aCustomer())
  const { customerId } = customer
  await db.query('UPDATE build_orchestrator.licenses SET max_builds_per_month = 1 WHERE customer_id = $1', [customerId])
  await enqueueBuild(db, aBuild({ customerId }))
  await expect(enqueueBuild(db, aBuild({ customerId }))).rejects.toMatchObject({
    code: 'BUILD_MONTHLY_QUOTA',
    customerId,
  })
})

test('finds no build under an unknown id', async ({ db }) => {
  const id = randomUUID()

  expect(await findBuild(db, { id })).toBeUndefined()
  await expect(getBuild(db, { id })).rejects.toMatchObject({ code: 'BUILD_UNKNOWN_BUILD', buildId: id })
})
