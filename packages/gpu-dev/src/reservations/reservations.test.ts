import { randomUUID } from 'node:crypto'

import { expect } from 'vitest'

import { anActiveReservation, aReservation } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  addSecondaryUser,
  appendStatusHistory,
  createReservation,
  deleteReservation,
  findOwnReservation,
  findReservation,
  findReservationByPrefix,
  getReservation,
  listReservations,
  listReservationsByPrefix,
  listReservationTotals,
  pageReservations,
  recordOutOfMemory,
  updateReservation,
} from '../index.js'

test('createReservation makes a pending one, and getReservation reads all of it', async ({ db }) => {
  const made = await createReservation(db, {
    owner: 'ada',
    gpuType: 'H100',
    gpuCount: 8,
    durationHours: 6,
    name: 'train',
    githubUser: 'ada-l',
    secondaryUsers: ['bob'],
  })

  expect(made).toMatchObject({
    owner: 'ada',
    status: 'pending',
    gpuType: 'h100',
    gpuCount: 8,
    durationHours: 6,
    namespace: 'default',
    secondaryUsers: ['bob'],
    preserveEntrypoint: false,
    warningsSent: {},
    statusHistory: [{ status: 'pending' }],
  })
  expect(await getReservation(db, made)).toEqual(made)
  expect(await findReservation(db, { reservationId: randomUUID() })).toBeUndefined()
  await expect(getReservation(db, { reservationId: 'nowhere' })).rejects.toMatchObject({
    code: 'GPU_UNKNOWN_RESERVATION',
  })
})

test('a taken id is an error, whoever has it, and the row stays as it is', async ({ pool }) => {
  const { reservationId } = await aReservation(pool, { owner: 'ada', name: 'first' })

  await expect(createReservation(pool, { reservationId, owner: 'eve', name: 'second' })).rejects.toMatchObject({
    code: 'GPU_RESERVATION_ID_TAKEN',
    reservationId,
  })

  expect(await getReservation(pool, { reservationId })).toMatchObject({ owner: 'ada', name: 'first' })
})

test('an unknown kind of GPU is an error', async ({ pool }) => {
  await expect(createReservation(pool, { owner: 'ada', gpuType: 'v100', gpuCount: 1 })).rejects.toMatchObject({
    code: 'GPU_UNKNOWN_TYPE',
    gpuType: 'v100',
  })
})

test('findOwnReservation tells not found from forbidden', async ({ db }) => {
  const { reservationId } = await aReservation(db, { owner: 'ada', secondaryUsers: ['bob'] })

  expect(await findOwnReservation(db, { reservationId, owner: 'ada' })).toMatchObject({ outcome: 'found' })
  expect(await findOwnReservation(db, { reservationId, owner: 'bob' })).toMatchObject({ outcome: 'found' })
  expect(await findOwnReservation(db, { reservationId, owner: 'eve' })).toEqual({ outcome: 'forbidden' })
  expect(await findOwnReservation(db, { reservationId: 'nowhere', owner: 'ada' })).toEqual({ outcome: 'unknown' })
})

test('lists by owner and status, newest first, running and active as one', async ({ db }) => {
  const waiting = await aReservation(db, { owner: 'lena' })
  const used = await anActiveReservation(db, { owner: 'lena' })
  await db.query("UPDATE gpu_dev.reservations SET status = 'running' WHERE reservation_id = $1", [used.reservationId])
  await aReservation(db, { owner: 'bob' })
  const ids = async (...parameters: Parameters<typeof listReservations>) =>
    (await listReservations(...parameters)).map(({ reservationId }) => reservationId)

  expect(await ids(db, { owner: 'lena' })).toEqual([used.reservationId, waiting.reservationId])
  expect(await ids(db, { owner: 'lena', statuses: ['active'] })).toEqual([used.reservationId])
  expect(await ids(db, { statuses: ['pending'] })).toContain(waiting.reservationId)
  expect(await ids(db, { limit: 1 })).toHaveLength(1)
  expect(await ids(db, { owner: 'nobody' })).toEqual([])
})

test('lists hold no token, no log and no history', async ({ db }) => {
  const { reservationId } = await aReservation(db)
  await updateReservation(db, { reservationId, changes: { jupyterToken: 'hush', podLogs: 'long' } })

  const [listed] = await listReservations(db)

  expect(Object.keys(listed ?? {})).not.toEqual(expect.arrayContaining(['jupyterToken']))
  expect(JSON.stringify(listed)).not.toContain('hush')
  expect(JSON.stringify(listed)).not.toContain('long')
  expect(await getReservation(db, { reservationId })).toMatchObject({ jupyterToken: 'hush', podLogs: 'long' })
})

