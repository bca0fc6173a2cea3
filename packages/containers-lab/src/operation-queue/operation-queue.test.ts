import { createWorker, PermanentError } from '@schemata/worker'
import { expect, vi } from 'vitest'

import { aContainer } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  cancelOperation,
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
  expect(await heartbeatOperations(db, { holds: [hold] })).toEqual([{ operationId, cancelRequested: false }])
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

const NOBODY = '999999999'

test('what waits is cancelled at once, and may be put back', async ({ db }) => {
  const operationId = await enqueueOperation(db, { operation: 'start' })

  expect(await cancelOperation(db, { operationId, reason: 'wrong image' })).toBe('cancelled')

  expect(await findOperation(db, { operationId })).toMatchObject({ status: 'cancelled', deadReason: 'wrong image' })
  expect(await claimOperations(db, { workerId: 'worker-1' })).toEqual([])
  expect(await cancelOperation(db, { operationId })).toBeUndefined()
  expect(await listOperations(db, { status: 'cancelled' })).toMatchObject([{ operationId }])
  expect(await redriveOperation(db, { operationId })).toBe(true)
  expect(await findOperation(db, { operationId })).toMatchObject({ status: 'pending', cancelRequestedAt: null })
  const steps = await listOperationEvents(db, { operationId })
  expect(steps.map(({ action }) => action)).toEqual(['enqueue', 'cancel', 'redrive'])
})

test('what runs is cancelled when its attempt fails, and completed when it succeeds first', async ({ db }) => {
  const [stopped, finished] = [
    await enqueueOperation(db, { operation: 'start' }),
    await enqueueOperation(db, { operation: 'stop' }),
  ]
  const holds = await claimOperations(db, { workerId: 'worker-1', limit: 2 })
  for (const operationId of [stopped, finished]) {
    expect(await cancelOperation(db, { operationId })).toBe('requested')
  }

  const kept = await heartbeatOperations(db, { holds })
  expect(kept.map(({ cancelRequested }) => cancelRequested)).toEqual([true, true])
  const fenceOf = (id: string) => holds.find(({ operationId }) => operationId === id)?.fence ?? ''
  const failed = { operationId: stopped, fence: fenceOf(stopped), reason: 'stopped halfway' }
  expect(await failOperation(db, failed)).toBe('cancelled')
  expect(await completeOperation(db, { operationId: finished, fence: fenceOf(finished) })).toBe(true)

  expect(await findOperation(db, { operationId: stopped })).toMatchObject({
    status: 'cancelled',
    deadReason: 'stopped halfway',
    claimedBy: null,
  })
  expect((await findOperation(db, { operationId: finished }))?.status).toBe('completed')
})

test('what was handed back or lost with its worker is cancelled, not tried again', async ({ db }) => {
  const [back, lost] = [
    await enqueueOperation(db, { operation: 'start' }),
    await enqueueOperation(db, { operation: 'stop' }),
  ]
  const holds = await claimOperations(db, { workerId: 'worker-1', limit: 2 })
  for (const operationId of [back, lost]) await cancelOperation(db, { operationId })

  await releaseOperations(db, { holds: holds.filter(({ operationId }) => operationId === back) })
  await db.query("UPDATE containers_lab.operation_queue SET lease_until = now() - interval '1 s' WHERE id = $1", [lost])
  expect(await sweepOperations(db)).toEqual({ requeued: 0, givenUp: 1, madeReady: 0 })

  for (const operationId of [back, lost]) {
    expect((await findOperation(db, { operationId }))?.status).toBe('cancelled')
    expect((await listOperationEvents(db, { operationId })).at(-1)?.action).toBe('cancel')
  }
})

test('what is not there or is no id cannot be cancelled', async ({ db }) => {
  expect(await cancelOperation(db, { operationId: NOBODY })).toBeUndefined()
  await expect(cancelOperation(db, { operationId: 'x' })).rejects.toThrow(InvalidInputError)
})

test('a claim and a cancellation at once agree on who was first', async ({ pool }) => {
  for (let round = 0; round < 10; round += 1) {
    const operationId = await enqueueOperation(pool, { operation: 'start' })

    const [outcome, claims] = await Promise.all([
      cancelOperation(pool, { operationId }),
      claimOperations(pool, { workerId: 'racer' }),
    ])

    const [claimed] = claims
    expect(outcome).toBe(claimed ? 'requested' : 'cancelled')
    if (claimed) await failOperation(pool, { operationId, fence: claimed.fence, reason: 'over' })
    expect((await findOperation(pool, { operationId }))?.status).toBe('cancelled')
  }
})

test('the handler of a running operation is told at the next heartbeat', async ({ pool }) => {
  const operationId = await enqueueOperation(pool, { operation: 'snapshot' })
  const aborted = vi.fn()
  const worker = createWorker({
    pool,
    queue: operationQueue,
    pollMs: 20,
    leaseMs: 1500,
    handle: (_operation, { signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          aborted()
          reject(signal.reason)
        })
      }),
  }).start()
  await vi.waitFor(async () => expect((await findOperation(pool, { operationId }))?.status).toBe('in_progress'), 10_000)

  expect(await cancelOperation(pool, { operationId, reason: 'no longer wanted' })).toBe('requested')

  await vi.waitFor(
    async () =>
      expect(await findOperation(pool, { operationId })).toMatchObject({
        status: 'cancelled',
        deadReason: 'no longer wanted',
      }),
    { timeout: 20_000, interval: 50 },
  )
  expect(aborted).toHaveBeenCalledOnce()
  await worker.drain()
})
