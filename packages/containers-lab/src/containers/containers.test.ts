import { expect } from 'vitest'

import { actAs, aQuota, aUser, insert, rowsOf } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  asUser,
  checkAndReserveQuota,
  createContainer,
  deleteContainer,
  findContainer,
  InvalidInputError,
  launchContainer,
  listContainerStatistics,
  listContainers,
  listContainerTimeline,
  listOperations,
  markContainerRunning,
  RuleViolatedError,
  releaseContainer,
  reserveContainer,
  TakenError,
  transitionContainer,
  UnknownReferenceError,
  updateContainer,
} from '../index.js'

const NOBODY = 2_000_000_000

test('a container is reserved with the sizes of its template, until the quota is used up', async ({ db }) => {
  const userId = await aUser(db)
  await aQuota(db, { user_id: userId, max_concurrent_containers: 1 })
  const template = await insert(db, 'templates', { name: 'reserved', image: 'debian:13', default_cpu: 3 })

  const containerId = await reserveContainer(db, { userId, templateId: Number(template.id), memoryMb: 256 })

  expect(await findContainer(db, { containerId: containerId ?? 0 })).toMatchObject({
    lxcName: `plab-${containerId}`,
    ownerUserId: userId,
    image: 'debian:13',
    cpu: 3,
    memoryMb: 256,
    diskMb: 10240,
    status: 'creating',
  })
  expect(await reserveContainer(db, { userId, image: 'ubuntu' })).toBeUndefined()
  await expect(reserveContainer(db, { userId })).rejects.toThrow(InvalidInputError)
})

test('of many reservations at once exactly as many are granted as the quota allows', async ({ pool }) => {
  const userId = await aUser(pool)
  await aQuota(pool, { user_id: userId, cores_limit: 3 })

  const granted = await Promise.all(
    Array.from({ length: 8 }, () => reserveContainer(pool, { userId, image: 'ubuntu' })),
  )

  expect(granted.filter((id) => id !== undefined)).toHaveLength(3)
  const locks = await rowsOf(pool, `SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid < 1000000`)
  expect(locks).toEqual([])
})

test('a reservation for nobody, or from no template, is refused', async ({ pool }) => {
  const userId = await aUser(pool)

  await expect(
    asUser(pool, userId, (db) => reserveContainer(db, { userId, templateId: NOBODY, image: 'x' })),
  ).rejects.toThrow(UnknownReferenceError)
})

test('a launch reserves and asks for the creation, or does neither', async ({ db }) => {
  const userId = await aUser(db)
  await aQuota(db, { user_id: userId, cores_limit: 2 })

  const launch = await launchContainer(db, { userId, image: 'ubuntu', cpu: 2, packages: ['git'] })

  const containerId = launch?.containerId ?? 0
  expect(await listOperations(db, { containerId })).toMatchObject([
    { operationId: launch?.operationId, operation: 'create', payload: { packages: ['git'] }, status: 'pending' },
  ])
  expect(await launchContainer(db, { userId, image: 'ubuntu' })).toBeUndefined()
  expect(await rowsOf(db, 'SELECT FROM containers_lab.containers WHERE owner_user_id = $1', [userId])).toHaveLength(1)
})

test('what was launched runs with address and packages, and an audit entry says who launched it', async ({ db }) => {
  const userId = await aUser(db)
  await actAs(db, userId)
  const containerId = (await reserveContainer(db, { userId, image: 'ubuntu' })) ?? 0

  expect(await markContainerRunning(db, { containerId, ipAddress: '10.0.0.7', packages: ['git'] })).toBe(true)
  expect(await markContainerRunning(db, { containerId })).toBe(true)
  expect(await markContainerRunning(db, { containerId: NOBODY })).toBe(false)

  const container = await findContainer(db, { containerId })
  expect(container).toMatchObject({ status: 'running', ipAddress: '10.0.0.7', metadata: { packages: ['git'] } })
  expect(container?.startedAt).toBeInstanceOf(Date)
  const entries = `SELECT actor_user_id, meta FROM containers_lab.audit_logs
    WHERE action = 'container.launch' AND target_id = $1 ORDER BY id LIMIT 1`
  expect(await rowsOf(db, entries, [String(containerId)])).toEqual([
    { actor_user_id: userId, meta: { ip_address: '10.0.0.7', packages: ['git'] } },
  ])
})

test('a container moves only as the moves allow, and its timeline tells them', async ({ pool }) => {
  const userId = await aUser(pool)
  const containerId = (await reserveContainer(pool, { userId, image: 'ubuntu' })) ?? 0

  await expect(transitionContainer(pool, { containerId, status: 'stopped' })).rejects.toThrow(RuleViolatedError)
  await transitionContainer(pool, { containerId, status: 'running' })
  expect(await transitionContainer(pool, { containerId, status: 'stopped' })).toBe(true)
  expect(await transitionContainer(pool, { containerId: NOBODY, status: 'stopped' })).toBe(false)

  const { startedAt, stoppedAt } = (await findContainer(pool, { containerId })) ?? {}
  expect([startedAt, stoppedAt]).toEqual([expect.any(Date), expect.any(Date)])
  const timeline = await listContainerTimeline(pool, { containerId })
  expect(timeline.map(({ kind, what }) => [kind, what])).toEqual([
    ['status', 'stopped'],
    ['status', 'running'],
    ['status', 'creating'],
  ])
})

