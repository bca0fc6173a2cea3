import fc from 'fast-check'
import { expect } from 'vitest'

import { age, anActiveReservation, aReservation } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  admitReservations,
  archiveReservations,
  cancelReservation,
  extendReservation,
  findGpuAvailability,
  findQueuePlace,
  findReservation,
  findUserLimits,
  getReservation,
  listGpuAvailability,
  listGpuHours,
  listGpuTypes,
  listQueue,
  recordAvailability,
  requestReservation,
  setGpuTypeActive,
  setUserLimits,
  startReservation,
  transitionReservation,
} from '../index.js'

/** How many random reservations are made at once in each run; a script makes ten thousand. */
const RESERVATIONS = Number(process.env.SCHEMATA_GPU_RESERVATIONS ?? 60)

async function cluster(db: Parameters<typeof recordAvailability>[0], gpuType: string, totalGpus: number) {
  await recordAvailability(db, {
    gpuType,
    totalGpus,
    schedulableGpus: totalGpus,
    maxReservable: totalGpus,
    fullNodesAvailable: 1,
    runningInstances: 1,
    desiredCapacity: 1,
    countedBy: 'test',
  })
}

test('no GPU is given twice, whoever asks for how many when', async ({ pool }) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 8 }), fc.constantFrom('a100', 'h200'), fc.boolean()), {
        minLength: RESERVATIONS,
        maxLength: RESERVATIONS,
      }),
      async (wishes) => {
        await pool.query(
          "UPDATE gpu_dev.reservations SET status = 'cancelled' WHERE gpu_type IN ('a100', 'h200') AND status <> 'cancelled'",
        )
        const totals = { a100: 16, h200: 24 }
        for (const [gpuType, total] of Object.entries(totals)) await cluster(pool, gpuType, total)

        const answers = await Promise.all(
          wishes.map(async ([gpuCount, gpuType, isBrief]) => {
            const asked = await requestReservation(pool, {
              owner: 'ada',
              gpuType,
              gpuCount,
              whenFull: 'refuse',
              isSent: false,
            })
            if (isBrief && asked.outcome === 'started') await cancelReservation(pool, asked)
            return asked
          }),
        )

        for (const [gpuType, total] of Object.entries(totals)) {
          const { inUseGpus = 0 } = (await findGpuAvailability(pool, { gpuType })) ?? {}
          expect(inUseGpus).toBeLessThanOrEqual(total)
          const smallest = Math.min(
            ...wishes
              .filter(([, type], index) => type === gpuType && answers[index]?.outcome === 'no_capacity')
              .map(([count]) => count),
          )
          // Who asks again for what is left gets it: nothing is lost on the way.
          if (total - inUseGpus >= smallest) {
            expect(
              await requestReservation(pool, {
                owner: 'ada',
                gpuType,
                gpuCount: smallest,
                whenFull: 'refuse',
                isSent: false,
              }),
            ).toMatchObject({ outcome: 'started' })
          }
        }
      },
    ),
    { numRuns: 3 },
  )
}, 120_000)

test('of two who want the last GPUs one gets them, the other waits or is refused', async ({ pool }) => {
  await cluster(pool, 't4-small', 1)
  const ask = (whenFull: 'queue' | 'refuse') =>
    requestReservation(pool, { owner: 'ada', gpuType: 't4-small', gpuCount: 1, whenFull, isSent: false })

  const answers = await Promise.all([ask('refuse'), ask('refuse'), ask('refuse')])

  expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['no_capacity', 'no_capacity', 'started'])
  expect(await ask('queue')).toMatchObject({ outcome: 'waiting', status: 'queued', queuePosition: 1 })
  expect(await ask('queue')).toMatchObject({ outcome: 'waiting', queuePosition: 2 })
})

test('a refused group leaves nothing behind', async ({ db }) => {
  await cluster(db, 'b200', 16)

  const refused = await requestReservation(db, {
    reservationId: 'too-big',
    owner: 'ada',
    gpuType: 'b200',
    gpuCount: 8,
    nodes: 3,
    whenFull: 'refuse',
  })

  expect(refused).toEqual({ outcome: 'no_capacity' })
  expect(await findReservation(db, { reservationId: 'too-big' })).toBeUndefined()
  expect((await db.query('SELECT msg_id FROM pgmq.q_gpu_reservations')).rows).toEqual([])
})

