import { isIP } from 'node:net'

import { ResetRefusedError } from '../errors.js'

export interface ResetTarget {
  /** Null for the embedded server. */
  readonly url: string | null
  /** The database that was allowed to be destroyed, by name. */
  readonly allowed: string | undefined
  /** PGHOST: where a connection string without a host leads. */
  readonly defaultHost: string | undefined
  /** NODE_ENV. */
  readonly environment: string | undefined
}

/** What somebody may call a database that others work with. */
const PRODUCTION = /(^|[^a-z])(prod|production|prd|live|primary|master)([^a-z]|$)/i

/**
 * Refuses to empty anything but a development database: nowhere in production; besides
 * the embedded server only a database on this machine that was named twice.
 *
 * @throws ResetRefusedError
 */
export function refuseReset({ url, allowed, defaultHost, environment }: ResetTarget): void {
  if (environment === 'production') refuse('NODE_ENV is `production`', 'Resetting is for development only.')
  if (url === null) return
  const { hostname, pathname, searchParams } = new URL(url)
  const host = searchParams.getAll('host').at(-1) || hostname || defaultHost || ''
  if (!isThisMachine(decodeURIComponent(host))) {
    refuse(`\`${host}\` is not this machine`, 'Only a database on the loopback interface can be reset.')
  }
  const database = decodeURIComponent(pathname.slice(1))
  if (database === '') refuse('the connection string names no database', 'Write its name behind the host.')
  if (PRODUCTION.test(database)) {
    refuse(`\`${database}\` is called like a production database`, 'Rename it if it is none, or use `schemata revert`.')
  }
  if (allowed !== database) {
    const found = allowed === undefined ? 'it was not said that it may be destroyed' : `\`${allowed}\` is another one`
    refuse(
      `for database \`${database}\` ${found}`,
      `Everything of the stack in it is lost with \`--yes-destroy ${database}\`.`,
    )
  }
}

function refuse(found: string, hint: string): never {
  throw new ResetRefusedError({ found, hint })
}

/** A socket is always here; a name other than localhost may lead anywhere. */
function isThisMachine(host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '')
  if (address === '' || address.startsWith('/') || address === 'localhost') return true
  return isIP(address) === 4 ? address.startsWith('127.') : address === '::1'
}