test('a move says why, and the next one without a reason has none', async ({ db }) => {
  const containerId = (await reserveContainer(db, { userId: await aUser(db), image: 'ubuntu' })) ?? 0

  await transitionContainer(db, { containerId, status: 'running' })
  await transitionContainer(db, { containerId, status: 'stopped', reason: 'idle for a day' })
  await transitionContainer(db, { containerId, status: 'running' })

  const reasons = 'SELECT reason FROM containers_lab.container_lifecycle WHERE container_id = $1 ORDER BY id'
  expect((await rowsOf(db, reasons, [containerId])).map(({ reason }) => reason)).toEqual([
    null,
    null,
    'idle for a day',
    null,
  ])
  const timeline = await listContainerTimeline(db, { containerId })
  expect(timeline.find(({ what }) => what === 'stopped')?.details).toMatchObject({ reason: 'idle for a day' })
  await expect(transitionContainer(db, { containerId, status: 'stopped', reason: '' })).rejects.toThrow(
    InvalidInputError,
  )
})

test('a release gives the quota back at once and asks for the deletion once', async ({ db }) => {
  const userId = await aUser(db)
  await aQuota(db, { user_id: userId, cores_limit: 1 })
  const containerId = (await reserveContainer(db, { userId, image: 'ubuntu' })) ?? 0
  expect(await checkAndReserveQuota(db, { userId, cores: 1, memoryMb: 1, diskMb: 1 })).toBe(false)

  const operationId = await releaseContainer(db, { containerId })

  expect(await listOperations(db, { containerId })).toMatchObject([{ operationId, operation: 'delete' }])
  expect(await releaseContainer(db, { containerId })).toBeUndefined()
  expect(await checkAndReserveQuota(db, { userId, cores: 1, memoryMb: 1, diskMb: 1 })).toBe(true)
  expect(await deleteContainer(db, { containerId })).toBe(true)
  expect(await deleteContainer(db, { containerId })).toBe(false)
  expect(await findContainer(db, { containerId })).toBeUndefined()
})

test('containers are found by search, state and owner, with the total of all pages', async ({ db }) => {
  const ownerUserId = await aUser(db, { name: 'Ada 100% Lovelace' })
  const stopped = async () => (await listContainerStatistics(db)).find(({ status }) => status === 'stopped')
  const before = await stopped()
  for (const lxcName of ['list-1', 'list-2', 'list-3']) {
    await createContainer(db, { lxcName, image: 'ubuntu', ownerUserId, status: 'stopped' })
  }

  const page = await listContainers(db, { ownerUserId, status: 'stopped', limit: 2 })
  expect(page.map(({ lxcName, total, ownerName }) => [lxcName, total, ownerName])).toEqual([
    ['list-3', 3, 'Ada 100% Lovelace'],
    ['list-2', 3, 'Ada 100% Lovelace'],
  ])
  expect(await listContainers(db, { search: '100%' })).toHaveLength(3)
  expect(await listContainers(db, { search: '100_' })).toEqual([])
  expect(await listContainers(db, { ownerUserId, status: 'running' })).toEqual([])
  const after = await stopped()
  expect((after?.containers ?? 0) - (before?.containers ?? 0)).toBe(3)
  expect((after?.memoryMb ?? 0) - (before?.memoryMb ?? 0)).toBe(3072)
})

test('a container is created once a name, for somebody who is there', async ({ pool }) => {
  const lxcName = `once-${Date.now()}`
  await createContainer(pool, { lxcName, image: 'ubuntu', status: 'stopped' })

  await expect(createContainer(pool, { lxcName, image: 'ubuntu' })).rejects.toThrow(TakenError)
  await expect(createContainer(pool, { lxcName: `${lxcName}x`, image: 'x', ownerUserId: NOBODY })).rejects.toThrow()
  await expect(createContainer(pool, { lxcName: `${lxcName}y`, image: 'x', status: 'odd' })).rejects.toThrow(
    RuleViolatedError,
  )
})

test('a change of size exchanges the quota and leaves the rest as it is', async ({ pool }) => {
  const userId = await aUser(pool)
  await aQuota(pool, { user_id: userId, cores_limit: 2 })
  const containerId = (await reserveContainer(pool, { userId, image: 'ubuntu' })) ?? 0

  expect(await updateContainer(pool, { containerId, cpu: 2, metadata: { rack: 4 } })).toBe(true)
  await expect(updateContainer(pool, { containerId, cpu: 3 })).rejects.toThrow(RuleViolatedError)
  await updateContainer(pool, { containerId, ipAddress: '10.0.0.8' })
  await updateContainer(pool, { containerId, ipAddress: null })

  expect(await updateContainer(pool, { containerId: NOBODY, cpu: 1 })).toBe(false)
  expect(await findContainer(pool, { containerId })).toMatchObject({ cpu: 2, metadata: { rack: 4 }, ipAddress: null })
})
