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
  return {
    url: url.toString(),
    drop: async () => {
      await onServer(serverUrl, LAST_GOODBYES.replace('NAME', name))
      await onServer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`)
    },
  }
}

/** A pool ends before its connections do; whoever is cut off in between raises an error that nobody hears. */
const LAST_GOODBYES = `
  DO $$
  BEGIN
    FOR tries IN 1 .. 100 LOOP
      EXIT WHEN NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = 'NAME' AND backend_type = 'client backend');
      PERFORM pg_sleep(0.02), pg_stat_clear_snapshot();
    END LOOP;
  END
  $$
`

/** @param {string} url @param {string} sql */
async function onServer(url, sql) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(sql)
  await client.end()
}
