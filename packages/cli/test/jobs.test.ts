import { defineSchema, defineStack } from '@schemata/contract'
import { type StackJob, stackJobs } from '@schemata/runner'
import pg from 'pg'
import { describe, expect } from 'vitest'

import { nextTick } from '../src/jobs/next-tick.js'
import { type JobEvent, runOnSchedule } from '../src/jobs/run-on-schedule.js'
import { takeTick } from '../src/jobs/tick-lock.js'
import type { PackageSource } from './project.js'
import { runCli } from './run-cli.js'
import { queryAt, test } from './test.js'

const COUNT = 'INSERT INTO shop.runs (ran_by) VALUES (current_user)'

const shop: PackageSource = {
  key: 'shop',
  jobs: [
    { name: 'count', schedule: '0 2 * * 0', sql: COUNT },
    { name: 'break', schedule: '*/5 * * * *', sql: 'SELECT shop.nothing()' },
  ],
  steps: { '001_runs': { up: 'CREATE TABLE shop.runs (ran_by text NOT NULL);', down: 'DROP TABLE shop.runs;' } },
}

describe('jobs list', () => {
  test('shows the jobs of the stack and when they are due, without a database', async ({ project }) => {
    await project.write(shop)

    const { exitCode, stdout } = await runCli(['jobs', 'list', '--json'], { cwd: project.directory })

    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout).jobs).toEqual([
      { name: 'count', package: 'shop', schema: 'shop', schedule: '0 2 * * 0', sql: COUNT, next: expect.any(String) },
      expect.objectContaining({ name: 'break', next: expect.stringMatching(/:[0-5][05]:00.000Z$/) }),
    ])
  })
})

describe('the jobs of a stack', () => {
  const migrations = {
    format: 1,
    package: { name: '@test/shop', version: '1.0.0' },
    steps: [],
    fixtures: [],
    contract: null,
  } as const
  const job = { name: 'count', schedule: '0 2 * * 0', sql: COUNT }
  const shopPackage = defineSchema({ key: 'shop', schema: 'shop', jobs: [job], migrations })
  const names = (stack: Parameters<typeof stackJobs>[0]) => stackJobs(stack).map(({ name, sql }) => [name, sql])

  test('keep their names in their own schema and in public', () => {
    expect(names(defineStack({ packages: [shopPackage] }))).toEqual([['count', COUNT]])
    expect(names(defineStack({ packages: [shopPackage], schemas: { shop: 'public' } }))).toEqual([
      ['count', 'INSERT INTO public.runs (ran_by) VALUES (current_user)'],
    ])
  })

  test('carry the schema of every other install, and its names', () => {
    const installs = ['tenant_1', 'tenant_2'].map((schema) => ({ package: shopPackage, schema }))

    expect(names(defineStack({ packages: installs }))).toEqual([
      ['tenant_1.count', 'INSERT INTO tenant_1.runs (ran_by) VALUES (current_user)'],
      ['tenant_2.count', 'INSERT INTO tenant_2.runs (ran_by) VALUES (current_user)'],
    ])
  })

  test('mean the right schemas when two have taken each other name', () => {
    const other = defineSchema({ key: 'other', schema: 'other', migrations })
    const both = defineSchema({
      key: 'shop',
      schema: 'shop',
      requires: [{ package: other, range: '^1.0.0' }],
      jobs: [{ ...job, sql: 'SELECT shop.a(), other.b()' }],
      migrations,
    })

    expect(names(defineStack({ packages: [both, other], schemas: { shop: 'other', other: 'shop' } }))).toEqual([
      ['other.count', 'SELECT other.a(), shop.b()'],
    ])
  })

  test('of a provided package are left to the host', () => {
    expect(stackJobs(defineStack({ packages: [shopPackage], provided: ['shop'] }))).toEqual([])
  })
})

describe('a schedule', () => {
  test('is read in UTC', () => {
    const after = new Date('2026-03-01T01:59:30Z')

    expect(nextTick({ name: 'a', schedule: '0 2 * * 0' }, after)?.toISOString()).toBe('2026-03-01T02:00:00.000Z')
    expect(nextTick({ name: 'a', schedule: '0 0 30 2 *' }, after)).toBeUndefined()
  })

  test.for(['* * * * * *', 'soon', '61 * * * *', '', '@daily'])('is refused: "%s"', (schedule) => {
    expect(() => nextTick({ name: 'a', schedule }, new Date())).toThrow(
      expect.objectContaining({ code: 'JOB_SCHEDULE', job: 'a' }),
    )
  })
})

