/** A secret as it is stored, and which key deciphers it. */
export interface SealedSecret {
  /** Everything needed to open it but the key: nonce, tag and cipher text. */
  cipherText: Uint8Array
  keyId: string
  /** From 1 upwards. */
  keyVersion: number
}

/**
 * Encrypts and decrypts secrets; the keys never leave it.
 *
 * `createLocalKeyProvider` is one with keys in memory; an adapter to a key management
 * service is another. `context` says what the secret belongs to: one sealed for one
 * row does not open in another.
 */
export interface KeyProvider {
  /** The key new secrets are sealed with. */
  current(): Promise<{ keyId: string; keyVersion: number }>
  /** Seals with the current key. */
  seal(plainText: string, context: string): Promise<SealedSecret>
  /** Opens what any key that is still known has sealed. */
  open(secret: SealedSecret, context: string): Promise<string>
}
