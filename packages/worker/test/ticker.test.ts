import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Pool } from 'pg'
import { expect } from 'vitest'

import {
  AlreadyStoppedError,
  createTicker,
  InvalidOptionError,
  InvalidScheduleError,
  type Ticker,
  type TickerJob,
  type TickerOptions,
} from '../src/index.js'
import { atEnd } from './at-end.js'
import { test } from './database.js'
import { ticks } from './reference-queue.mjs'
import { sleep, until } from './until.js'

function aTicker(pool: Pool, jobs: TickerJob[], options: Partial<TickerOptions> = {}): Ticker {
  const ticker = createTicker({ db: pool, log: ticks, jobs, retryMs: 50, ...options })
  atEnd(() => ticker.stop())
  return ticker.start()
}

function startProcess(url: string): ChildProcess {
  const child = fork(fileURLToPath(new URL('./tick-in-process.mjs', import.meta.url)), [url])
  atEnd(async () => child.kill('SIGKILL'))
  return child
}

const often = { name: 'often', schedule: '* * * * * *' }
const yearly = { name: 'yearly', schedule: '0 0 1 1 *' }

test('runs each tick once among two processes, and goes on when one is killed', async ({ pool, url }) => {
  await pool.query('CREATE TABLE runs (job text NOT NULL, tick timestamptz NOT NULL, pid integer NOT NULL)')
  const processes = [startProcess(url), startProcess(url)]
  const finished = async (): Promise<number> => {
    const { rows } = await pool.query(
      'SELECT bool_and(finished_at IS NOT NULL) AS all, count(*)::integer FROM reference.ticks',
    )
    return rows[0].all ? rows[0].count : 0
  }
  // Killed between two ticks: one that is cut off is run again, which is another test.
  await until(async () => (await finished()) >= 4)
  processes[0]?.kill('SIGKILL')
  const before = await finished()

  await until(async () => (await finished()) >= before + 2)

  const { rows } = await pool.query(
    'SELECT count(*)::integer AS runs, count(DISTINCT tick)::integer AS ticks FROM runs',
  )
  expect(rows[0].runs).toBe(rows[0].ticks)
  // No tick between the first and the last was left out.
  const { rows: gaps } = await pool.query(
    'SELECT extract(epoch FROM max(tick) - min(tick))::integer + 1 - count(*)::integer AS gaps FROM runs',
  )
  expect(gaps[0].gaps).toBe(0)
})

test('runs the latest missed tick once, and none before it', async ({ pool }) => {
  const seen: Date[] = []
  const job = { ...yearly, run: async (_: unknown, { tick }: { tick: Date }) => seen.push(tick) }
  aTicker(pool, [job])
  await until(() => seen.length === 1)
  aTicker(pool, [job])
  await sleep(300)

  const { rows } = await pool.query(`SELECT date_trunc('year', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' AS tick`)
  expect(seen).toEqual([rows[0].tick])
})

test('leaves missed ticks alone when told to', async ({ pool }) => {
  let runs = 0
  const run = async () => {
    runs += 1
  }
  const ticker = aTicker(pool, [{ ...yearly, missed: 'none', run }])
  await until(() => ticker.metrics().lastTickAgeMs !== null)
  await sleep(200)

  expect(runs).toBe(0)
})

test('never runs a job beside itself, in this process or another, and skips what it missed meanwhile', async ({
  pool,
}) => {
  let running = 0
  let most = 0
  const starts: Date[] = []
  const run = async (_: unknown, { tick }: { tick: Date }) => {
    running += 1
    most = Math.max(most, running)
    starts.push(tick)
    await sleep(2500)
    running -= 1
  }
  aTicker(pool, [{ ...often, run }])
  aTicker(pool, [{ ...often, run }])

  await until(() => starts.length === 3, 15_000)

  expect(most).toBe(1)
  expect(starts[1]!.getTime() - starts[0]!.getTime()).toBeGreaterThanOrEqual(2000)
  expect(new Set(starts.map(Number)).size).toBe(3)
})

test('takes a tick over from a process that died while running it', async ({ pool }) => {
  const { rows } = await pool.query(`SELECT date_trunc('year', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' AS tick`)
  await ticks.claim(pool, { job: 'yearly', tick: rows[0].tick, workerId: 'dead', leaseMs: 400 })
  const begun = Date.now()
  let ranAfterMs = 0
  aTicker(pool, [{ ...yearly, run: async () => (ranAfterMs = Date.now() - begun) }])

  await until(() => ranAfterMs > 0)

  expect(ranAfterMs).toBeGreaterThan(300)
})

test('records how a run ended, and goes on after a failure', async ({ pool }) => {
  let runs = 0
  const run = async () => {
    runs += 1
    if (runs === 1) throw new Error('No luck.')
  }
  const ticker = aTicker(pool, [{ ...often, missed: 'none', run }])

  await until(() => runs >= 2)
  await ticker.stop()

  const { rows } = await pool.query('SELECT error FROM reference.ticks WHERE finished_at IS NOT NULL ORDER BY tick')
  expect(rows.slice(0, 2)).toEqual([{ error: 'Error: No luck.' }, { error: null }])
  expect(ticker.metrics()).toMatchObject({ state: 'stopped', jobs: [{ name: 'often', failures: 1, running: false }] })
  expect(() => ticker.start()).toThrow(AlreadyStoppedError)
})

test('runs the other jobs when the log refuses one', async ({ pool }) => {
  const errors: unknown[] = []
  const ran: string[] = []
  const jobs = ['bad', 'good'].map((name) => ({ ...yearly, name, run: async () => ran.push(name) }))
  await pool.query(`ALTER TABLE reference.ticks ADD CONSTRAINT ck_ticks_job CHECK (job <> 'bad')`)

  aTicker(pool, jobs, { onEvent: (event) => event.type === 'error' && errors.push(event.job) })

  await until(() => ran.length > 0 && errors.length > 0)
  expect(ran).toEqual(['good'])
  expect(errors[0]).toBe('bad')
})

test('aborts a run when its time is over, and when the ticker stops', async ({ pool }) => {
  const reasons: unknown[] = []
  const run = (_: unknown, { signal }: { signal: AbortSignal }) =>
    new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => {
        reasons.push(signal.reason)
        resolve()
      })
    })
  aTicker(pool, [{ ...yearly, timeoutMs: 50, run }])
  await until(() => reasons.length === 1)
  const ticker = aTicker(pool, [{ name: 'monthly', schedule: '0 0 1 * *', run }])
  await until(() => ticker.metrics().jobs[0]?.running === true)

  await ticker.stop()

  expect(reasons).toMatchObject([{ name: 'TimeoutError' }, { code: 'WORKER_STOPPING' }])
})

test('refuses schedules that cannot be, and names that stand twice', ({ pool }) => {
  const make = (...jobs: [string, string][]) =>
    createTicker({
      db: pool,
      log: ticks,
      jobs: jobs.map(([name, schedule]) => ({ name, schedule, run: async () => {} })),
    })

  expect(() => make(['one', 'soon'])).toThrow(InvalidScheduleError)
  expect(() => make(['one', '0 2 * * 9'])).toThrow(/cannot be read/)
  expect(() => make(['one', '0 0 31 2 *'])).toThrow(/never comes/)
  expect(() => make(['one', '@daily'], ['one', '@hourly'])).toThrow(InvalidOptionError)
})
