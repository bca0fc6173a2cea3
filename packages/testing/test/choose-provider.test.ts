import { expect, test } from 'vitest'

import { chooseProvider, type DockerFact, type ProviderEnvironment } from '../src/index.js'

const absent: DockerFact = { usable: false, reason: 'no Docker answers' }
const present: DockerFact = { usable: true }

function choose(env: ProviderEnvironment, docker: DockerFact = absent) {
  return chooseProvider(env, async () => docker)
}

const LOCAL = 'postgres://app:s3cret@localhost/app'
const STAGING = 'postgres://app:s3cret@staging.example.com/app'

test('takes SCHEMATA_TEST_URL before everything else', async () => {
  const env = { SCHEMATA_TEST_URL: STAGING, DATABASE_URL: LOCAL, SCHEMATA_TEST_PROVIDER: 'embedded' }

  expect(await choose(env, present)).toEqual({ provider: 'url', url: STAGING, reason: 'SCHEMATA_TEST_URL is set' })
})

test.each([
  'postgres://localhost/app',
  'postgres://app@127.0.0.1:5433/app',
  'postgres://127.1.2.3/app',
  'postgresql://[::1]/app',
  'postgres:///app',
  'postgres:///app?host=/var/run/postgresql',
  'postgres://%2Fvar%2Frun%2Fpostgresql/app',
])('takes DATABASE_URL when it leads to this machine: %s', async (url) => {
  expect(await choose({ DATABASE_URL: url }, present)).toMatchObject({ provider: 'url', url })
})

test.each([
  STAGING,
  'postgres://localhost.example.com/app',
  'postgres://10.0.0.1/app',
  'postgres://localhost/app?host=staging.example.com',
  'postgres://localhost/app?host=/var/run/postgresql&host=staging.example.com',
  'host=localhost dbname=app',
])('does not touch DATABASE_URL when it may lead elsewhere: %s', async (url) => {
  expect(await choose({ DATABASE_URL: url })).toMatchObject({ provider: 'embedded', major: 18 })
})

test('takes DATABASE_URL from anywhere in CI', async () => {
  expect(await choose({ DATABASE_URL: STAGING, CI: 'true' })).toMatchObject({ provider: 'url', url: STAGING })
  expect(await choose({ DATABASE_URL: STAGING, CI: 'false' })).toMatchObject({ provider: 'embedded' })
})

test('prefers a container to the embedded server, and says why it is not one', async () => {
  expect(await choose({}, present)).toEqual({
    provider: 'docker',
    major: 18,
    reason: 'no server is named, and Docker answers',
  })
  expect(await choose({})).toEqual({
    provider: 'embedded',
    major: 18,
    reason: 'no server is named, and no Docker answers',
  })
})

test('does not ask for Docker when the answer does not matter', async () => {
  const unasked = () => Promise.reject(new Error('Docker was asked for.'))

  await expect(chooseProvider({ DATABASE_URL: LOCAL }, unasked)).resolves.toMatchObject({ provider: 'url' })
  await expect(chooseProvider({ SCHEMATA_TEST_PROVIDER: 'embedded' }, unasked)).resolves.toMatchObject({
    provider: 'embedded',
  })
})

test.each([
  ['embedded', LOCAL, present, 'embedded'],
  ['docker', LOCAL, present, 'docker'],
  ['url', LOCAL, present, 'url'],
] as const)('is forced to %s', async (SCHEMATA_TEST_PROVIDER, DATABASE_URL, docker, provider) => {
  expect(await choose({ SCHEMATA_TEST_PROVIDER, DATABASE_URL }, docker)).toMatchObject({ provider })
})

test('takes the major for a server that it starts', async () => {
  expect(await choose({ SCHEMATA_TEST_MAJOR: '15' })).toMatchObject({ provider: 'embedded', major: 15 })
  expect(await choose({ SCHEMATA_TEST_MAJOR: '15' }, present)).toMatchObject({ provider: 'docker', major: 15 })
})

test('refuses a forced provider that cannot be had', async () => {
  await expect(choose({ SCHEMATA_TEST_PROVIDER: 'docker' })).rejects.toMatchObject({
    code: 'TESTING_PROVIDER_UNAVAILABLE',
    message: 'SCHEMATA_TEST_PROVIDER is `docker`, but no Docker answers.',
  })
  await expect(choose({ SCHEMATA_TEST_PROVIDER: 'url', DATABASE_URL: STAGING })).rejects.toMatchObject({
    code: 'TESTING_PROVIDER_UNAVAILABLE',
    message: expect.not.stringContaining('s3cret'),
  })
})

test('refuses words it does not know, and names the nearest', async () => {
  await expect(choose({ SCHEMATA_TEST_PROVIDER: 'embeded' })).rejects.toMatchObject({
    code: 'TESTING_SETTING_INVALID',
    hint: 'Did you mean `embedded`?',
  })
  await expect(choose({ SCHEMATA_TEST_MAJOR: '17' })).rejects.toMatchObject({
    code: 'TESTING_SETTING_INVALID',
    message: 'SCHEMATA_TEST_MAJOR is `17`, expected 15, 18.',
  })
})
