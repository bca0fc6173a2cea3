import { randomBytes } from 'node:crypto'

import { type Major, startServer } from '@schemata/embedded'
import pg from 'pg'

export interface ScratchServerOptions {
  /** A server on which a database is made and dropped. @default an embedded one */
  serverUrl?: string
  /** Of the embedded PostgreSQL. @default 18 */
  major?: Major
}

/** Lends the URL of the server that was named, or of an embedded one that ends with the work. */
export async function withScratchServer<T>(
  { serverUrl, major }: ScratchServerOptions,
  work: (url: string) => Promise<T>,
): Promise<T> {
  if (serverUrl !== undefined) return work(serverUrl)
  const server = await startServer({ ...(major !== undefined && { major }) })
  try {
    return await work(server.url)
  } finally {
    await server.stop()
  }
}

/** Makes an empty database, lends a pool on it, and drops it. */
export async function withScratchDatabase<T>(url: string, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const name = `schemata_contract_${randomBytes(6).toString('hex')}`
  await onServer(url, `CREATE DATABASE ${name}`)
  try {
    const pool = new pg.Pool({ connectionString: databaseUrl(url, name), max: 2 })
    // A connection that breaks while it is idle shows in the next statement.
    pool.on('error', () => {})
    try {
      return await work(pool)
    } finally {
      await pool.end()
    }
  } finally {
    await onServer(url, `DROP DATABASE ${name} WITH (FORCE)`)
  }
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

function databaseUrl(url: string, name: string): string {
  const parsed = new URL(url)
  parsed.pathname = `/${name}`
  return parsed.toString()
}