describe('jobs run --once', () => {
  test('runs one job now', async ({ project, cli, database }) => {
    await project.write(shop)
    await cli(['apply'])

    const { exitCode, stdout } = await cli(['jobs', 'run', '--once', 'count', '--json'])

    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout).ran).toEqual([{ name: 'count', runs: 1, failures: 0 }])
    expect(await database.query('SELECT count(*)::int FROM shop.runs')).toEqual([{ count: 1 }])
  })

  test('reports a job that fails, exit 8, and one that is not there, exit 2', async ({ project, cli }) => {
    await project.write(shop)

    const failed = await cli(['jobs', 'run', '--once', 'break'])
    const unknown = await cli(['jobs', 'run', '--once', 'brake'])

    expect(failed.exitCode).toBe(8)
    expect(failed.stderr).toMatch(/JOB_FAILED\n {2}Job `break` failed: schema "shop" does not exist\./)
    expect(unknown.exitCode).toBe(2)
    expect(unknown.stderr).toContain('There are: count, break.')
  })
})

describe('jobs run', () => {
  test('ends cleanly on SIGTERM', async ({ project, binary }) => {
    await project.write(shop)
    let stopped = false

    const { exitCode, stdout } = await binary(['jobs', 'run', '--json'], {
      onOutput: (said, child) => {
        if (!stopped && said.includes('Ctrl-C ends this.')) stopped = child.kill('SIGTERM')
      },
    })

    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ errors: [] })
  })

  test('refuses a schedule that is none before anything runs, exit 2', async ({ project, cli }) => {
    await project.write({ ...shop, jobs: [{ name: 'count', schedule: 'weekly', sql: COUNT }] })

    const { exitCode, stderr } = await cli(['jobs', 'run'])

    expect(exitCode).toBe(2)
    expect(stderr).toContain('JOB_SCHEDULE')
  })

  test('runs a tick in one of two processes, and goes on after a failure', async ({ database }) => {
    await queryAt(database.url, 'CREATE SCHEMA shop; CREATE TABLE shop.runs (ran_by text NOT NULL)')
    const jobs: StackJob[] = [
      { name: 'count', package: 'shop', schema: 'shop', schedule: '* * * * *', sql: COUNT },
      { name: 'break', package: 'shop', schema: 'shop', schedule: '* * * * *', sql: 'SELECT shop.nothing()' },
    ]
    const controller = new AbortController()
    const events: JobEvent[] = []
    const pools = [1, 2].map(() => new pg.Pool({ connectionString: database.url, max: 4 }))
    const onEvent = (event: JobEvent): void => {
      events.push(event)
      if (events.length === 4) controller.abort()
    }

    const tick = new Date(Date.now() + 500)
    const next = (_: StackJob, after: Date) => (after < tick ? tick : undefined)

    await Promise.all(pools.map((pool) => runOnSchedule({ pool, jobs, signal: controller.signal, onEvent, next })))
    await Promise.all(pools.map((pool) => pool.end()))

    expect(events.map(({ kind, name }) => `${name} ${kind}`).sort()).toEqual([
      'break failed',
      'break taken',
      'count ran',
      'count taken',
    ])
    expect(new Set(events.map(({ tick }) => tick.getTime())).size).toBe(1)
    expect(await database.query('SELECT count(*)::int FROM shop.runs')).toEqual([{ count: 1 }])
  })
})

describe('a tick', () => {
  test('is taken once while it is held, each for itself, and holds no snapshot', async ({ database }) => {
    const pool = new pg.Pool({ connectionString: database.url, max: 3 })
    const [one, two, three] = await Promise.all([pool.connect(), pool.connect(), pool.connect()])
    const tick = new Date('2026-03-01T02:00:00Z')

    const taken = [
      await takeTick(one, 'count', tick),
      await takeTick(two, 'count', tick),
      await takeTick(two, 'count', new Date('2026-03-01T02:01:00Z')),
      await takeTick(three, 'other', tick),
    ]
    const snapshots = await queryAt(
      database.url,
      `SELECT backend_xmin FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'`,
    )

    expect(taken).toEqual([true, false, true, true])
    expect(snapshots).toEqual([{ backend_xmin: null }, { backend_xmin: null }, { backend_xmin: null }])
    for (const client of [one, two, three]) client.release(true)
    await pool.end()
  })
})
