import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { test as base, inject } from 'vitest'

/** Every test has an empty database of its own, and a role that goes with it. */
export const test = base.extend<{ db: Client; role: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixture's needs from the pattern.
  db: async ({}, use) => {
    const name = `schemata_compiler_${randomName()}`
    await onServer(`CREATE DATABASE ${name}`)
    const db = await connect(name)
    await use(db)
    await db.end()
    await onServer(`DROP DATABASE ${name} WITH (FORCE)`)
  },
  role: async ({ db }, use) => {
    const name = `schemata_compiler_${randomName()}`
    await onServer(`CREATE ROLE ${name}`)
    await use(name)
    await db.query(`DROP OWNED BY ${name}`)
    await onServer(`DROP ROLE ${name}`)
  },
})

export function randomName(): string {
  return `r${randomBytes(6).toString('hex')}`
}

async function connect(database?: string): Promise<Client> {
  const url = new URL(inject('serverUrl'))
  if (database !== undefined) url.pathname = `/${database}`
  const client = new Client({ connectionString: url.toString() })
  await client.connect()
  return client
}

async function onServer(sql: string): Promise<void> {
  const client = await connect()
  await client.query(sql)
  await client.end()
}
