import { randomUUID } from 'node:crypto'

import pg from 'pg'

/** A database on the server of `url` with nothing in it, for as long as it is used. */
export async function inEmptyDatabase(url: string, use: (db: pg.Client) => Promise<void>): Promise<void> {
  const name = `audit_jobs_${randomUUID().replaceAll('-', '')}`
  const server = new pg.Client({ connectionString: url })
  const place = new URL(url)
  place.pathname = name
  const db = new pg.Client({ connectionString: place.href })
  await server.connect()
  try {
    await server.query(`CREATE DATABASE ${name}`)
    await db.connect()
    await use(db)
  } finally {
    await db.end()
    await server.query(`DROP DATABASE IF EXISTS ${name}`)
    await server.end()
  }
}
