// What a relay asks of the database while Redis is away, and how soon the backlog is gone after
// its return: node src/relay/away.js [seconds] [jobs], on a PostgreSQL and a Redis of its own.
import { spawn } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

import { OutboxRelay } from '@schemata/course-outbox'
import { createBullmqPublisher } from '@schemata/course-outbox/bullmq'
import { startServer } from '@schemata/embedded'

import { prepare } from '../course-outbox/prepare.js'
import { fill } from './prepare.js'

const AWAY_SECONDS = Number(process.argv[2] ?? 60)
const JOBS = Number(process.argv[3] ?? 10_000)
const QUEUE = 'away'
const REDIS_PORT = 20_000 + (process.pid % 20_000)

const home = await mkdtemp(join(tmpdir(), 'schemata-away-'))
await chmod(home, 0o755)
const server = await startServer({ major: 18, durable: true, dataDir: join(home, 'data') })
const outbox = await prepare(server.url, 1)
const entityId = outbox.nextCourse()
const counted = { queries: 0 }
let redis = startRedis()

function startRedis() {
  const { HOME: _, ...env } = process.env
  return spawn('redis-server', ['--port', String(REDIS_PORT), '--dir', home, '--save', ''], { stdio: 'ignore', env })
}

/** Counts every statement, those of transactions included. */
function counting(pool) {
  const query = (target) => (text, values) => {
    counted.queries += 1
    return target.query(text, values)
  }
  return {
    query: query(pool),
    connect: async () => {
      const client = await pool.connect()
      return {
        query: query(client),
        release: (error) => client.release(error),
        on: (event, listener) => client.on(event, listener),
        off: (event, listener) => client.off(event, listener),
      }
    },
  }
}

async function until(condition) {
  while (!condition()) await delay(10)
}

const publisher = createBullmqPublisher({ url: `redis://127.0.0.1:${REDIS_PORT}` })
const relay = new OutboxRelay({ pool: counting(outbox.pool), publisher, queue: QUEUE, receipts: {} }).start()
await fill(outbox.pool, { entityId, queue: QUEUE, count: 1 })
await until(() => relay.status().handedOver === 1)

redis.kill('SIGKILL')
await fill(outbox.pool, { entityId, queue: QUEUE, count: JOBS })
await until(() => relay.status().state === 'paused')
const before = counted.queries
await delay(AWAY_SECONDS * 1000)
const queriesPerSecond = (counted.queries - before) / AWAY_SECONDS

redis = startRedis()
const returned = performance.now()
await until(() => relay.status().handedOver === JOBS + 1)
const drainedAfterMs = Math.round(performance.now() - returned)
const { refused, dead } = relay.status()
const [{ attempts }] = (await outbox.pool.query('SELECT max(attempts) AS attempts FROM course_outbox.job_outbox')).rows
console.log(
  JSON.stringify({ awaySeconds: AWAY_SECONDS, queriesPerSecond, jobs: JOBS, drainedAfterMs, refused, dead, attempts }),
)

await relay.stop()
await publisher.close()
redis.kill('SIGKILL')
await outbox.pool.end()
await server.stop()
await rm(home, { recursive: true, force: true })