test('the queue is first come first served, and a group stands in it once', async ({ db }) => {
  await cluster(db, 'h100', 16)
  const ask = (owner: string, gpuCount: number, nodes = 1) =>
    requestReservation(db, { owner, gpuType: 'h100', gpuCount, nodes, whenFull: 'queue', durationHours: 3 })
  const used = await ask('ada', 8)
  const group = await ask('bob', 8, 2)
  const small = await ask('carl', 1)

  expect(used).toMatchObject({ outcome: 'started', status: 'preparing' })
  expect(group).toMatchObject({ outcome: 'waiting', queuePosition: 1 })
  // There is a GPU for it, but whoever came first goes first.
  expect(small).toMatchObject({ outcome: 'waiting', queuePosition: 2 })
  if (used.outcome !== 'started' || group.outcome !== 'waiting' || small.outcome !== 'waiting')
    throw new Error('See above.')
  expect(await listQueue(db, { gpuType: 'h100' })).toMatchObject([
    { reservationId: group.reservationId, gpuCount: 16, queuePosition: 1, estimatedWaitSeconds: null },
    { reservationId: small.reservationId, gpuCount: 1, queuePosition: 2 },
  ])

  await transitionReservation(db, { reservationId: used.reservationId, to: 'active' })
  const place = await findQueuePlace(db, { reservationId: group.reservationId })
  expect(place?.estimatedWaitSeconds).toBeGreaterThan(3 * 3600 - 60)
  expect(place?.estimatedWaitSeconds).toBeLessThanOrEqual(3 * 3600)
  expect(await admitReservations(db, { gpuType: 'h100' })).toEqual([])

  await cancelReservation(db, { reservationId: used.reservationId })
  expect(await admitReservations(db, { gpuType: 'h100' })).toEqual([group.reservationId])
  expect(await getReservation(db, { reservationId: `${group.reservationId}-1` })).toMatchObject({ status: 'preparing' })
  expect(await findQueuePlace(db, { reservationId: group.reservationId })).toBeUndefined()
  await cancelReservation(db, { reservationId: group.reservationId })
  expect(await admitReservations(db)).toEqual([small.reservationId])

  const { rows } = await db.query(
    "SELECT message ->> 'reservation_id' AS id FROM pgmq.q_gpu_reservations ORDER BY msg_id",
  )
  expect(rows.map(({ id }) => id)).toEqual([used.reservationId, group.reservationId, small.reservationId])
})

test('admissions at once start each reservation once', async ({ pool }) => {
  await cluster(pool, 'l4', 0)
  const waiting = []
  for (let made = 0; made < 6; made += 1) {
    waiting.push(await requestReservation(pool, { owner: 'ada', gpuType: 'l4', gpuCount: 1, whenFull: 'queue' }))
  }
  await cluster(pool, 'l4', 4)

  const admitted = (
    await Promise.all(Array.from({ length: 5 }, () => admitReservations(pool, { gpuType: 'l4' })))
  ).flat()

  expect(admitted).toHaveLength(4)
  expect(new Set(admitted).size).toBe(4)
  expect(await findGpuAvailability(pool, { gpuType: 'l4' })).toMatchObject({
    inUseGpus: 4,
    unreservedGpus: 0,
    queuedGpus: 2,
  })
})

test('startReservation says what stands where there is nothing to start', async ({ db }) => {
  const used = await anActiveReservation(db, { gpuType: 'a10g', gpuCount: 1 })
  const { reservationId } = await aReservation(db, { gpuType: 'a10g', gpuCount: 1 })

  expect(await startReservation(db, { reservationId })).toEqual({ outcome: 'started', status: 'preparing' })
  expect(await startReservation(db, { reservationId })).toEqual({ outcome: 'unchanged', status: 'preparing' })
  expect(await startReservation(db, used)).toEqual({ outcome: 'refused', status: 'active' })
  expect(await startReservation(db, { reservationId: 'nowhere' })).toEqual({ outcome: 'unknown' })
})

test('a shrunken cluster gives nothing, and availability never falls below zero', async ({ db }) => {
  await anActiveReservation(db, { gpuType: 't4', gpuCount: 4 })
  await cluster(db, 't4', 2)

  expect(await findGpuAvailability(db, { gpuType: 'T4' })).toMatchObject({
    totalGpus: 2,
    inUseGpus: 4,
    unreservedGpus: 0,
    schedulableGpus: 2,
    countedBy: 'test',
  })
  const { reservationId } = await aReservation(db, { gpuType: 't4', gpuCount: 1 })
  expect(await transitionReservation(db, { reservationId, to: 'preparing' })).toMatchObject({ outcome: 'no_capacity' })
})

test('machines without GPUs can always be had', async ({ db }) => {
  expect(
    await requestReservation(db, { owner: 'ada', gpuType: 'cpu-x86', gpuCount: 0, whenFull: 'refuse' }),
  ).toMatchObject({ outcome: 'started' })
})

test('both figures come with their age, and only where there was a count', async ({ db }) => {
  await db.query(
    "UPDATE gpu_dev.gpu_types SET last_availability_update = now() - interval '10 minutes', available_gpus = 3 WHERE gpu_type = 'a10g'",
  )

  const { countAgeSeconds, schedulableGpus } = (await findGpuAvailability(db, { gpuType: 'a10g' })) ?? {}

  expect(schedulableGpus).toBe(3)
  expect(countAgeSeconds).toBeGreaterThan(590)
  expect(await findGpuAvailability(db, { gpuType: 'cpu-arm' })).toMatchObject({ countAgeSeconds: null, maxPerNode: 0 })
  expect(await findGpuAvailability(db, { gpuType: 'v100' })).toBeUndefined()
})

