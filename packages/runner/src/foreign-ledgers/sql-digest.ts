import { createHash } from 'node:crypto'

/**
 * A digest of SQL that does not depend on how it was cut into statements: blanks and
 * semicolons are left out. Lower-case hex.
 */
export function sqlDigest(sql: string): string {
  return createHash('sha256')
    .update(sql.replace(/[ \t\r\n;]/g, ''))
    .digest('hex')
}
