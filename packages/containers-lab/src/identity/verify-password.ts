import { UnsupportedPasswordHashError } from '../errors.js'

export interface PasswordCheck {
  valid: boolean
  /** The hash is weaker than a new one would be: replace it while the password is at hand. */
  outdated: boolean
}

/**
 * Compares a password with a stored hash: Argon2 or, where `@node-rs/bcrypt` is installed, bcrypt.
 *
 * @throws UnsupportedPasswordHashError
 * @example
 * const { valid, outdated } = await verifyPassword(password, passwordHash)
 */
export async function verifyPassword(password: string, hash: string): Promise<PasswordCheck> {
  const algorithm = /^\$([a-z0-9-]+)\$/.exec(hash)?.[1] ?? ''
  if (algorithm.startsWith('argon2')) {
    const { verify } = await import('@node-rs/argon2')
    const valid = await verify(hash, password.normalize('NFC'))
    return { valid, outdated: !hash.startsWith('$argon2id$v=19$m=19456,t=2,p=1$') }
  }
  if (/^2[aby]$/.test(algorithm)) return { valid: await verifyBcrypt(password, hash), outdated: true }
  throw new UnsupportedPasswordHashError({ algorithm })
}

async function verifyBcrypt(password: string, hash: string): Promise<boolean> {
  const bcrypt = await import('@node-rs/bcrypt').catch((cause: unknown) => {
    throw new UnsupportedPasswordHashError({ algorithm: 'bcrypt', cause })
  })
  return bcrypt.verify(password, hash)
}
