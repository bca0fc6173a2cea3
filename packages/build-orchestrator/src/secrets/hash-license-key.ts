import { createHash } from 'node:crypto'

/**
 * The SHA-256 of a license key, 64 lower-case hex digits: the only way to look one up.
 *
 * @example
 * hashLicenseKey('ACME-1234') // 'e2c8…'
 */
export function hashLicenseKey(licenseKey: string): string {
  return createHash('sha256').update(licenseKey, 'utf8').digest('hex')
}
