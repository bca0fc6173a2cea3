import { PermanentError } from '@schemata/worker'
import type { Pool } from 'pg'
import { expect, vi } from 'vitest'

import {
  cancelReservation,
  createDiskProcessor,
  createReservationProcessor,
  type DiskVolumes,
  diskOperationDeadLetters,
  diskOperations,
  findDiskOperation,
  findGpuAvailability,
  findReservation,
  getReservation,
  gpuReservations,
  listGroupNodes,
  type ReservationCluster,
  type ReservationMessage,
  requestDiskCreate,
  requestDiskDelete,
  requestReservation,
  reservationDeadLetters,
} from '../src/index.js'
import { test } from './test.js'

/** A cluster that keeps in memory what runs, and fails where told to. */
function aCluster(given: Partial<ReservationCluster> = {}) {
  const running = new Set<string>()
  const launches: string[] = []
  const cluster: ReservationCluster = {
    launch: async ({ reservationId }) => {
      launches.push(reservationId)
      running.add(reservationId)
      return { nodeIp: '10.0.0.7', nodePort: 30022, podName: `pod-${reservationId}` }
    },
    terminate: async ({ reservationId }) => {
      running.delete(reservationId)
    },
    setJupyter: async () => ({ jupyterUrl: 'https://lab.example.org' }),
    addUser: async () => {},
    ...given,
  }
  return { cluster, running, launches }
}

/** Runs the processor until the queue is empty. */
async function process(pool: Pool, cluster: ReservationCluster): Promise<void> {
  const processor = createReservationProcessor({ pool, cluster, pollMs: 50 }).start()
  try {
    await emptied(pool, gpuReservations)
  } finally {
    await processor.drain()
  }
}

/** Failed messages wait for their next try: brings that forward. */
async function emptied(
  pool: Pool,
  queue: { name: string; metrics(db: Pool): Promise<{ length: number }> },
): Promise<void> {
  await vi.waitFor(
    async () => {
      await pool.query(
        `UPDATE pgmq.q_${queue.name} SET vt = least(vt, clock_timestamp())
         WHERE vt < clock_timestamp() + interval '50 seconds'`,
      )
      expect((await queue.metrics(pool)).length).toBe(0)
    },
    { timeout: 15_000, interval: 50 },
  )
}

const send = (pool: Pool, message: ReservationMessage) => gpuReservations.send(pool, { message })

async function requested(pool: Pool, given: Partial<Parameters<typeof requestReservation>[1]> = {}): Promise<string> {
  const asked = await requestReservation(pool, { owner: 'ada', gpuType: 't4', gpuCount: 1, ...given })
  if (!('reservationId' in asked)) throw new Error(`Expected a reservation: ${asked.outcome}.`)
  return asked.reservationId
}

test('a requested reservation is launched, extended, shared, given a notebook and cancelled', async ({ pool }) => {
  const { cluster, running } = aCluster()
  const reservationId = await requested(pool)
  await process(pool, cluster)

  expect(await getReservation(pool, { reservationId })).toMatchObject({
    status: 'active',
    nodeIp: '10.0.0.7',
    nodePort: 30022,
  })
  expect(running).toEqual(new Set([reservationId]))

  const asked = { reservation_id: reservationId, user_id: 'ada' }
  await send(pool, { ...asked, action: 'extend', extension_hours: 2 })
  await send(pool, { ...asked, action: 'extend', extension_hours: 72 })
  await send(pool, { ...asked, action: 'add_user', github_username: 'bob' })
  await send(pool, { ...asked, action: 'enable_jupyter' })
  await process(pool, cluster)

  const used = await getReservation(pool, { reservationId })
  expect(used).toMatchObject({
    durationHours: 6,
    secondaryUsers: ['bob'],
    jupyterEnabled: true,
    jupyterUrl: 'https://lab.example.org',
  })
  expect(used.statusHistory.map(({ message }) => message)).toContain('Extension refused: over_cap')

  await send(pool, { ...asked, action: 'disable_jupyter' })
  await send(pool, { ...asked, action: 'cancel' })
  await process(pool, cluster)
  expect(await getReservation(pool, { reservationId })).toMatchObject({ status: 'cancelled' })
  expect(running.size).toBe(0)
})

