import { randomBytes } from 'node:crypto'
import { Client, Pool } from 'pg'
import { test as base, inject } from 'vitest'

export interface Database {
  readonly url: string
  readonly pool: Pool
}

/** Every test has an empty database of its own, dropped afterwards. */
export const test = base.extend<{ database: Database; pool: Pool; url: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixture's needs from the pattern.
  database: async ({}, use) => {
    const name = `schemata_runner_${randomBytes(6).toString('hex')}`
    await onServer(`CREATE DATABASE ${name}`)
    const url = new URL(inject('serverUrl'))
    url.pathname = `/${name}`
    const pool = new Pool({ connectionString: url.toString(), max: 10 })
    pool.on('error', () => {})
    await use({ url: url.toString(), pool })
    await pool.end()
    await onServer(`DROP DATABASE ${name} WITH (FORCE)`)
  },
  pool: ({ database }, use) => use(database.pool),
  url: ({ database }, use) => use(database.url),
})

async function onServer(sql: string): Promise<void> {
  const client = new Client({ connectionString: inject('serverUrl') })
  await client.connect()
  await client.query(sql)
  await client.end()
}
