import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits, as text that may stand in an address or a cookie. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a token. It is random, so that nothing slower than SHA-256 is needed. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex')
}