test('pageReservations gives a page and the total, past the end too', async ({ db }) => {
  for (let made = 0; made < 5; made += 1) await aReservation(db, { owner: 'petra', name: `n${made}` })
  await aReservation(db, { owner: 'bob' })

  const first = await pageReservations(db, { owner: 'petra', limit: 2 })
  const last = await pageReservations(db, { owner: 'petra', offset: 4, limit: 2 })

  expect(first.total).toBe(5)
  expect(first.reservations.map(({ name }) => name)).toEqual(['n4', 'n3'])
  expect(last.reservations.map(({ name }) => name)).toEqual(['n0'])
  expect(await pageReservations(db, { owner: 'petra', offset: 9 })).toEqual({ reservations: [], total: 5 })
  expect(await pageReservations(db, { owner: 'petra', statuses: ['expired'] })).toEqual({ reservations: [], total: 0 })
})

test('a prefix is text, needs its owner, and has to mean one', async ({ db }) => {
  await aReservation(db, { reservationId: 'abcd-1', owner: 'ada' })
  await aReservation(db, { reservationId: 'abcd-12', owner: 'ada' })
  await aReservation(db, { reservationId: 'abcd-9', owner: 'bob' })
  await aReservation(db, { reservationId: '50%_off', owner: 'ada' })
  const find = (prefix: string, owner = 'ada') => findReservationByPrefix(db, { prefix, owner })

  expect(await find('abcd-12')).toMatchObject({ reservationId: 'abcd-12' })
  expect(await find('abcd-1')).toMatchObject({ reservationId: 'abcd-1' })
  expect(await find('abcd', 'bob')).toMatchObject({ reservationId: 'abcd-9' })
  expect(await find('50%_')).toMatchObject({ reservationId: '50%_off' })
  await expect(find('abcd')).rejects.toMatchObject({ code: 'GPU_AMBIGUOUS_PREFIX', prefix: 'abcd' })
  for (const pattern of ['%%%%', '____', 'ab%d']) expect(await find(pattern)).toBeUndefined()
  for (const short of ['', 'abc', '   ']) await expect(find(short)).rejects.toMatchObject({ code: 'GPU_INVALID_INPUT' })
  expect(await listReservationsByPrefix(db, { prefix: 'abcd' })).toHaveLength(3)
})

test('updateReservation changes what is named and nothing else', async ({ db }) => {
  const { reservationId } = await aReservation(db, { name: 'train' })

  expect(
    await updateReservation(db, {
      reservationId,
      changes: {
        nodeIp: '10.0.0.7',
        nodePort: 30022,
        sshCommand: 'ssh -p 30022 dev@10.0.0.7',
        jupyterUrl: 'https://train.example.org',
        albConfig: { rules: [1, 2] },
        podLogs: 'x'.repeat(150_000),
      },
    }),
  ).toBe(true)

  const updated = await getReservation(db, { reservationId })
  expect(updated).toMatchObject({ name: 'train', nodeIp: '10.0.0.7', nodePort: 30022, albConfig: { rules: [1, 2] } })
  expect(updated.podLogs).toHaveLength(100_000)
  await updateReservation(db, { reservationId, changes: { name: null } })
  expect(await getReservation(db, { reservationId })).toMatchObject({ name: null, nodeIp: '10.0.0.7' })
  expect(await updateReservation(db, { reservationId: 'nowhere', changes: { name: 'x' } })).toBe(false)
  await expect(
    // @ts-expect-error A column that callers may not set.
    updateReservation(db, { reservationId, changes: { status: 'active' } }),
  ).rejects.toMatchObject({ code: 'GPU_INVALID_INPUT' })
  await expect(updateReservation(db, { reservationId, changes: { nodeIp: 'here' } })).rejects.toMatchObject({
    parameters: ['changes.nodeIp'],
  })
})

