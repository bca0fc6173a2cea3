import { SchemaError } from '@schemata/contract'

/** A secret was sealed with a key that the provider does not have. */
export class UnknownEncryptionKeyError extends SchemaError {
  readonly code = 'BUILD_UNKNOWN_ENCRYPTION_KEY'
  readonly keyId: string
  readonly keyVersion: number

  constructor({ keyId, keyVersion }: { keyId: string; keyVersion: number }) {
    super(`Encryption key \`${keyId}\` version ${keyVersion} is not known here.`, {
      hint: 'Give the key provider that version too, until the rotation has replaced it everywhere.',
    })
    this.keyId = keyId
    this.keyVersion = keyVersion
  }
}

/** A secret does not open: it was changed, or belongs to another row. */
export class SecretNotOpenedError extends SchemaError {
  readonly code = 'BUILD_SECRET_NOT_OPENED'
  readonly keyId: string
  readonly keyVersion: number

  constructor({ keyId, keyVersion }: { keyId: string; keyVersion: number }) {
    super(`A secret sealed with key \`${keyId}\` version ${keyVersion} does not open.`, {
      hint: 'The cipher text was changed, was moved to another row, or the key is a different one of the same name.',
    })
    this.keyId = keyId
    this.keyVersion = keyVersion
  }
}
