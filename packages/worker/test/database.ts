import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Client, Pool } from 'pg'
import { test as base, inject } from 'vitest'

import { runEndings } from './at-end.js'

export interface Database {
  readonly url: string
  readonly pool: Pool
}

/** Every test has a database of its own with the reference queue in it, dropped afterwards. */
export const test = base.extend<{ database: Database; pool: Pool; url: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixture's needs from the pattern.
  database: async ({}, use) => {
    const name = `schemata_worker_${randomBytes(6).toString('hex')}`
    await onServer(`CREATE DATABASE ${name}`)
    const url = new URL(inject('serverUrl'))
    url.pathname = `/${name}`
    const pool = new Pool({ connectionString: url.toString(), max: 20 })
    pool.on('error', () => {})
    await pool.query(await referenceSql())
    await use({ url: url.toString(), pool })
    await runEndings()
    await pool.end()
    await onServer(`DROP DATABASE ${name} WITH (FORCE)`)
  },
  pool: ({ database }, use) => use(database.pool),
  url: ({ database }, use) => use(database.url),
})

export function referenceSql(): Promise<string> {
  return readFile(new URL('./reference-queue.sql', import.meta.url), 'utf8')
}

export async function onServer(sql: string): Promise<void> {
  const client = new Client({ connectionString: inject('serverUrl') })
  await client.connect()
  await client.query(sql)
  await client.end()
}
