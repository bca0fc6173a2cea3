import { randomBytes } from 'node:crypto'

import { expect } from 'vitest'

import { keys, latestKeys } from '../../test/keys.js'
import { test } from '../../test/test.js'
import { createLocalKeyProvider } from '../index.js'

test('what is sealed opens again, for its own row only', async () => {
  const sealed = await keys.seal('secret', 'license:acme')

  expect(await keys.open(sealed, 'license:acme')).toBe('secret')
  await expect(keys.open(sealed, 'license:other')).rejects.toMatchObject({ code: 'BUILD_SECRET_NOT_OPENED' })
  const changed = { ...sealed, cipherText: sealed.cipherText.map((byte, at) => (at === 30 ? byte ^ 1 : byte)) }
  await expect(keys.open(changed, 'license:acme')).rejects.toMatchObject({ code: 'BUILD_SECRET_NOT_OPENED' })
  await expect(latestKeys.open(sealed, 'license:acme')).rejects.toMatchObject({ code: 'BUILD_UNKNOWN_ENCRYPTION_KEY' })
  expect((await keys.seal('secret', 'x')).cipherText).not.toEqual((await keys.seal('secret', 'x')).cipherText)
})

test('a key that is none is refused', () => {
  expect(() => createLocalKeyProvider({ keyId: 'main', keys: {} })).toThrow(RangeError)
  expect(() => createLocalKeyProvider({ keyId: 'main', keys: { 1: randomBytes(16) } })).toThrow('expected 32')
})
