import type { ChildProcess } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'vitest'

import type { Run } from './run-cli.js'
import { shop } from './shop.js'
import { type Binary, type Database, test } from './test.js'

const sleeper = { ...shop, steps: { ...shop.steps, '003_sleep': 'SELECT pg_sleep(30);' } }

const ASLEEP = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'`
const LOCKS = `SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = 1935895653
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`

/** Runs the command and sends it signals as soon as the sleeping step runs. */
async function runAndSignal(binary: Binary, { query }: Database, signals: readonly NodeJS.Signals[]): Promise<Run> {
  const children: ChildProcess[] = []
  const run = binary(['apply', '--json'], { onSpawn: (child) => children.push(child) })
  const deadline = Date.now() + 15_000
  while ((await query(ASLEEP)).length === 0) {
    if (Date.now() > deadline) throw new Error('The step did not begin to sleep.')
    await delay(50)
  }
  for (const signal of signals) children[0]?.kill(signal)
  return run
}

test.for(['SIGINT', 'SIGTERM'] as const)(
  'ends cleanly on %s: exit 130, the running step is rolled back, the lock is free',
  async (signal, { project, cli, binary, database }) => {
    await project.write(shop)
    await cli(['apply'])
    await project.write(sleeper)

    const { exitCode, stdout, stderr } = await runAndSignal(binary, database, [signal])

    expect(exitCode).toBe(130)
    expect(stderr).toContain('interrupted: ending cleanly')
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'failed', applied: [], errors: [{ code: 'INTERRUPTED' }] })
    expect(await database.query('SELECT head FROM schemata.target')).toEqual([{ head: '002_orders' }])
    expect(await database.query(LOCKS)).toEqual([])
  },
)

test('leaves nothing of a first install that was interrupted', async ({ project, binary, database }) => {
  await project.write(sleeper)

  const { exitCode } = await runAndSignal(binary, database, ['SIGINT'])

  expect(exitCode).toBe(130)
  expect(await database.query(`SELECT to_regnamespace('shop') AS shop, to_regnamespace('schemata') AS ledger`)).toEqual(
    [{ shop: null, ledger: null }],
  )
})

test('ends at once on the second signal, without a report', async ({ project, binary, database }) => {
  await project.write(sleeper)

  // Two different signals: of two equal ones that arrive together the system keeps one.
  const { exitCode, stdout } = await runAndSignal(binary, database, ['SIGINT', 'SIGTERM'])

  expect({ exitCode, stdout }).toEqual({ exitCode: 130, stdout: '' })
})
