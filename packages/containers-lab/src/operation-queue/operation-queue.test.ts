import { createWorker, PermanentError } from '@schemata/worker'
import { expect, vi } from 'vitest'

import { aContainer } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  claimOperations,
  completeOperation,
  enqueueOperation,
  failOperation,
  findOperation,
  heartbeatOperations,
  InvalidInputError,
  listOperationEvents,
  listOperations,
  operationQueue,
  redriveOperation,
  releaseOperations,
  reportOperationProgress,
  sweepOperations,
  UnknownReferenceError,
} from '../index.js'

test('an operation is claimed, reported on and completed, and its trail tells each step', async ({ db }) => {
  const containerId = await aContainer(db)
  const operationId = await enqueueOperation(db, { containerId, operation: 'start', payload: { fast: true } })

  const [claimed] = await claimOperations(db, { workerId: 'worker-1' })
  expect(claimed).toMatchObject({ operationId, containerId, operation: 'start', payload: { fast: true }, attempts: 1 })
  expect(await claimOperations(db, { workerId: 'worker-2' })).toEqual([])
  const hold = { operationId, fence: claimed?.fence ?? '' }
  expect(await heartbeatOperations(db, { holds: [hold] })).toEqual([{ operationId }])
  expect(await reportOperationProgress(db, { ...hold, details: { percent: 50 } })).toBe(true)
  expect(await completeOperation(db, { ...hold, fence: '99' })).toBe(false)
  expect(await completeOperation(db, { ...hold, details: { exit: 0 } })).toBe(true)

  expect(await findOperation(db, { operationId })).toMatchObject({ status: 'completed', claimedBy: null })
  const steps = await listOperationEvents(db, { operationId })
  expect(steps.map(({ action }) => action)).toEqual(['enqueue', 'start', 'progress', 'complete'])
  expect(await findOperation(db, { operationId: '999999999' })).toBeUndefined()
})

test('two workers never get the same operation', async ({ pool }) => {
  for (let made = 0; made < 12; made += 1) await enqueueOperation(pool, { operation: 'start' })

  const claims = await Promise.all(
    ['worker-1', 'worker-2', 'worker-3', 'worker-4'].map((workerId) => claimOperations(pool, { workerId, limit: 4 })),
  )

  const ids = claims.flat().map(({ operationId }) => operationId)
  expect(new Set(ids).size).toBe(12)
  for (const { operationId, fence } of claims.flat()) await completeOperation(pool, { operationId, fence })
})

test('a failure waits or is given up; put back, it runs again', async ({ db }) => {
  const operationId = await enqueueOperation(db, { operation: 'stop' })
  const claim = async () => (await claimOperations(db, { workerId: 'worker-1' }))[0]?.fence ?? '0'

  expect(await failOperation(db, { operationId, fence: await claim(), reason: 'no host' })).toBe('pending')
  expect(await claimOperations(db, { workerId: 'worker-1' })).toEqual([])
  await db.query('UPDATE containers_lab.operation_queue SET not_before = now() WHERE id = $1', [operationId])
  expect(await failOperation(db, { operationId, fence: await claim(), reason: 'no', retry: false })).toBe('failed')
  expect(await failOperation(db, { operationId, fence: '1', reason: 'late' })).toBeUndefined()
  expect(await listOperations(db, { status: 'failed' })).toMatchObject([{ operationId, deadReason: 'no' }])
  expect(await redriveOperation(db, { operationId })).toBe(true)
  expect(await redriveOperation(db, { operationId })).toBe(false)
  const hold = { operationId, fence: await claim() }
  expect(await releaseOperations(db, { holds: [hold] })).toEqual([{ operationId }])
  expect(await releaseOperations(db, { holds: [hold] })).toEqual([])
})

test('what a lost worker held is taken back', async ({ db }) => {
  const operationId = await enqueueOperation(db, { operation: 'start' })
  await claimOperations(db, { workerId: 'lost' })
  await db.query("UPDATE containers_lab.operation_queue SET lease_until = now() - interval '1 s' WHERE id = $1", [
    operationId,
  ])

  expect(await sweepOperations(db)).toEqual({ requeued: 1, givenUp: 0, madeReady: 0 })
})

test('an operation on no container is refused', async ({ db }) => {
  await expect(enqueueOperation(db, { operation: 'start', containerId: -1 })).rejects.toThrow(InvalidInputError)
  await expect(enqueueOperation(db, { operation: 'start', containerId: 2_000_000_000 })).rejects.toThrow(
    UnknownReferenceError,
  )
})

test('a worker runs operations, tries again what failed and gives up what is permanent', async ({ pool }) => {
  const [good, bad] = [
    await enqueueOperation(pool, { operation: 'start', payload: { want: 'retry' } }),
    await enqueueOperation(pool, { operation: 'stop' }),
  ]
  const worker = createWorker({
    pool,
    queue: operationQueue,
    pollMs: 20,
    backoff: () => 10,
    handle: async ({ operation, attempts }) => {
      if (operation === 'stop') throw new PermanentError({ reason: 'no such host' })
      if (attempts === 1) throw new Error('not yet')
      return { attempts }
    },
  }).start()

  await vi.waitFor(
    async () => {
      expect((await findOperation(pool, { operationId: good }))?.status).toBe('completed')
      expect((await findOperation(pool, { operationId: bad }))?.status).toBe('failed')
    },
    { timeout: 20_000, interval: 50 },
  )
  await worker.drain()
  expect((await listOperationEvents(pool, { operationId: good })).at(-1)).toMatchObject({
    action: 'complete',
    details: { attempts: 2 },
  })
})
