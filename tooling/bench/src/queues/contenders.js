import { buildQueue, finishAndClaimBuilds } from '@schemata/build-orchestrator'
import { createWorker } from '@schemata/worker'
import { buildDatabase } from './build-database.js'
import { workByHand } from './by-hand.js'
import { graphileDatabase } from './graphile-database.js'
import { importPeer } from './import-peer.js'
import { pgBossDatabase } from './pg-boss-database.js'

const BATCH = 500

/**
 * Each of them works off what `install` has queued, with two lanes where it has lanes.
 *
 * @param {string} home where the peers are installed
 */
export async function contenders(home) {
  const { run, Logger } = await importPeer(home, 'graphile-worker')
  const logger = new Logger(() => () => undefined)
  return [
    { name: 'schemata', install: buildDatabase, run: ({ pool }, jobs) => workByWorkers(pool, jobs) },
    { name: 'schemata, accessors', install: buildDatabase, run: ({ pool }) => twice(() => workByAccessors(pool)) },
    {
      name: 'fenced SQL by hand, same table',
      install: buildDatabase,
      run: ({ pool }) => twice(() => workByHand(pool, BATCH)),
    },
    {
      name: 'graphile-worker 0.18.0, localQueue 500',
      install: (url, jobs) => graphileDatabase(home, url, jobs),
      run: ({ url }, jobs) => workByGraphile(run, { connectionString: url, logger }, jobs),
    },
    {
      name: 'pg-boss 12.35.0, fetch(500)',
      install: (url, jobs) => pgBossDatabase(home, url, jobs),
      run: ({ boss }) => twice(() => workByPgBoss(boss)),
    },
  ]
}

function twice(lane) {
  return Promise.all([lane(), lane()])
}

async function workByWorkers(pool, jobs) {
  const options = { pool, queue: buildQueue, batch: BATCH, concurrency: 50, handle: async () => ({}) }
  const workers = [createWorker(options).start(), createWorker(options).start()]
  const completed = () => workers.reduce((sum, worker) => sum + worker.metrics().completed, 0)
  while (completed() < jobs) await new Promise((resolve) => setTimeout(resolve, 1))
  await Promise.all(workers.map((worker) => worker.drain()))
}

async function workByAccessors(pool) {
  let ends = []
  do {
    const worker = { workerId: 'w', workerHostname: 'h', limit: BATCH }
    const { builds } = await finishAndClaimBuilds(pool, { ...worker, ends })
    ends = builds.map(({ buildId, fence }) => ({ buildId, fence, outcome: 'success' }))
  } while (ends.length > 0)
}

async function workByGraphile(run, options, jobs) {
  let done = 0
  const finished = Promise.withResolvers()
  const runner = await run({
    ...options,
    concurrency: 24,
    maxPoolSize: 24,
    noHandleSignals: true,
    preset: { worker: { localQueue: { size: BATCH }, completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    taskList: {
      build: async () => {
        done += 1
        if (done === jobs) finished.resolve()
      },
    },
  })
  await finished.promise
  await runner.stop()
}

async function workByPgBoss(boss) {
  for (;;) {
    const jobs = await boss.fetch('build', { batchSize: BATCH })
    if (jobs.length === 0) return
    await boss.complete(
      'build',
      jobs.map(({ id }) => id),
    )
  }
}
