import { randomUUID } from 'node:crypto'

import { enqueueJobs, OUTBOX_WAKE, OutboxRelay } from '@schemata/course-outbox'
import { createBullmqPublisher } from '@schemata/course-outbox/bullmq'
import { createNotifier, createWake } from '@schemata/worker'
import { Queue } from 'bullmq'
import pg from 'pg'

import { interleave, median } from '../measure/interleave.js'
import { fill, prepare, warm } from './prepare.js'

const JOBS = Number(process.env.SCHEMATA_BENCH_JOBS ?? 10_000)
const BATCH = 500
const COMMITS = 200

/**
 * Three questions: how a relay's throughput compares with bare `addBulk` of the same jobs,
 * how long a job takes from its commit to its queue, and what listeners cost a commit.
 *
 * @param {string} serverUrl
 * @param {{ rounds: number }} options
 */
export async function compareRelay(serverUrl, { rounds }) {
  const bench = await prepare(serverUrl)
  try {
    return [await measureThroughput(bench, rounds), await measureLatency(bench), await measureListeners(bench, rounds)]
  } finally {
    bench.redis.disconnect()
    await bench.close()
  }
}

/** A publisher that is connected, as that of a running relay is. */
async function connect(bench) {
  const publisher = createBullmqPublisher({ url: bench.redisUrl })
  while (
    !(await publisher.probe('').then(
      () => true,
      () => false,
    ))
  ) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return publisher
}

async function dropQueue(bench, queue) {
  await queue.obliterate({ force: true })
  await queue.close()
  await bench.pool.query('DELETE FROM course_outbox.job_outbox')
  await bench.pool.query('VACUUM (ANALYZE) course_outbox.job_outbox')
}

async function measureThroughput(bench, rounds) {
  const relayed = (given) => ({
    prepare: async () => {
      const name = `bench-${randomUUID()}`
      await fill(bench.pool, { entityId: bench.entityId, queue: name, count: JOBS })
      const queue = new Queue(name, { connection: bench.redis })
      await queue.waitUntilReady()
      await warm(bench.pool, bench.entityId)
      return { queue, publisher: await connect(bench) }
    },
    run: ({ queue, publisher }) =>
      new Promise((resolve) => {
        const relay = new OutboxRelay({
          ...{ pool: bench.pool, publisher, queue: queue.name, batch: BATCH, ...given },
          onEvent: () => {
            if (relay.status().handedOver === JOBS) resolve(relay.stop())
          },
        }).start()
      }),
    clean: async ({ queue, publisher }) => {
      await publisher.close()
      await dropQueue(bench, queue)
    },
  })
  const times = await interleave(
    [
      { name: 'schemata', ...relayed({}) },
      { name: 'schemata, one batch at a time', ...relayed({ concurrency: 1 }) },
      { name: 'schemata, receipts awaited', ...relayed({ receipts: { withinMs: 600_000, sweepMs: 600_000 } }) },
      {
        name: 'bare addBulk of the same jobs',
        prepare: async () => {
          const queue = new Queue(`bench-${randomUUID()}`, { connection: bench.redis })
          await queue.waitUntilReady()
          return queue
        },
        run: async (queue) => {
          for (let first = 1; first <= JOBS; first += BATCH) await queue.addBulk(bareJobs(first))
        },
        clean: (queue) => dropQueue(bench, queue),
      },
    ],
    Math.min(rounds, 5),
  )
  const title = `${JOBS.toLocaleString('en')} jobs to BullMQ, ${BATCH} at a time`
  return { title, times, targets: { 'bare addBulk of the same jobs': 1.25 } }
}

function bareJobs(first) {
  return Array.from({ length: BATCH }, (_, place) => ({
    name: 'document_processing',
    data: { fileId: first + place, path: 'uploads/d41d8cd98f00b204e9800998ecf8427e' },
    opts: {
      attempts: 3,
      backoff: { type: 'exponential', delay: 1000 },
      jobId: randomUUID(),
      removeOnComplete: { age: 86_400 },
      removeOnFail: { age: 604_800 },
    },
  }))
}

/** From the return of COMMIT to the return of `addBulk`, in this one process. */
async function measureLatency(bench) {
  const name = `bench-${randomUUID()}`
  const connectionString = bench.pool.options.connectionString
  const wake = createWake({ connect: () => new pg.Client({ connectionString }) })
  await wake.start()
  const notifier = createNotifier({ db: bench.pool })
  const taken = []
  const publisher = await connect(bench)
  let arrived = () => {}
  const timed = {
    publish: (...given) => publisher.publish(...given).then(() => arrived()),
    isUnavailable: (error) => publisher.isUnavailable(error),
    probe: (queue) => publisher.probe(queue),
    close: () => publisher.close(),
    name: 'timed',
  }
  const relay = new OutboxRelay({ pool: bench.pool, publisher: timed, queue: name, wake }).start()
  for (let commit = 0; commit < COMMITS; commit += 1) {
    const there = new Promise((resolve) => {
      arrived = resolve
    })
    await enqueueJobs(bench.pool, {
      jobs: [{ entityId: bench.entityId, queueName: 'document_processing', targetQueue: name, data: { commit } }],
    })
    const committed = performance.now()
    notifier.notify(OUTBOX_WAKE)
    await there
    taken.push(performance.now() - committed)
    await new Promise((resolve) => setTimeout(resolve, 20 + 60 * Math.random()))
  }
  await relay.stop()
  await publisher.close()
  await wake.stop()
  await dropQueue(bench, new Queue(name, { connection: bench.redis }))
  taken.sort((one, other) => one - other)
  const times = new Map([
    ['schemata', median(taken)],
    ['the limit of the median', 10],
    ['its 95th of a hundred', taken[Math.floor(taken.length * 0.95)]],
    ['the limit of that', 50],
  ])
  return { title: `From commit to job, ${COMMITS} commits`, times, targets: { 'the limit of the median': 1 } }
}

/** Commits of eight connections that each wake, beside the same without anybody listening. */
async function measureListeners(bench, rounds) {
  const connectionString = bench.pool.options.connectionString
  const jobs = [{ entityId: bench.entityId, queueName: 'document_processing', targetQueue: 'listened', data: {} }]
  const notifier = createNotifier({ db: bench.pool })
  const commits = async () => {
    let left = 1000
    const connection = async () => {
      while (left > 0) {
        left -= 1
        await enqueueJobs(bench.pool, { jobs })
        notifier.notify(OUTBOX_WAKE)
      }
    }
    await Promise.all(Array.from({ length: 4 }, connection))
  }
  const clean = async () => {
    await notifier.flush()
    await bench.pool.query('DELETE FROM course_outbox.job_outbox')
  }
  const listen = async () => {
    const clients = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const client = new pg.Client({ connectionString })
        await client.connect()
        await client.query('LISTEN schemata_wake')
        return client
      }),
    )
    return clients
  }
  const times = await interleave(
    [
      {
        name: 'schemata',
        prepare: listen,
        run: commits,
        clean: async (clients) => {
          await Promise.all(clients.map((client) => client.end()))
          await clean()
        },
      },
      { name: 'the same, nobody listening', run: commits, clean },
    ],
    rounds,
  )
  return { title: '1,000 commits with 50 listeners', times, targets: { 'the same, nobody listening': 1 / 0.85 } }
}
