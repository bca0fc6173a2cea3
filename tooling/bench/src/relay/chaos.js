// Proves, as long as it takes, that nothing is lost and nothing done twice:
// node src/relay/chaos.js [jobs], on a PostgreSQL and a Redis of its own.
import { fork, spawn, spawnSync } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

import { createOnceProcessor, enqueueJobs, OUTBOX_WAKE } from '@schemata/course-outbox'
import { startServer } from '@schemata/embedded'
import { createNotifier } from '@schemata/worker'
import { Worker } from 'bullmq'
import { Redis } from 'ioredis'

import { prepare } from '../course-outbox/prepare.js'

const JOBS = Number(process.argv[2] ?? 100_000)
const COURSES = 200
const BACKLOG = 4000
const QUEUE = 'chaos'
const REDIS_PORT = 20_000 + (process.pid % 20_000)
const REDIS_URL = `redis://127.0.0.1:${REDIS_PORT}`

const home = await mkdtemp(join(tmpdir(), 'schemata-chaos-'))
await chmod(home, 0o755)
const server = await startServer({ major: 18, durable: true, dataDir: join(home, 'data') })
const outbox = await prepare(server.url, COURSES)
const { pool } = outbox
const databaseUrl = pool.options.connectionString
const children = new Set()
let redis = startRedis()

function startRedis() {
  const { HOME: _, ...env } = process.env
  return spawn('redis-server', ['--port', String(REDIS_PORT), '--dir', home, '--save', ''], { stdio: 'ignore', env })
}

function startRelay() {
  const child = fork(fileURLToPath(new URL('relay-process.js', import.meta.url)), [databaseUrl, REDIS_URL, QUEUE])
  children.add(child)
  child.once('close', () => children.delete(child))
}

/** Sent again while the server recovers from a killed backend. */
async function insist(statement, values) {
  for (;;) {
    try {
      return (await pool.query(statement, values)).rows
    } catch {
      await delay(100)
    }
  }
}

const effects = async () => (await insist('SELECT count(*)::int AS n FROM effects'))[0].n

const DISTURBANCES = {
  'kill -9 of a relay': async () => {
    const [child] = children
    child?.kill('SIGKILL')
    startRelay()
  },
  'kill -9 of Redis': async () => {
    redis.kill('SIGKILL')
    await delay(300)
    redis = startRedis()
  },
  FLUSHALL: async () => {
    const client = new Redis(REDIS_URL, { retryStrategy: () => null, maxRetriesPerRequest: 0 })
    client.on('error', () => {})
    await client.flushall().catch(() => {})
    client.disconnect()
  },
  'kill -9 of a backend': async () => {
    const [backend] = await insist(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
       ORDER BY random() LIMIT 1`,
    )
    if (backend) spawnSync('kill', ['-9', String(backend.pid)])
  },
}

async function produce() {
  const courses = Array.from({ length: COURSES }, () => outbox.nextCourse())
  const notifier = createNotifier({ db: pool, onError: () => {} })
  for (let place = 0; place < JOBS / COURSES; place += 1) {
    while (place * COURSES - (await effects()) > BACKLOG) await delay(20)
    const jobs = courses.map((entityId, course) => ({
      ...{ entityId, queueName: 'work', targetQueue: QUEUE, orderKey: entityId, data: { course, place } },
    }))
    for (let done = false; !done; ) {
      // A commit whose answer was lost is looked up, or the jobs would be queued twice.
      const queued = `SELECT FROM course_outbox.job_outbox WHERE entity_id = $1 AND (job_data ->> 'place')::int = $2`
      done = await enqueueJobs(pool, { jobs }).then(
        () => true,
        async () => (await insist(queued, [courses[0], place])).length > 0,
      )
    }
    notifier.notify(OUTBOX_WAKE)
  }
}

async function disturb(isOver) {
  const counts = Object.fromEntries(Object.keys(DISTURBANCES).map((name) => [name, 0]))
  while (!isOver()) {
    await delay(1000 + 2000 * Math.random())
    if (isOver()) break
    const names = Object.keys(DISTURBANCES)
    const name = names[Math.floor(Math.random() * names.length)]
    counts[name] += 1
    await DISTURBANCES[name]()
  }
  return counts
}

function consume() {
  const client = new Redis(REDIS_URL, { maxRetriesPerRequest: null, retryStrategy: () => 100 })
  client.on('error', () => {})
  const notifier = createNotifier({ db: pool, onError: () => {} })
  const processor = createOnceProcessor({
    pool,
    notifier,
    effect: (db, { id, data }) =>
      db.query('INSERT INTO effects (outbox_id, course, place) VALUES ($1, $2, $3)', [id, data.course, data.place]),
  })
  const worker = new Worker(QUEUE, processor, { connection: client, concurrency: 8, runRetryDelay: 100, drainDelay: 1 })
  worker.on('error', () => {})
  return client
}

async function verdict() {
  const [{ twice }] = await insist('SELECT count(*) - count(DISTINCT outbox_id) AS twice FROM effects')
  const [{ missing }] = await insist(
    `SELECT count(*) AS missing FROM course_outbox.job_outbox AS job
     WHERE NOT EXISTS (SELECT FROM effects WHERE effects.outbox_id = job.outbox_id)`,
  )
  const [{ disorder }] = await insist(
    `SELECT count(*) AS disorder
     FROM (SELECT place, lag(place) OVER (PARTITION BY course ORDER BY n) AS before FROM effects) AS steps
     WHERE place <> coalesce(before, -1) + 1`,
  )
  return { effects: await effects(), twice: Number(twice), missing: Number(missing), disorder: Number(disorder) }
}

await pool.query(
  'CREATE TABLE effects (n bigint GENERATED ALWAYS AS IDENTITY, outbox_id uuid, course integer, place integer)',
)
const client = consume()
for (const _ of [1, 2, 3]) startRelay()
const began = performance.now()
let over = false
const progress = setInterval(async () => console.error(`${await effects()} of ${JOBS}`), 10_000)
const disturbing = disturb(() => over)
await produce()
while ((await effects()) < JOBS) await delay(100)
over = true
const seconds = ((performance.now() - began) / 1000).toFixed(0)
console.log(JSON.stringify({ ...(await verdict()), seconds, disturbances: await disturbing }))
clearInterval(progress)
for (const child of children) child.kill('SIGKILL')
client.disconnect()
redis.kill('SIGKILL')
await pool.end().catch(() => {})
await server.stop()
await rm(home, { recursive: true, force: true })
process.exit(0)