test('a message that comes twice is done once', async ({ pool }) => {
  const { cluster, launches } = aCluster()
  const reservationId = await requested(pool)
  const { rows } = await pool.query('SELECT message FROM pgmq.q_gpu_reservations')
  await pool.query("SELECT pgmq.send('gpu_reservations', $1::jsonb)", [rows[0].message])

  await process(pool, cluster)

  expect(launches.filter((id) => id === reservationId)).toHaveLength(1)
  expect(await getReservation(pool, { reservationId })).toMatchObject({ status: 'active' })
  await cancelReservation(pool, { reservationId })
})

test('who has to wait is launched when GPUs come free, in the order of asking', async ({ pool }) => {
  const { cluster, launches } = aCluster()
  const given = { gpuType: 't4-small', gpuCount: 1 }
  const first = await requested(pool, given)
  await process(pool, cluster)
  const second = await requested(pool, given)
  const third = await requested(pool, given)
  await process(pool, cluster)
  expect(await getReservation(pool, { reservationId: second })).toMatchObject({ status: 'queued' })

  await send(pool, { action: 'cancel', reservation_id: first, user_id: 'ada' })
  await process(pool, cluster)

  expect(await getReservation(pool, { reservationId: second })).toMatchObject({ status: 'active' })
  expect(await getReservation(pool, { reservationId: third })).toMatchObject({ status: 'queued' })
  expect(launches).toEqual([first, second])
})

test('a launch gets its three attempts, exactly, and then the owner is told why', async ({ pool }) => {
  let tries = 0
  const { cluster } = aCluster({
    launch: async () => {
      tries += 1
      throw new Error('no such image')
    },
  })
  const reservationId = await requested(pool, { gpuType: 'a10g', gpuCount: 4 })

  await process(pool, cluster)

  expect(tries).toBe(3)
  expect(await getReservation(pool, { reservationId })).toMatchObject({
    status: 'failed',
    failureReason: 'no such image',
  })
  expect(await findGpuAvailability(pool, { gpuType: 'a10g' })).toMatchObject({ inUseGpus: 0 })
  const dead = await reservationDeadLetters.list(pool, { limit: 10 })
  expect(dead).toEqual([
    expect.objectContaining({ reason: 'attempts', lastError: expect.stringContaining('no such image') }),
  ])
  expect(await reservationDeadLetters.purge(pool, { olderThanMs: 0, limit: 10 })).toBe(1)
})

test('a permanent error fails at once', async ({ pool }) => {
  let tries = 0
  const { cluster } = aCluster({
    launch: async () => {
      tries += 1
      throw new PermanentError({ reason: 'bad command' })
    },
  })
  const reservationId = await requested(pool)

  await process(pool, cluster)

  expect(tries).toBe(1)
  expect(await getReservation(pool, { reservationId })).toMatchObject({ status: 'failed' })
  await reservationDeadLetters.purge(pool, { olderThanMs: 0, limit: 10 })
})

test('a group comes up as a whole or not at all', async ({ pool }) => {
  const good = aCluster()
  const whole = await requested(pool, { gpuType: 'h100', gpuCount: 8, nodes: 2 })
  await process(pool, good.cluster)
  expect((await listGroupNodes(pool, { groupId: whole })).map(({ status }) => status)).toEqual(['active', 'active'])
  await cancelReservation(pool, { reservationId: whole })

  const broken = await requested(pool, { gpuType: 'h100', gpuCount: 8, nodes: 2 })
  const running = new Set<string>()
  const half = aCluster({
    launch: async ({ reservationId, nodeIndex }) => {
      if (nodeIndex === 1) throw new PermanentError({ reason: 'node 1 is broken' })
      running.add(reservationId)
      return {}
    },
    terminate: async ({ reservationId }) => {
      running.delete(reservationId)
    },
  })
  await process(pool, half.cluster)
  const nodes = await listGroupNodes(pool, { groupId: broken })
  expect(nodes.map(({ status, failureReason }) => [status, failureReason])).toEqual([
    ['failed', 'node 1 is broken'],
    ['failed', 'node 1 is broken'],
  ])
  expect(running.size).toBe(0)
  await reservationDeadLetters.purge(pool, { olderThanMs: 0, limit: 10 })
})

test('nodes that come up one by one make their group usable with the last of them', async ({ pool }) => {
  const asked = await requestReservation(pool, {
    owner: 'ada',
    gpuType: 'h200',
    gpuCount: 8,
    nodes: 2,
    whenFull: 'refuse',
    isSent: false,
  })
  if (asked.outcome !== 'started') throw new Error('Expected it to start.')
  const groupId = asked.reservationId
  const { cluster } = aCluster()
  const node = (reservation_id: string) =>
    send(pool, { action: 'process_multinode_individual', reservation_id, user_id: 'ada' })

  await node(groupId)
  await process(pool, cluster)
  expect(await getReservation(pool, { reservationId: groupId })).toMatchObject({
    status: 'preparing',
    nodeIp: '10.0.0.7',
  })
  await node(`${groupId}-1`)
  await process(pool, cluster)
  expect((await listGroupNodes(pool, { groupId })).map(({ status }) => status)).toEqual(['active', 'active'])
})

