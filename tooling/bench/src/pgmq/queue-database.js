import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { scratchDatabase } from '../measure/scratch-database.js'

const MIGRATIONS = new URL('../../../../packages/pgmq/migrations/', import.meta.url)

/**
 * A database with the schema pgmq, a queue `bench` that holds so many messages, and as
 * many more that will not be visible for an hour.
 *
 * @param {string} serverUrl
 * @param {{ messages: number, invisible: number }} holding
 */
export async function queueDatabase(serverUrl, { messages, invisible }) {
  const database = await scratchDatabase(serverUrl)
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  for (const step of await steps()) await client.query(await readFile(new URL(`${step}.sql`, MIGRATIONS), 'utf8'))
  await client.query("SELECT pgmq.create('bench')")
  await fill(client, invisible, "interval '1 hour'")
  await fill(client, messages, "interval '0'")
  await client.query('VACUUM ANALYZE pgmq.q_bench')
  await client.query('CHECKPOINT')
  return {
    client,
    drop: async () => {
      await client.end()
      await database.drop()
    },
  }
}

async function steps() {
  const order = await readFile(new URL('ORDER', MIGRATIONS), 'utf8')
  return order.split('\n').flatMap((line) => /^[\w-]+(?= sha256:)/.exec(line) ?? [])
}

function fill(client, count, delay) {
  return client.query(`
    INSERT INTO pgmq.q_bench (vt, message)
    SELECT clock_timestamp() + ${delay}, jsonb_build_object('n', n, 'action', 'create_reservation')
    FROM generate_series(1, ${count}) AS n
  `)
}
