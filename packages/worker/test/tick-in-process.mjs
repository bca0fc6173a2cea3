// Runs a job each second until it is killed; a process of its own, so that two tick at once.
import pg from 'pg'
import { createTicker } from '../dist/index.js'
import { ticks } from './reference-queue.mjs'

const [url] = process.argv.slice(2)
const pool = new pg.Pool({ connectionString: url, max: 4 })
const run = async (db, { tick }) => {
  await db.query('INSERT INTO runs (job, tick, pid) VALUES ($1, $2, $3)', ['each-second', tick, process.pid])
  await new Promise((resolve) => setTimeout(resolve, 20))
}
createTicker({
  db: pool,
  log: ticks,
  jobs: [{ name: 'each-second', schedule: '* * * * * *', run }],
  retryMs: 100,
}).start()
process.send?.('started')
