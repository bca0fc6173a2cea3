import { defineStack } from '@schemata/contract'
import { expect } from 'vitest'

import { aPackage } from '../test/a-package.js'
import { test } from '../test/database.js'
import { createRunner, fromPool, type RunnerEvent } from './index.js'

const WISHES = 'CREATE SCHEMA IF NOT EXISTS shop;\nCREATE TABLE shop.wishes (facts public.hstore);\n'

function stackNeeding(...names: string[]) {
  const extensions = names.map((name) => ({ name }))
  return defineStack({ packages: [aPackage({ key: 'shop', extensions, steps: { '001_wishes': WISHES } })] })
}

test('is created before the steps, said in the plan, and left when they are undone', async ({ pool }) => {
  const runner = createRunner({ stack: stackNeeding('hstore'), sessions: fromPool(pool) })
  const events: RunnerEvent[] = []

  const planned = await runner.plan()
  const result = await runner.apply({ onEvent: (event) => events.push(event) })
  const after = await runner.plan()
  await runner.revert({ packages: ['shop'], allowDataLoss: true })

  expect(planned.extensions).toEqual(['hstore'])
  expect(result).toMatchObject({ outcome: 'applied', errors: [] })
  expect(events).toContainEqual({ type: 'extension-created', extension: 'hstore' })
  expect(after.extensions).toEqual([])
  const { rows } = await pool.query(`SELECT extname FROM pg_extension WHERE extname = 'hstore'`)
  expect(rows).toHaveLength(1)
})

test('is refused by name where the server has it not, and nothing is begun', async ({ pool }) => {
  const runner = createRunner({ stack: stackNeeding('hstore', 'no_such_thing'), sessions: fromPool(pool) })

  const { outcome, errors } = await runner.apply()

  expect(outcome).toBe('failed')
  expect(errors).toEqual([
    expect.objectContaining({ code: 'EXTENSION_MISSING', message: expect.stringContaining('no_such_thing') }),
  ])
  expect((await pool.query(`SELECT to_regclass('shop.wishes') AS made`)).rows).toEqual([{ made: null }])
})

test('that is optional is neither asked for nor created', async ({ pool }) => {
  const schemaPackage = aPackage({
    key: 'shop',
    extensions: [
      { name: 'hstore', optional: true },
      { name: 'no_such_thing', optional: true },
    ],
    steps: { '001_shop': 'CREATE SCHEMA IF NOT EXISTS shop;\n' },
  })

  const result = await createRunner({
    stack: defineStack({ packages: [schemaPackage] }),
    sessions: fromPool(pool),
  }).apply()

  expect(result).toMatchObject({ outcome: 'applied', errors: [] })
  expect((await pool.query(`SELECT extname FROM pg_extension WHERE extname = 'hstore'`)).rows).toEqual([])
})
