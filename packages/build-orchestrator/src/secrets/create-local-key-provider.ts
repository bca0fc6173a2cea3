import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

import { SecretNotOpenedError, UnknownEncryptionKeyError } from '../errors/secrets.js'
import type { KeyProvider, SealedSecret } from './key-provider.js'

const NONCE_BYTES = 12
const TAG_BYTES = 16

export interface CreateLocalKeyProviderParameters {
  /** Recorded beside every secret. At most 100 characters. */
  keyId: string
  /** 32 bytes each, by version; the highest version seals, all open. */
  keys: Readonly<Record<number, Uint8Array>>
}

/**
 * A key provider with its keys in memory: AES-256-GCM, a random nonce for every secret,
 * the context authenticated.
 *
 * To rotate, add a version and call `rotateRegistryCredentialKeys` and
 * `rotateLicenseKeys` until nothing is left; then the old version may go.
 *
 * @throws RangeError when there is no key, or one is not 32 bytes long.
 * @example
 * const keys = createLocalKeyProvider({ keyId: 'main', keys: { 1: Buffer.from(process.env.KEY_1, 'base64') } })
 */
export function createLocalKeyProvider({ keyId, keys }: CreateLocalKeyProviderParameters): KeyProvider {
  const versions = new Map(Object.entries(keys).map(([version, key]) => [Number(version), Uint8Array.from(key)]))
  const latest = Math.max(...versions.keys())
  if (versions.size === 0) throw new RangeError('A key provider needs at least one key.')
  for (const [version, key] of versions) {
    if (!Number.isInteger(version) || version < 1) throw new RangeError(`Key versions count from 1, not ${version}.`)
    if (key.length !== 32) throw new RangeError(`Key version ${version} is ${key.length} bytes long, expected 32.`)
  }

  function keyOf(secret: SealedSecret): Uint8Array {
    const key = secret.keyId === keyId ? versions.get(secret.keyVersion) : undefined
    if (key === undefined) throw new UnknownEncryptionKeyError(secret)
    return key
  }

  return {
    current: async () => ({ keyId, keyVersion: latest }),
    seal: async (plainText, context) => {
      const key = keyOf({ cipherText: new Uint8Array(), keyId, keyVersion: latest })
      return { cipherText: encrypt(key, plainText, context), keyId, keyVersion: latest }
    },
    open: async (secret, context) => {
      const key = keyOf(secret)
      try {
        return decrypt(key, secret.cipherText, context)
      } catch {
        // The cause is left out: it could say something about the text.
        throw new SecretNotOpenedError(secret)
      }
    },
  }
}

function encrypt(key: Uint8Array, plainText: string, context: string): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(context, 'utf8'))
  const text = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()])
  return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), text]))
}

function decrypt(key: Uint8Array, cipherText: Uint8Array, context: string): string {
  const nonce = cipherText.subarray(0, NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(context, 'utf8'))
  decipher.setAuthTag(cipherText.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  const text = Buffer.concat([decipher.update(cipherText.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()])
  return text.toString('utf8')
}
