import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

import { defineStack, inSchema } from '@schemata/contract'
import { pgmq } from '@schemata/pgmq/schema'
import { createRunner, fromPool } from '@schemata/runner'
import { createTest } from '@schemata/testing'
import { expect } from 'vitest'

import { assertTables, createReservation, gpuDev, listGpuTypes, requestReservation } from '../src/index.js'
import { test } from './test.js'

const stack = defineStack({ packages: [pgmq, gpuDev] })
const relocated = createTest(defineStack({ packages: [pgmq, gpuDev], schemas: { 'gpu-dev': 'lab_7' } }))

test('pgmq cannot be taken from under it', async ({ pool }) => {
  const runner = createRunner({ stack, sessions: fromPool(pool) })

  const result = await runner.revert({ packages: ['pgmq'], allowDataLoss: true })

  expect(result).toMatchObject({ outcome: 'failed', errors: [{ code: 'REVERT_DEPENDENT' }] })
  await expect(assertTables(pool)).resolves.toBeUndefined()
})

test('its queues in the schema pgmq are no drift', async ({ pool }) => {
  const report = await createRunner({ stack, sessions: fromPool(pool) }).verify()

  expect(report).toMatchObject({ ok: true, differences: [] })
})

test('schemata graph shows the requirement', async () => {
  const { stdout } = await promisify(execFile)(
    'schemata',
    ['graph', '--json', '--config', new URL('stack.config.ts', import.meta.url).pathname],
    { cwd: new URL('..', import.meta.url), env: { ...process.env, PATH: `node_modules/.bin:${process.env.PATH}` } },
  )

  const { packages } = JSON.parse(stdout)
  const requires = packages.find(({ key }: { key: string }) => key === 'gpu-dev').requires
  expect(requires).toEqual([expect.objectContaining({ range: '^1.0.0', from: '006_metrics' })])
})

test('each public function of the schema is closed to PUBLIC', async ({ db }) => {
  const { rows } = await db.query(
    `SELECT proname FROM pg_proc
     WHERE pronamespace = 'gpu_dev'::regnamespace AND has_function_privilege('public', oid, 'EXECUTE')`,
  )

  expect(rows).toEqual([])
})

relocated('works under another name', async ({ db: bare }) => {
  const db = inSchema(bare, gpuDev, 'lab_7')

  expect(await listGpuTypes(db)).toHaveLength(10)
  await createReservation(db, { owner: 'ada', gpuType: 'h100', gpuCount: 1 })
  expect(await requestReservation(db, { owner: 'ada', gpuType: 'h100', gpuCount: 1, whenFull: 'queue' })).toMatchObject(
    { outcome: 'started', messageId: expect.stringMatching(/^\d+$/) },
  )
  await expect(assertTables(db, { schema: 'lab_7' })).resolves.toBeUndefined()
})
