import { readFileSync } from 'node:fs'

import type { Queryable } from '@schemata/contract'
import pg from 'pg'

const SAMPLE = readFileSync(new URL('./fixtures/sample.sql', import.meta.url), 'utf8')

/** The sample's statements, for a schema of that name. */
export function sampleSql(schema = 'sample'): string {
  return SAMPLE.replaceAll(':schema', () => (/^[a-z_]\w*$/.test(schema) ? schema : `"${schema}"`))
}

/** The roles that the sample grants to; they belong to the whole server and stay. */
export const SAMPLE_ROLES = ['catalog_reader', 'catalog_writer']

/** A new database with the sample in it; ends with the server. */
export async function sampleDatabase(url: string, name: string, schemas = ['sample']): Promise<pg.Client> {
  const admin = await connect(url)
  for (const role of SAMPLE_ROLES) {
    // Files run side by side: another may create the role between a look and a CREATE.
    await admin.query(`CREATE ROLE ${role}`).catch((error: { code?: string }) => {
      if (error.code !== '42710' && error.code !== '23505') throw error
    })
  }
  await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  await admin.query(`CREATE DATABASE ${name}`)
  await admin.end()
  const database = new URL(url)
  database.pathname = `/${name}`
  const client = await connect(database.href)
  for (const schema of schemas) await client.query(sampleSql(schema))
  return client
}

export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

/** Runs in a transaction that is rolled back. */
export async function undone<Result>(client: Queryable, work: () => Promise<Result>): Promise<Result> {
  await client.query('BEGIN')
  try {
    return await work()
  } finally {
    await client.query('ROLLBACK')
  }
}
