import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'

import { aWorker, statuses } from './a-worker.js'
import { atEnd } from './at-end.js'
import { onServer, test } from './database.js'
import { enqueue, tasks } from './reference-queue.mjs'
import { sleep, until } from './until.js'

const EFFECTS = 'CREATE TABLE effects (n integer NOT NULL, fence bigint NOT NULL)'
const COUNT_EFFECTS = 'SELECT count(*)::integer AS effects, count(DISTINCT n)::integer AS items FROM effects'

interface WorkerProcess {
  readonly child: ChildProcess
  /** From its first item on. */
  works: boolean
}

function startProcess(url: string): WorkerProcess {
  const script = fileURLToPath(new URL('./work-in-process.mjs', import.meta.url))
  const child = fork(script, [url])
  atEnd(async () => child.kill('SIGKILL'))
  const started = { child, works: false }
  child.once('message', () => {
    started.works = true
  })
  return started
}

test('ends every item exactly once, however often worker processes are killed', async ({ pool, url }) => {
  await pool.query(EFFECTS)
  // Every crash costs an attempt, and this one is not about giving up.
  await enqueue(pool, 5000)
  await pool.query('UPDATE reference.tasks SET max_attempts = 100')
  const doneOf = async (): Promise<number> => (await statuses(pool)).done ?? 0
  let processes = [startProcess(url), startProcess(url), startProcess(url)]
  let kills = 0

  for (let mark = 200; mark <= 4400; mark += 200) {
    await until(async () => (await doneOf()) >= mark, 40_000)
    const [oldest, ...others] = processes
    // One that is killed before it works would show nothing.
    if (!oldest?.works) continue
    await sleep(Math.random() * 50)
    oldest.child.kill('SIGKILL')
    processes = [...others, startProcess(url)]
    kills += 1
  }
  await until(async () => (await doneOf()) === 5000, 40_000)

  const { rows } = await pool.query(COUNT_EFFECTS)
  expect(rows[0]).toEqual({ effects: 5000, items: 5000 })
  expect(kills).toBeGreaterThanOrEqual(3)
  const { rows: crashed } = await pool.query('SELECT sum(crashes)::integer AS crashes FROM reference.tasks')
  expect(crashed[0].crashes).toBeGreaterThan(0)
})

test('drains a process on a signal and lets it end by itself', async ({ pool, url }) => {
  await pool.query(EFFECTS)
  await enqueue(pool, 5000)
  const { child } = startProcess(url)
  await until(async () => ((await statuses(pool)).done ?? 0) > 100)
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
  const begun = Date.now()

  child.kill('SIGTERM')

  expect(await ended).toBe(0)
  expect(Date.now() - begun).toBeLessThan(2000)
  const after = await statuses(pool)
  expect(after.leased).toBeUndefined()
  expect(after.done! + after.queued!).toBe(5000)
  const { rows } = await pool.query('SELECT max(attempts) AS most FROM reference.tasks WHERE status = $1', ['queued'])
  expect(rows[0].most).toBe(0)
})

test('goes on when its backends are terminated, without effects done twice', async ({ pool, url }) => {
  await pool.query(EFFECTS)
  await enqueue(pool, 3000)
  const database = new URL(url).pathname.slice(1)
  aWorker({
    ...{ pool, queue: tasks, transactional: true, concurrency: 8, leaseMs: 1000, maxPauseMs: 50 },
    handle: async ({ n }, { db, fence }) => {
      await db.query('INSERT INTO effects (n, fence) VALUES ($1, $2)', [n, fence])
    },
  })

  for (let round = 0; round < 8; round += 1) {
    await sleep(150)
    await onServer(`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${database}' AND random() < 0.7
    `)
  }
  await until(async () => (await statuses(pool).catch(() => ({ done: 0 }))).done === 3000, 40_000)

  const { rows } = await pool.query(COUNT_EFFECTS)
  expect(rows[0]).toEqual({ effects: 3000, items: 3000 })
})
