import { buildQueue } from '@schemata/build-orchestrator'
import { createWorker } from '@schemata/worker'

import { buildDatabase } from './build-database.js'
import { graphileDatabase } from './graphile-database.js'
import { importPeer } from './import-peer.js'
import { pgBossDatabase } from './pg-boss-database.js'

/**
 * What each README tells a newcomer to write, with its numbers and defaults, save that nothing is logged; how many it
 * has done in a while.
 *
 * @param {string} home where the peers are installed
 */
export async function readmes(home) {
  const { run, Logger } = await importPeer(home, 'graphile-worker')
  const logger = new Logger(() => () => undefined)
  return [
    { name: 'schemata', install: buildDatabase, run: ({ at: { pool, ms } }) => ours(pool, ms) },
    {
      name: 'graphile-worker 0.18.0',
      install: (url, jobs) => graphileDatabase(home, url, jobs),
      run: ({ at: { url, ms } }) => graphile(run, { connectionString: url, logger }, ms),
    },
    {
      name: 'pg-boss 12.35.0',
      install: (url, jobs) => pgBossDatabase(home, url, jobs),
      run: ({ at: { boss, ms } }) => pgBoss(boss, ms),
    },
  ]
}

function elapse(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

async function ours(pool, ms) {
  const handle = async (_build, { signal }) => ({ exitCode: signal.aborted ? 1 : 0 })
  const worker = createWorker({ pool, queue: buildQueue, concurrency: 2, handle }).start()
  await elapse(ms)
  const { completed } = worker.metrics()
  await worker.drain()
  return completed
}

async function graphile(run, options, ms) {
  let done = 0
  const build = async () => {
    done += 1
  }
  const runner = await run({
    ...options,
    concurrency: 5,
    noHandleSignals: false,
    pollInterval: 1000,
    taskList: { build },
  })
  await elapse(ms)
  const completed = done
  await runner.stop()
  return completed
}

async function pgBoss(boss, ms) {
  let done = 0
  await boss.work('build', async ([_job]) => {
    done += 1
  })
  await elapse(ms)
  return done
}