test('a kind that is switched off is not listed and cannot be asked for', async ({ db }) => {
  expect(await setGpuTypeActive(db, { gpuType: 'b200', isActive: false })).toBe(true)
  expect(await setGpuTypeActive(db, { gpuType: 'v100', isActive: false })).toBe(false)

  expect((await listGpuTypes(db)).map(({ gpuType }) => gpuType)).not.toContain('b200')
  expect((await listGpuAvailability(db)).map(({ gpuType }) => gpuType)).not.toContain('b200')
  expect(await listGpuTypes(db, { includeInactive: true })).toHaveLength(10)
  expect(await listGpuAvailability(db, { includeInactive: true })).toHaveLength(10)
  expect(await requestReservation(db, { owner: 'ada', gpuType: 'b200', gpuCount: 1 })).toEqual({
    outcome: 'inactive_gpu_type',
  })
  expect(await requestReservation(db, { owner: 'ada', gpuType: 'v100', gpuCount: 1 })).toEqual({
    outcome: 'unknown_gpu_type',
  })
})

test('limits of a user hold under concurrent requests', async ({ pool }) => {
  await setUserLimits(pool, { username: 'lena', maxReservations: 3 })

  const answers = await Promise.all(
    Array.from({ length: 10 }, () => requestReservation(pool, { owner: 'lena', gpuType: 'cpu-x86' })),
  )

  expect(answers.filter(({ outcome }) => outcome === 'requested')).toHaveLength(3)
  expect(answers.find(({ outcome }) => outcome === 'limit_exceeded')).toEqual({
    outcome: 'limit_exceeded',
    limit: 'max_reservations',
    allowed: 3,
    wanted: 4,
  })
})

test('GPU-hours of a month count what was used and what is promised', async ({ db }) => {
  await setUserLimits(db, { username: '*', maxGpuHoursPerMonth: 40 })
  const ask = (durationHours: number) =>
    requestReservation(db, { owner: 'hugo', gpuType: 'cpu-x86', gpuCount: 4, durationHours, isSent: false })

  expect(await ask(5)).toMatchObject({ outcome: 'requested' })
  expect(await ask(6)).toMatchObject({
    outcome: 'limit_exceeded',
    limit: 'max_gpu_hours_per_month',
    allowed: 40,
    wanted: 44,
  })
  expect(await ask(5)).toMatchObject({ outcome: 'requested' })
  await setUserLimits(db, { username: 'hugo', maxGpus: 8 })
  expect(await ask(1)).toMatchObject({ outcome: 'limit_exceeded', limit: 'max_gpus', wanted: 12 })
  expect(await findUserLimits(db, { username: 'hugo' })).toMatchObject({ maxGpus: 8, maxGpuHoursPerMonth: null })
  expect(await findUserLimits(db, { username: 'bob' })).toMatchObject({ maxGpuHoursPerMonth: 40 })
})

test('an extension counts against the GPU-hours too', async ({ db }) => {
  const { reservationId } = await anActiveReservation(db, {
    owner: 'erika',
    gpuType: 'h100',
    gpuCount: 2,
    durationHours: 4,
  })
  await setUserLimits(db, { username: 'erika', maxReservations: 0, maxGpuHoursPerMonth: 12 })

  expect(await extendReservation(db, { reservationId, owner: 'erika', hours: 3 })).toMatchObject({
    outcome: 'over_limit',
  })
  expect(await extendReservation(db, { reservationId, owner: 'erika', hours: 1 })).toMatchObject({
    outcome: 'extended',
  })
})

test('reports keep counting what was archived', async ({ db }) => {
  const { reservationId } = await anActiveReservation(db, {
    owner: 'rita',
    gpuType: 'h100',
    gpuCount: 8,
    durationHours: 9,
  })
  await age(db, reservationId, '10 hours', ['launched_at', 'created_at'])
  await cancelReservation(db, { reservationId })
  await age(db, reservationId, '5 hours', ['reservation_ended'])
  const report = () => listGpuHours(db, { from: new Date(Date.now() - 86_400_000), owner: 'rita' })
  const before = await report()

  expect(before).toHaveLength(1)
  expect(before[0]).toMatchObject({ owner: 'rita', gpuType: 'h100', reservations: 1 })
  expect(before[0]?.gpuHours).toBeCloseTo(40, 1)
  expect(await archiveReservations(db, { olderThanDays: 0.2 })).toBe(1)
  expect(await report()).toEqual(before)
  // Cut off where the period ends.
  const [half] = await listGpuHours(db, { from: new Date(Date.now() - 7.5 * 3_600_000), owner: 'rita' })
  expect(half?.gpuHours).toBeCloseTo(20, 1)
  expect(await listGpuHours(db, { from: new Date(), owner: 'rita' })).toEqual([])
})
