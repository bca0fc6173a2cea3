import { PassThrough, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'

import { expect } from 'vitest'

import { aUser, insert } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  createUsageExport,
  findUsageExport,
  generateUsageExport,
  InvalidInputError,
  listUsageExportRows,
  listUsageExports,
  RuleViolatedError,
  settleUsageExport,
  UnknownReferenceError,
  writeUsageExport,
} from '../index.js'

test('an export is written as CSV and becomes ready, once', async ({ pool }) => {
  const userId = await aUser(pool)
  const updated_at = '2031-01-02T03:04:05Z'
  const counter = await insert(pool, 'usage_counters', {
    user_id: userId,
    period_start: '2031-01-02',
    cores_used: 3,
    updated_at,
  })
  const { exportId } = await createUsageExport(pool, { from: '2031-01-01', to: '2031-01-31', generatedBy: userId })
  const destination = new PassThrough()
  const written = text(destination)

  const outcome = await writeUsageExport(pool, { exportId, destination, storagePath: 'usage/1.csv' })

  expect(outcome).toEqual({ outcome: 'ready', rows: 1 })
  expect(await written).toBe(
    `id,team_id,user_id,period_start,cores_used,memory_mb_used,storage_mb_used,concurrent_containers,updated_at
${counter.id},,${userId},2031-01-02,3,0,0,0,2031-01-02T03:04:05.000Z
`,
  )
  expect(await findUsageExport(pool, { exportId })).toMatchObject({ status: 'ready', storagePath: 'usage/1.csv' })
  expect(await listUsageExportRows(pool, { exportId })).toMatchObject([{ userId, coresUsed: 3, day: '2031-01-02' }])
  expect(await writeUsageExport(pool, { exportId, destination: new PassThrough() })).toEqual({ outcome: 'not-pending' })
})

test('more rows than one fetch gives are all written', async ({ pool }) => {
  const userId = await aUser(pool)
  await pool.query(
    `INSERT INTO containers_lab.usage_counters (user_id, period_start)
     SELECT $1, date '2040-01-01' + day FROM generate_series(0, 2499) AS day`,
    [userId],
  )
  const { exportId } = await createUsageExport(pool, { from: '2040-01-01', to: '2060-01-01' })
  const destination = new PassThrough()
  const written = text(destination)

  expect(await writeUsageExport(pool, { exportId, destination })).toEqual({ outcome: 'ready', rows: 2500 })
  expect((await written).trimEnd().split('\n')).toHaveLength(2501)
})

test('when the destination breaks the export has failed, and the error is told', async ({ pool }) => {
  const { exportId } = await createUsageExport(pool, { from: '2031-01-01', to: '2031-01-31' })
  const destination = new Writable({ write: (_chunk, _encoding, done) => done(new Error('disk full')) })

  await expect(writeUsageExport(pool, { exportId, destination })).rejects.toThrow('disk full')

  expect(await findUsageExport(pool, { exportId })).toMatchObject({ status: 'failed', completedAt: expect.any(Date) })
  expect(await settleUsageExport(pool, { exportId, status: 'ready' })).toBe(false)
  expect((await listUsageExports(pool, { status: 'failed' })).map((one) => one.exportId)).toContain(exportId)
})

test('an export of the document is ready at once; a period that ends before it begins is refused', async ({ pool }) => {
  const exportId = await generateUsageExport(pool, { from: '2031-01-01', to: '2031-01-31' })

  expect(await findUsageExport(pool, { exportId })).toMatchObject({ status: 'ready', from: '2031-01-01' })
  expect(await findUsageExport(pool, { exportId: '999999999' })).toBeUndefined()
  await expect(generateUsageExport(pool, { from: '2031-01-31', to: '2031-01-01' })).rejects.toThrow(RuleViolatedError)
  await expect(createUsageExport(pool, { from: 'x', to: '2031-01-01' })).rejects.toThrow(InvalidInputError)
  const nobody = { from: '2031-01-01', to: '2031-01-31', generatedBy: 2_000_000_000 }
  await expect(createUsageExport(pool, nobody)).rejects.toThrow(UnknownReferenceError)
})
