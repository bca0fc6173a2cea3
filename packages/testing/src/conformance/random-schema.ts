import { randomBytes } from 'node:crypto'

/** A schema name that stands nowhere in any SQL. */
export function randomSchema(): string {
  return `s_${randomBytes(8).toString('hex')}`
}
