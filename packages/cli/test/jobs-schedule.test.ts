import { afterAll, beforeAll, expect } from 'vitest'

import { type CronServer, findCron, startCronServer } from './cron-server.js'
import type { PackageSource } from './project.js'
import { queryAt, test } from './test.js'

const STEPS = { '001_runs': { up: 'CREATE TABLE shop.runs (ran_by text);', down: 'DROP TABLE shop.runs;' } }

const STORE_STEPS = { '001_runs': { up: 'CREATE TABLE store.runs (ran_by text);', down: 'DROP TABLE store.runs;' } }

const job = (name: string, schedule = '0 2 * * 0') => ({ name, schedule, sql: `SELECT '${name}' FROM shop.runs` })

function shop(...jobs: ReturnType<typeof job>[]): PackageSource {
  return { key: 'shop', jobs, steps: STEPS }
}

const MARK = '/* schemata shop shop */'

const home = findCron()
let server: CronServer | undefined

beforeAll(async () => {
  if (home !== undefined) server = await startCronServer(home)
})

afterAll(() => server?.stop())

test('says that pg_cron is missing, exit 10, and what to do instead', async ({ project, cli }) => {
  await project.write(shop(job('count')))

  const { exitCode, stderr } = await cli(['jobs', 'schedule'])

  expect(exitCode).toBe(10)
  expect(stderr).toContain('JOB_CRON_MISSING')
  expect(stderr).toContain('schemata jobs run')
})

if (home === undefined) {
  process.stderr.write(
    'jobs schedule is not tried: no PostgreSQL of this machine has pg_cron (Debian: postgresql-15-cron)\n',
  )
} else {
  test('adds, changes and removes its own jobs in pg_cron, and no others', async ({ project, cli }) => {
    const url = server?.url ?? ''
    const schedule = async (...jobs: ReturnType<typeof job>[]) => {
      await project.write(shop(...jobs))
      const { exitCode, stdout } = await cli(['jobs', 'schedule', '--database-url', url, '--json'])
      return { exitCode, ...JSON.parse(stdout) }
    }
    await queryAt(url, 'CREATE EXTENSION pg_cron')
    await queryAt(
      url,
      `SELECT cron.schedule('mine', '* * * * *', 'SELECT 1'), cron.schedule('gone', '* * * * *', '/* schemata gone gone */ SELECT 1')`,
    )

    const first = await schedule(job('count'), job('sweep'))
    const second = await schedule(job('count'), job('sweep', '*/5 * * * *'))
    const third = await schedule(job('count'))

    expect(first).toEqual({
      exitCode: 0,
      scheduled: ['count', 'sweep'],
      unscheduled: ['gone'],
      unchanged: [],
      errors: [],
    })
    expect(second).toMatchObject({ scheduled: ['sweep'], unscheduled: [], unchanged: ['count'] })
    expect(third).toMatchObject({ scheduled: [], unscheduled: ['sweep'], unchanged: ['count'] })
    expect(await queryAt(url, 'SELECT jobname, schedule, command FROM cron.job ORDER BY jobname')).toEqual([
      { jobname: 'count', schedule: '0 2 * * 0', command: `${MARK} SELECT 'count' FROM shop.runs` },
      { jobname: 'mine', schedule: '* * * * *', command: 'SELECT 1' },
    ])
  })

  test('apply has pg_cron run the jobs, and says why when it cannot', async ({ project, cli }) => {
    const url = server?.url ?? ''
    await queryAt(url, 'CREATE EXTENSION IF NOT EXISTS pg_cron')
    await project.write({ ...shop(job('nightly')), key: 'store', steps: STORE_STEPS })

    const first = await cli(['apply', '--database-url', url])
    const scheduled = await queryAt(url, `SELECT command FROM cron.job WHERE jobname = 'nightly'`)
    await project.write({ ...shop(job('nightly', 'every night')), key: 'store', version: '1.1.0', steps: STORE_STEPS })
    const second = await cli(['apply', '--database-url', url])

    expect(first.exitCode).toBe(0)
    expect(first.stderr).toContain('pg_cron: runs nightly')
    expect(scheduled).toEqual([{ command: `/* schemata store store */ SELECT 'nightly' FROM shop.runs` }])
    expect(second.exitCode).toBe(0)
    expect(second.stderr).toContain('invalid schedule')
    expect(await queryAt(url, `SELECT schedule FROM cron.job WHERE jobname = 'nightly'`)).toEqual([
      { schedule: '0 2 * * 0' },
    ])
  })
}