test('cancelled while it came up, it is taken down', async ({ pool }) => {
  const reservationId = await requested(pool)
  const { cluster, running } = aCluster()
  const launch = cluster.launch
  await process(pool, {
    ...cluster,
    launch: async (...given) => {
      const changes = await launch(...given)
      await cancelReservation(pool, { reservationId })
      return changes
    },
  })

  expect(running.size).toBe(0)
  expect(await getReservation(pool, { reservationId })).toMatchObject({ status: 'cancelled' })
})

test('a message about somebody else’s reservation does nothing, and is kept with the reason', async ({ pool }) => {
  const { cluster, launches } = aCluster()
  const reservationId = await requested(pool, { isSent: false })
  await send(pool, { action: 'create_reservation', reservation_id: reservationId, user_id: 'eve' })
  await send(pool, { action: 'cancel', reservation_id: reservationId, user_id: 'eve' })
  await send(pool, { action: 'cancel', reservation_id: 'nowhere', user_id: 'ada' })
  await pool.query(`SELECT pgmq.send('gpu_reservations', '{"action": "dance"}')`)

  await process(pool, cluster)

  expect(launches).toEqual([])
  expect(await getReservation(pool, { reservationId })).toMatchObject({ status: 'pending' })
  const dead = await reservationDeadLetters.list(pool, { limit: 10 })
  expect(dead.map(({ reason }) => reason).sort()).toEqual(['permanent', 'permanent', 'permanent', 'unreadable'])
  await reservationDeadLetters.purge(pool, { olderThanMs: 0, limit: 10 })
})

test('the secrets of a request go when the reservation ends', async ({ pool }) => {
  const reservationId = await requested(pool, { envVars: { TOKEN: 'hush' } })
  const kept = () =>
    pool.query('SELECT request FROM gpu_dev.reservation_requests WHERE reservation_id = $1', [reservationId])
  expect((await kept()).rows[0].request.env_vars).toEqual({ TOKEN: 'hush' })

  await cancelReservation(pool, { reservationId })

  expect((await kept()).rows).toEqual([])
  await gpuReservations.purge(pool)
  expect(await findReservation(pool, { reservationId })).toBeDefined()
})

test('disks are made and retired, and the operation tells how it went', async ({ pool }) => {
  const made: string[] = []
  let failures = 0
  const volumes: DiskVolumes = {
    create: async ({ diskName }) => {
      made.push(diskName)
      if (diskName === 'flaky' && failures++ === 0) throw new Error('try again')
      if (diskName === 'doomed') throw new Error('no space')
      return { ebsVolumeId: `vol-${diskName}` }
    },
    retire: async () => {},
  }
  const run = async () => {
    const processor = createDiskProcessor({ pool, volumes, pollMs: 50 }).start()
    await emptied(pool, diskOperations).finally(() => processor.drain())
  }
  const ids: Record<string, string> = {}
  for (const diskName of ['plain', 'flaky', 'doomed']) {
    const asked = await requestDiskCreate(pool, { owner: 'ada', diskName, sizeGb: 10 })
    if (asked.outcome === 'requested') ids[diskName] = asked.operationId
  }

  await run()

  const status = async (operationId = '') => (await findDiskOperation(pool, { operationId }))?.status
  expect(await status(ids.plain)).toBe('completed')
  expect(await findDiskOperation(pool, { operationId: ids.flaky ?? '' })).toMatchObject({
    status: 'completed',
    fence: 2,
  })
  expect(await findDiskOperation(pool, { operationId: ids.doomed ?? '' })).toMatchObject({
    status: 'failed',
    error: 'no space',
  })
  expect(made.filter((name) => name === 'doomed')).toHaveLength(3)
  expect(await diskOperationDeadLetters.list(pool, { limit: 10 })).toHaveLength(1)

  const gone = await requestDiskDelete(pool, { owner: 'ada', diskName: 'plain' })
  await run()
  expect(gone.outcome === 'requested' && (await status(gone.operationId))).toBe('completed')
})