test('history entries of many writers are all kept', async ({ pool }) => {
  const { reservationId } = await aReservation(pool)

  await Promise.all(
    Array.from({ length: 20 }, (_, index) => appendStatusHistory(pool, { reservationId, message: `step ${index}` })),
  )

  const { statusHistory } = await getReservation(pool, { reservationId })
  expect(statusHistory).toHaveLength(21)
  expect(new Set(statusHistory.map(({ message }) => message)).size).toBe(21)
  expect(await appendStatusHistory(pool, { reservationId: 'nowhere', message: 'x' })).toBe(false)
})

test('a secondary user is added once, however many ask', async ({ pool }) => {
  const { reservationId } = await aReservation(pool, { owner: 'ada', nodes: 2 })
  const add = (username: string, owner?: string) =>
    addSecondaryUser(pool, { reservationId, username, ...(owner === undefined ? {} : { owner }) })

  const outcomes = await Promise.all(Array.from({ length: 10 }, () => add('bob', 'ada')))

  expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(1)
  expect(outcomes.filter((outcome) => outcome === 'present')).toHaveLength(9)
  expect(await getReservation(pool, { reservationId })).toMatchObject({ secondaryUsers: ['bob'] })
  expect(await getReservation(pool, { reservationId: `${reservationId}-1` })).toMatchObject({ secondaryUsers: ['bob'] })
  expect(await add('eve', 'eve')).toBe('forbidden')
  expect(await addSecondaryUser(pool, { reservationId: 'nowhere', username: 'bob' })).toBe('unknown')
  await pool.query("UPDATE gpu_dev.reservations SET status = 'cancelled' WHERE reservation_id = $1", [reservationId])
  expect(await add('carl')).toBe('ended')
})

test('memory running out is counted once an event', async ({ pool }) => {
  const { reservationId } = await aReservation(pool)
  const at = new Date('2026-05-01T10:00:00Z')
  const record = (moment: Date) => recordOutOfMemory(pool, { reservationId, at: moment, container: 'main' })

  const counted = await Promise.all([record(at), record(at), record(at)])

  expect(counted.filter(Boolean)).toHaveLength(1)
  expect(await record(new Date(at.getTime() + 1))).toBe(true)
  expect(await record(at)).toBe(false)
  expect(await getReservation(pool, { reservationId })).toMatchObject({ oomCount: 2, oomContainer: 'main' })
})

test('totals count by kind and status', async ({ db }) => {
  await anActiveReservation(db, { gpuType: 'h100', gpuCount: 8 })
  await aReservation(db, { gpuType: 'h100', gpuCount: 2 })
  await aReservation(db, { gpuType: 'h100', gpuCount: 4 })

  expect(await listReservationTotals(db)).toEqual(
    expect.arrayContaining([
      { gpuType: 'h100', status: 'active', reservations: 1, gpus: 8 },
      { gpuType: 'h100', status: 'pending', reservations: 2, gpus: 6 },
    ]),
  )
})

test('deleteReservation deletes a group whole, and what is gone is gone', async ({ db }) => {
  const { reservationId } = await aReservation(db, { owner: 'whole', nodes: 3 })

  expect(await deleteReservation(db, { reservationId })).toBe(true)
  expect(await deleteReservation(db, { reservationId })).toBe(false)
  expect(await listReservations(db, { owner: 'whole' })).toEqual([])
})

const REFUSED = [
  ['a duration of -1', 'duration_hours', '-1'],
  ['a duration of NaN', 'duration_hours', "'NaN'"],
  ['an endless duration', 'duration_hours', "'Infinity'"],
  ['a port of 99999', 'node_port', '99999'],
  ['an unheard-of status', 'status', "'whatever'"],
  ['a lock as a status', 'status', "'lock'"],
  ['a history that is no array', 'status_history', `'{"a": 1}'`],
  ['warnings that are no object', 'warnings_sent', `'"{}"'`],
  ['a blank name', 'name', "'  '"],
  ['fewer than no GPUs', 'gpu_count', '-8'],
  ['a kind in capitals', 'gpu_type', "'H100'"],
  ['an address that is none', 'node_ip', "'not-an-address'"],
  ['a node without a group', 'is_multinode', 'true'],
]

for (const [what, column, value] of REFUSED) {
  test(`the database refuses ${what}`, async ({ db }) => {
    const { reservationId } = await aReservation(db)

    await expect(
      db.query(`UPDATE gpu_dev.reservations SET ${column} = ${value} WHERE reservation_id = $1`, [reservationId]),
    ).rejects.toMatchObject({ code: expect.stringMatching(/^(23514|23503|22P02)$/) })
  })
}
