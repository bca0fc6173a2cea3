import { randomBytes } from 'node:crypto'
import pg from 'pg'

/**
 * Makes an empty database on the server and gives its URL and a way to drop it.
 *
 * @param {string} serverUrl
 */
export async function scratchDatabase(serverUrl) {
  const name = `schemata_bench_${randomBytes(6).toString('hex')}`
  await onServer(serverUrl, `CREATE DATABASE ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return { url: url.toString(), drop: () => onServer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`) }
}

/** @param {string} url @param {string} sql */
async function onServer(url, sql) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(sql)
  await client.end()
}
