import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineStack } from '@schemata/contract'
import { startServer } from '@schemata/embedded'
import { createTestDatabase } from '@schemata/testing'
import { createPGliteDatabase } from '@schemata/testing/pglite'
import { median } from '../measure/interleave.js'

/**
 * How long a test waits for a database of its own once the stack has been applied: made,
 * connected to and asked once. Starts its own servers, since it is the place that counts.
 *
 * @param {import('@schemata/contract').SchemaPackage} example a package of real size
 * @param {{ rounds: number }} options
 */
export async function measureFreshDatabases(example, { rounds }) {
  const stack = defineStack({ packages: [example] })
  return [
    { work: `fresh database of ${example.key}, data on disk`, limit: 200, milliseconds: await onDisk(stack, rounds) },
    {
      work: `fresh database of ${example.key}, data in memory`,
      limit: 40,
      milliseconds: await onServer(stack, rounds, {}),
    },
    {
      work: `fresh database of ${example.key}, PGlite`,
      limit: 1000,
      milliseconds: await inProcess(stack, rounds),
    },
  ]
}

async function onDisk(stack, rounds) {
  // The server makes it itself, as the account that runs it may have no way into a folder of ours.
  const dataDir = join(tmpdir(), `schemata-bench-${randomBytes(6).toString('hex')}`)
  try {
    return await onServer(stack, rounds, { dataDir })
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** As tests have it: nothing is durable. Without a directory the data is in memory where the system has room for it. */
async function onServer(stack, rounds, place) {
  const server = await startServer({ major: 18, ...place })
  try {
    return await timesOf(rounds, async () => {
      const { pool, drop } = await createTestDatabase({ stack, url: server.url })
      await pool.query('SELECT 1')
      return drop
    })
  } finally {
    await server.stop()
  }
}

async function inProcess(stack, rounds) {
  return timesOf(rounds, async () => {
    const { db, close } = await createPGliteDatabase({ stack })
    await db.query('SELECT 1')
    return close
  })
}

/** The first time applies the stack and does not count; what is made is taken away outside of the measure. */
async function timesOf(rounds, make) {
  const times = []
  for (let round = 0; round <= rounds; round += 1) {
    const started = performance.now()
    const remove = await make()
    if (round > 0) times.push(performance.now() - started)
    await remove()
  }
  return median(times)
}
