import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { interleave } from '../measure/interleave.js'
import { scratchDatabase } from '../measure/scratch-database.js'
import { workByHand } from './by-hand.js'
import { workByWorker } from './by-worker.js'

const TASKS = 20_000
const REFERENCE = new URL('../../../../packages/worker/test/reference-queue.sql', import.meta.url)

/**
 * How long a backlog takes, by hand and by the worker, for two sizes of batch and one or
 * two connections that claim. A ratio of 1.67 is a rate of 0.6 of that by hand.
 *
 * @param {string} serverUrl
 * @param {{ rounds: number }} options
 */
export async function compareWorker(serverUrl, { rounds }) {
  const results = []
  for (const batch of [100, 500]) {
    for (const connections of [1, 2]) {
      const runs = contenders(batch, connections).map((contender) => onBacklog(serverUrl, contender))
      results.push({
        title: `${TASKS.toLocaleString('en')} queued tasks, batches of ${batch}, ${connections} × claiming`,
        times: await interleave(runs, rounds),
        targets: { 'fenced SQL by hand': 1.67 },
      })
    }
  }
  return results
}

function contenders(batch, connections) {
  const handle = async () => {}
  const byWorker = (work) => (url) => workByWorker(url, { total: TASKS, workers: connections, batch, ...work })
  return [
    { name: 'fenced SQL by hand', work: (url) => workByHand(url, { batch, connections, handle }) },
    { name: 'schemata', work: byWorker({ concurrency: 100, handle }) },
    { name: 'schemata, batch handler', work: byWorker({ concurrency: 2, handleBatch: handle }) },
  ]
}

function onBacklog(serverUrl, { name, work }) {
  return {
    name,
    prepare: async () => {
      const database = await scratchDatabase(serverUrl)
      const client = new pg.Client({ connectionString: database.url })
      await client.connect()
      await client.query(await readFile(REFERENCE, 'utf8'))
      await client.query(
        `INSERT INTO reference.tasks (payload) SELECT jsonb_build_object('n', n) FROM generate_series(1, ${TASKS}) AS n`,
      )
      await client.query('VACUUM ANALYZE reference.tasks')
      await client.query('CHECKPOINT')
      await client.end()
      return database
    },
    run: ({ url }) => work(url),
    clean: (database) => database.drop(),
  }
}
