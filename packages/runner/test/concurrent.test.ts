import { defineStack } from '@schemata/contract'
import { Pool } from 'pg'
import { expect } from 'vitest'

import { createRunner, fromPool } from '../src/index.js'
import { aPackage } from './a-package.js'
import { test } from './database.js'
import { startRunner } from './in-process.js'
import { shop } from './shop.js'

const STEPS = 30

const FIRST = 'CREATE SCHEMA IF NOT EXISTS counted;\nCREATE TABLE counted.marks (step integer NOT NULL);\n'

const counted = aPackage({
  key: 'counted',
  steps: {
    '001_start': FIRST,
    ...Object.fromEntries(
      Array.from({ length: STEPS - 1 }, (_, index) => [
        `${String(index + 2).padStart(3, '0')}_mark`,
        `CREATE TABLE counted.table_${index} (id integer);\nINSERT INTO counted.marks VALUES (${index});\nSELECT pg_sleep(0.01);\n`,
      ]),
    ),
  },
})

async function expectEachOnce(pool: Pool): Promise<void> {
  const marks = await pool.query(
    'SELECT step, count(*)::integer AS times FROM counted.marks GROUP BY step ORDER BY step',
  )
  expect(marks.rows).toEqual(Array.from({ length: STEPS - 1 }, (_, step) => ({ step, times: 1 })))
  const steps = await pool.query(
    `SELECT count(*)::integer AS steps, count(DISTINCT step.version)::integer AS versions
     FROM schemata.step JOIN schemata.target USING (target_id) WHERE package_key = 'counted'`,
  )
  expect(steps.rows).toEqual([{ steps: STEPS, versions: STEPS }])
}

test('twenty runners started together on an empty database all end well, each step once', async ({ url, pool }) => {
  const pools = Array.from({ length: 20 }, () => new Pool({ connectionString: url, max: 2 }))
  for (const own of pools) own.on('error', () => {})
  const stack = defineStack({ packages: [counted] })

  const results = await Promise.all(pools.map((own) => createRunner({ stack, sessions: fromPool(own) }).apply()))

  expect(results.flatMap((result) => result.errors)).toEqual([])
  expect(results.filter((result) => result.outcome === 'applied')).toHaveLength(1)
  expect(results.filter((result) => result.outcome === 'current')).toHaveLength(19)
  await expectEachOnce(pool)
  await Promise.all(pools.map((own) => own.end()))
})

test('six processes started together end well too', { timeout: 60_000 }, async ({ url, pool }) => {
  const results = await Promise.all(Array.from({ length: 6 }, () => startRunner(url, [counted]).result))

  expect(results.map((result) => result?.errors)).toEqual(Array.from({ length: 6 }, () => []))
  await expectEachOnce(pool)
})

/** The first step alone: what follows is then no fresh install, and every step has a transaction of its own. */
const begun = aPackage({ key: 'counted', steps: { '001_start': FIRST } })

for (const installed of ['nothing', 'the first step'] as const) {
  test(`a runner killed at any moment, ${installed} being there before, leaves a database that the next one finishes`, {
    timeout: 120_000,
  }, async ({ url, pool }) => {
    if (installed === 'the first step') {
      await createRunner({ stack: defineStack({ packages: [begun] }), sessions: fromPool(pool) }).apply()
    }
    for (let killed = 0; killed < 8; killed += 1) {
      let steps = 0
      const runner = startRunner(url, [counted], (event) => {
        // Kills in the middle of a step, in the gap between two, and right after the lock.
        if (event.type === (killed % 2 === 0 ? 'step-started' : 'step-done')) steps += 1
        if (steps === 2 || (killed === 0 && event.type === 'lock-taken')) {
          setTimeout(() => runner.child.kill('SIGKILL'), Math.random() * 12)
        }
      })
      await runner.result
    }

    const last = await startRunner(url, [counted]).result

    expect(last?.errors).toEqual([])
    await expectEachOnce(pool)
  })
}

test('a backend that is terminated in mid-step is told as such, and the next run goes on', async ({ pool }) => {
  await createRunner({ stack: defineStack({ packages: [begun] }), sessions: fromPool(pool) }).apply()
  const stack = defineStack({ packages: [counted] })
  const runner = createRunner({ stack, sessions: fromPool(pool) })
  let terminated = false

  const first = await runner.apply({
    onEvent: (event) => {
      if (event.type !== 'step-started' || event.index !== 5 || terminated) return
      terminated = true
      setTimeout(
        () =>
          pool.query(
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'BEGIN%schemata.advance%'`,
          ),
        5,
      )
    },
  })
  const second = await runner.apply()

  expect(first.errors.map((error) => error.code)).toEqual(['CONNECTION_LOST'])
  expect(second).toMatchObject({ outcome: 'applied', errors: [] })
  await expectEachOnce(pool)
})

test('a lock that is lost ends the run, and the next one goes on', async ({ pool }) => {
  await createRunner({ stack: defineStack({ packages: [begun] }), sessions: fromPool(pool) }).apply()
  const runner = createRunner({ stack: defineStack({ packages: [counted] }), sessions: fromPool(pool) })
  let terminated = false

  const first = await runner.apply({
    onEvent: (event) => {
      if (event.type !== 'step-started' || event.index !== 5 || terminated) return
      terminated = true
      pool.query(`SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`)
    },
  })
  const second = await runner.apply()

  expect(first.errors.map((error) => error.code)).toEqual(['CONNECTION_LOST'])
  expect(second).toMatchObject({ outcome: 'applied', errors: [] })
  await expectEachOnce(pool)
})

test('the fence stops a runner that works without the lock', async ({ pool }) => {
  await createRunner({ stack: defineStack({ packages: [shop] }), sessions: fromPool(pool) }).apply()
  const stack = defineStack({ packages: [counted] })

  const results = await Promise.all(
    Array.from({ length: 4 }, () => createRunner({ stack, sessions: withoutLock(pool) }).apply()),
  )

  expect(results.some((result) => result.outcome === 'applied')).toBe(true)
  await expectEachOnce(pool)
})

/** Every attempt to lock succeeds: what a failover can make of a lock. */
function withoutLock(pool: Pool) {
  const sessions = fromPool(pool)
  return {
    single: false,
    open: async () => {
      const session = await sessions.open()
      return {
        ...session,
        run: (sql: string) => session.run(sql.replace(/pg_catalog\.pg_try_advisory_xact_lock\([^)]*\)/, 'true')),
      }
    },
  }
}
