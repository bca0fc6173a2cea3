// Works off the reference queue until it is killed or told to drain; a process of its own for that.
import pg from 'pg'
import { createWorker } from '../dist/index.js'
import { tasks } from './reference-queue.mjs'

const [url] = process.argv.slice(2)
const pool = new pg.Pool({ connectionString: url, max: 8, application_name: 'worker under test' })
let said = false

function sayThatItWorks() {
  if (!said) process.send?.('works')
  said = true
}

const worker = createWorker({
  ...{ pool, queue: tasks, concurrency: 4, batch: 20, leaseMs: 500, sweepMs: 100, pollMs: 50, transactional: true },
  handle: async ({ n }, { db, fence }) => {
    await db.query('INSERT INTO effects (n, fence) VALUES ($1, $2)', [n, fence])
    sayThatItWorks()
  },
}).start()
process.on('SIGTERM', async () => {
  await worker.drain()
  await pool.end()
})
