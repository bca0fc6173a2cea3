import type { Major } from './major.js'

/** A running PostgreSQL. */
export interface Server {
  /** Superuser `postgres` on the database `postgres`; there is no password. */
  readonly url: string
  readonly host: string
  readonly port: number
  readonly major: Major
  /** As `SHOW server_version` says it: `18.4`. */
  readonly version: string
  readonly dataDir: string
  /** Holds the unix socket; null where there is none. */
  readonly socketDirectory: string | null
  /** Stops it and waits until it is gone. Stopping twice does nothing more. */
  stop(): Promise<void>
}

export const HOST = '127.0.0.1'

/** The connection string of a server's superuser. */
export function superuserUrl(port: number): string {
  return `postgres://postgres@${HOST}:${port}/postgres`
}
