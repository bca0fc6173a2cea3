import { findPgBouncer, startPooler } from '@schemata/vitest/pgbouncer'
import { Client, Pool } from 'pg'
import { expect } from 'vitest'

import { createNotifier, createWake } from '../src/index.js'
import { aWorker, statuses } from './a-worker.js'
import { atEnd } from './at-end.js'
import { test } from './database.js'
import { enqueue, tasks } from './reference-queue.mjs'
import { sleep, until } from './until.js'

const binary = findPgBouncer()
if (!binary) {
  process.stderr.write(
    'pooler.test.ts: no pgbouncer on this machine (Debian: apt-get install pgbouncer); its tests do not run.\n',
  )
}

test.runIf(binary)(
  'works behind PgBouncer in transaction mode, whether or not a wake gets through',
  async ({ url }) => {
    const pooler = await startPooler(binary!, url)
    const own = new Pool({ connectionString: pooler.url, max: 8 })
    atEnd(async () => {
      await own.end()
      await pooler.stop()
    })
    const wake = createWake({
      connect: () => new Client({ connectionString: pooler.url }),
      timeoutMs: 300,
      probeMs: 50,
    })
    atEnd(() => wake.stop())
    await wake.start()
    const notifier = createNotifier({ db: own })
    const workers = [1, 2].map(() => aWorker({ pool: own, queue: tasks, wake, transactional: true, handle: () => {} }))

    for (let round = 0; round < 10; round += 1) {
      await enqueue(own, 50)
      notifier.notify(tasks.name)
      await sleep(20)
    }

    await until(async () => (await statuses(own)).done === 500)
    await until(() => workers.reduce((sum, worker) => sum + worker.metrics().completed, 0) === 500)
    const { rows } = await own.query('SELECT max(attempts) AS most FROM reference.tasks')
    expect(rows[0].most).toBe(1)
  },
)
