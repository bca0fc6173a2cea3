import { type ChildProcess, fork } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createNotifier } from '@schemata/worker'
import { Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { Pool } from 'pg'
import { afterEach, expect } from 'vitest'

import { createOnceProcessor, enqueueJobs, OUTBOX_WAKE } from '../src/index.js'
import { atEnd, runEndings } from './at-end.js'
import { aCourse, aJob } from './builders.js'
import { findRedisServer, type OwnRedis, startRedis } from './redis.js'
import { test } from './test.js'
import { until } from './until.js'

const redisServer = findRedisServer()
if (redisServer === undefined) {
  process.stderr.write('relay-chaos.test.ts: no redis-server that may be killed; its tests do not run.\n')
}

afterEach(runEndings)

const QUEUE = 'chaos'
const COURSES = 40
const JOBS = 50

test.runIf(redisServer)(
  'kills of relays, Redis and connections, and a lost memory of Redis: each effect once, each course in order',
  { timeout: 60_000 },
  async ({ url }) => {
    const redis = await startRedis()
    atEnd(() => redis.stop())
    const pool = new Pool({ connectionString: url, max: 25 })
    pool.on('error', () => {})
    atEnd(() => pool.end())
    await pool.query(
      'CREATE TABLE effects (n bigint GENERATED ALWAYS AS IDENTITY, outbox_id uuid, course integer, place integer)',
    )
    const notifier = createNotifier({ db: pool, onError: () => {} })
    const relays = new Relays(url, redis.url)
    atEnd(() => relays.stop())
    await aConsumer(pool, redis, notifier)
    await relays.start()
    await relays.start()

    const producing = produce(pool, () => notifier.notify(OUTBOX_WAKE))
    const done = async () => (await pool.query('SELECT count(*)::int AS n FROM effects')).rows[0].n
    for (const disturb of disturbances(relays, redis, url)) {
      const before = await done().catch(() => 0)
      await until(async () => (await done()) > before, 8000)
      await disturb()
    }
    await producing
    await until(async () => (await done()) >= COURSES * JOBS, 25_000)

    const { rows } = await pool.query('SELECT outbox_id, course, place FROM effects ORDER BY n')
    expect(new Set(rows.map(({ outbox_id }) => outbox_id)).size).toBe(rows.length)
    expect(rows).toHaveLength(COURSES * JOBS)
    for (let course = 0; course < COURSES; course += 1) {
      const places = rows.filter((row) => row.course === course).map(({ place }) => place)
      expect(places).toEqual(Array.from({ length: JOBS }, (_, place) => place))
    }
    const { rows: open } = await pool.query(
      'SELECT FROM course_outbox.job_outbox WHERE processed_at IS NULL OR receipt_due_at IS NOT NULL',
    )
    expect(open).toEqual([])
  },
)

/** What is done to the system, one after the other, each once some more jobs were done. */
function disturbances(relays: Relays, redis: OwnRedis, url: string): (() => Promise<void>)[] {
  const killRelay = () => relays.replaceOne()
  const killRedis = async () => {
    await redis.kill()
    await delay(200)
    await redis.restart()
  }
  const flush = async () => {
    const client = new Redis(redis.url)
    await client.flushall()
    client.disconnect()
  }
  const killConnections = async () => {
    const admin = new Pool({ connectionString: url, max: 1 })
    await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'relay'`,
    )
    await admin.end()
  }
  return [killRelay, killConnections, flush, killRelay, killRedis, killConnections, killRelay, flush]
}

/** Commits the jobs of all courses, a place at a time, each in the order of its course. */
async function produce(pool: Pool, notify: () => void): Promise<void> {
  const courses = await Promise.all(Array.from({ length: COURSES }, () => aCourse(pool)))
  for (let place = 0; place < JOBS; place += 1) {
    const jobs = courses.map(({ entityId }, course) =>
      aJob(entityId, { targetQueue: QUEUE, orderKey: entityId, data: { course, place } }),
    )
    await enqueueJobs(pool, { jobs })
    notify()
  }
}

async function aConsumer(pool: Pool, redis: OwnRedis, notifier: Parameters<typeof createOnceProcessor>[0]['notifier']) {
  const client = new Redis(redis.url, { maxRetriesPerRequest: null, retryStrategy: () => 50 })
  client.on('error', () => {})
  const process = createOnceProcessor<{ id?: string; name: string; data: { course: number; place: number } }, void>({
    pool,
    ...(notifier === undefined ? {} : { notifier }),
    effect: async (db, { id, data }) => {
      await db.query('INSERT INTO effects (outbox_id, course, place) VALUES ($1, $2, $3)', [
        id,
        data.course,
        data.place,
      ])
    },
  })
  const worker = new Worker(QUEUE, process, { connection: client, concurrency: 20, runRetryDelay: 50, drainDelay: 1 })
  worker.on('error', () => {})
  atEnd(async () => {
    await Promise.race([worker.close(true), delay(1000)])
    client.disconnect()
  })
}

/** Relays in processes of their own. */
class Relays {
  readonly #children: ChildProcess[] = []
  readonly #parameters: string[]

  constructor(databaseUrl: string, redisUrl: string) {
    this.#parameters = [databaseUrl, redisUrl, QUEUE]
  }

  async start(): Promise<void> {
    const child = fork(fileURLToPath(new URL('relay-in-process.mjs', import.meta.url)), this.#parameters)
    this.#children.push(child)
    await new Promise((resolve) => child.once('message', resolve))
  }

  async replaceOne(): Promise<void> {
    const child = this.#children.shift()
    if (child) await kill(child)
    // Not waited for: the other one goes on meanwhile.
    void this.start()
  }

  async stop(): Promise<void> {
    await Promise.all(this.#children.map(kill))
  }
}

async function kill(child: ChildProcess): Promise<void> {
  const closed = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGKILL')
  await closed
}
