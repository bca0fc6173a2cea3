import { expect } from 'vitest'

import { aContainer, aTeam, aUser } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  asUser,
  InvalidInputError,
  listLatestMetrics,
  listMetrics,
  recordMetrics,
  UnknownReferenceError,
} from '../index.js'

const AT = (minute: number) => new Date(Date.UTC(2026, 0, 5, 12, minute))

test('measurements are recorded at once and listed newest first', async ({ db }) => {
  const containerId = await aContainer(db)
  const teamId = await aTeam(db)

  const recorded = await recordMetrics(db, {
    metrics: [
      { name: 'cpu_percent', containerId, value: 12.5, recordedAt: AT(1) },
      { name: 'state', containerId, teamId, value: 'healthy', meta: { checks: 3 }, recordedAt: AT(2) },
      { name: 'cpu_percent', teamId, value: 0 },
      { name: 'backup' },
    ],
  })

  expect(recorded).toBe(4)
  expect(await listMetrics(db, { containerId })).toEqual([
    expect.objectContaining({ name: 'state', value: 'healthy', teamId, meta: { checks: 3 }, recordedAt: AT(2) }),
    expect.objectContaining({ name: 'cpu_percent', value: 12.5, meta: null, recordedAt: AT(1) }),
  ])
  expect(await listMetrics(db, { containerId, from: AT(1), to: AT(2) })).toMatchObject([{ value: 12.5 }])
  expect(await listMetrics(db, { name: 'cpu_percent', teamId })).toMatchObject([{ value: 0, containerId: null }])
  expect(await listMetrics(db, { name: 'backup' })).toMatchObject([{ value: null, recordedAt: expect.any(Date) }])
  expect(await listMetrics(db, { limit: 1 })).toHaveLength(1)
  expect(await listMetrics(db, { name: 'nothing' })).toEqual([])
})

test('of each name of a container the latest is given', async ({ db }) => {
  const [first, second, idle] = [await aContainer(db), await aContainer(db), await aContainer(db)]
  const measured = [first, second].flatMap((containerId, place) =>
    [1, 3, 2].flatMap((minute) => [
      { name: 'cpu_percent', containerId, value: minute + place * 10, recordedAt: AT(minute) },
      { name: 'memory_mb', containerId, value: 100 * minute, recordedAt: AT(minute) },
    ]),
  )
  await recordMetrics(db, { metrics: measured })

  const latest = await listLatestMetrics(db, { containerIds: [second, first, idle] })

  expect(latest.map(({ containerId, name, value }) => [containerId, name, value])).toEqual([
    [first, 'cpu_percent', 3],
    [first, 'memory_mb', 300],
    [second, 'cpu_percent', 13],
    [second, 'memory_mb', 300],
  ])
  expect(await listLatestMetrics(db, { containerIds: [first], names: ['memory_mb'] })).toMatchObject([{ value: 300 }])
  expect(await listLatestMetrics(db, { containerIds: [idle] })).toEqual([])
})

test('nothing recorded is nothing, and what belongs to nothing that exists is refused whole', async ({ db }) => {
  expect(await recordMetrics(db, { metrics: [] })).toBe(0)
  await expect(recordMetrics(db, { metrics: [{ name: '' }] })).rejects.toThrow(InvalidInputError)
  await expect(recordMetrics(db, { metrics: [{ name: 'x', value: Number.NaN }] })).rejects.toThrow(InvalidInputError)
  await expect(
    recordMetrics(db, { metrics: [{ name: 'x' }, { name: 'x', containerId: 2_000_000_000 }] }),
  ).rejects.toThrow(UnknownReferenceError)
})

test('somebody records for containers and teams of theirs only', async ({ pool }) => {
  const [owner, other] = [await aUser(pool), await aUser(pool)]
  const containerId = await aContainer(pool, { owner_user_id: owner })
  const [own, foreign] = [await aTeam(pool, [owner]), await aTeam(pool, [other])]
  const as = (userId: number, measurement: object) =>
    asUser(pool, { userId, role: 'app_role' }, (db) =>
      recordMetrics(db, { metrics: [{ name: 'cpu_percent', value: 1, ...measurement }] }),
    )

  expect(await as(owner, { containerId })).toBe(1)
  expect(await as(owner, { teamId: own })).toBe(1)
  const refused = [
    as(other, { containerId }),
    as(owner, { containerId, teamId: foreign }),
    as(owner, { teamId: foreign }),
    as(owner, {}),
  ]
  await Promise.all(refused.map((write) => expect(write).rejects.toMatchObject({ code: '42501' })))
  const seen = (userId: number, role: string) =>
    asUser(pool, { userId, role }, (db) => listMetrics(db, { containerId }))
  expect(await seen(owner, 'readonly_role')).toHaveLength(1)
  expect(await seen(other, 'app_role')).toEqual([])
})
