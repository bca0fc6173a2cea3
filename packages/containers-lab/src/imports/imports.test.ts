import type { Queryable } from '@schemata/contract'
import { createWorker, type Queue } from '@schemata/worker'
import { expect, vi } from 'vitest'

import { aUser, insert, rowsOf, value } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  asUser,
  type ClaimedImportJob,
  claimImportJobs,
  completeImportJob,
  createImportJob,
  failImportJob,
  findCourse,
  findImportJob,
  heartbeatImportJob,
  InvalidInputError,
  importContent,
  importQueue,
  listImportErrors,
  listImportJobs,
  recordImportError,
  redriveImportJob,
  sweepImportJobs,
  UnknownReferenceError,
} from '../index.js'

/** Fails to compile when the queue does not fit a worker. */
const queue: Queue<ClaimedImportJob, string> = importQueue

async function aClaimed(db: Queryable, uploadedBy?: number): Promise<ClaimedImportJob> {
  const { importJobId } = await createImportJob(db, { fileName: 'courses.xlsx', ...(uploadedBy && { uploadedBy }) })
  const jobs = await claimImportJobs(db, { workerId: 'w', limit: 1000 })
  const job = jobs.find((claimed) => claimed.importJobId === importJobId)
  if (!job) throw new Error('The job that was just made was not there to be claimed.')
  return job
}

test('an import is created, claimed by one worker, kept, and completed', async ({ db }) => {
  const uploadedBy = await aUser(db)
  const created = await createImportJob(db, { fileName: 'a.xlsx', uploadedBy, storagePath: '/a', fileSizeBytes: 9 })
  expect(created).toMatchObject({ status: 'pending', uploadedBy, fileSizeBytes: 9, attempts: 0 })

  const [job, ...more] = await claimImportJobs(db, { workerId: 'w-1' })
  expect(more).toEqual([])
  expect(job).toMatchObject({ importJobId: created.importJobId, attempts: 1, storagePath: '/a' })
  const hold = { importJobId: created.importJobId, fence: job?.fence ?? '' }
  expect(await claimImportJobs(db, { workerId: 'w-2' })).toEqual([])
  expect(await heartbeatImportJob(db, { ...hold, rowsTotal: 12 })).toBe(true)
  expect(await completeImportJob(db, { ...hold, summary: 'all well' })).toBe(true)

  expect(await findImportJob(db, created)).toMatchObject({
    status: 'completed',
    rowsTotal: 12,
    resultSummary: 'all well',
    completedAt: expect.any(Date),
  })
  expect(await completeImportJob(db, hold)).toBe(false)
  expect(await findImportJob(db, { importJobId: 2_000_000_000 })).toBeUndefined()
  await expect(createImportJob(db, { fileName: 'x', uploadedBy: 2_000_000_000 })).rejects.toThrow(UnknownReferenceError)
})

test('ten workers at once get ten different imports', async ({ pool }) => {
  await Promise.all(Array.from({ length: 10 }, (_, index) => createImportJob(pool, { fileName: `${index}` })))

  const claimed = await Promise.all(
    Array.from({ length: 10 }, (_, index) => claimImportJobs(pool, { workerId: `w-${index}` })),
  )

  const ids = claimed.flat().map(({ importJobId }) => importJobId)
  expect(new Set(ids).size).toBe(ids.length)
  const left = await claimImportJobs(pool, { workerId: 'rest', limit: 1000 })
  expect(ids.length + left.length).toBe(10)
})

const ROWS = [
  { rowNumber: 1, courseTitle: 'Übung', courseDescription: 'Text', moduleTitle: 'One', taskTitle: 'First' },
  { rowNumber: 2, courseTitle: 'Übung', moduleTitle: 'One', taskTitle: 'Second', taskDescription: 'Do.' },
  { rowNumber: 3, courseTitle: 'Übung', moduleTitle: 'Two', moduleContent: 'Read.' },
  { rowNumber: 4, courseTitle: 'Übung', taskTitle: 'Outside' },
  { rowNumber: 5, courseTitle: ' ', moduleTitle: 'x' },
  { rowNumber: 6, courseTitle: 'Übung', taskDescription: 'of nothing' },
]

test('rows become courses, modules and tasks, and the bad ones errors', async ({ db }) => {
  const uploadedBy = await aUser(db)
  const job = await aClaimed(db, uploadedBy)

  expect(await importContent(db, { ...job, rows: ROWS })).toEqual({ outcome: 'imported', imported: 4, failed: 2 })

  const course = await findCourse(db, { slug: 'ubung' })
  expect(course).toMatchObject({ title: 'Übung', description: 'Text', createdBy: uploadedBy, visibility: 'private' })
  expect(course?.modules).toMatchObject([
    { title: 'One', position: 0, taskCount: 2 },
    { title: 'Two', position: 1, taskCount: 0 },
  ])
  expect(course?.taskCount).toBe(3)
  expect(await listImportErrors(db, job)).toEqual([
    { rowNumber: 5, message: 'The course has no title.', payload: { courseTitle: ' ', moduleTitle: 'x' } },
    { rowNumber: 6, message: expect.stringContaining('no title'), payload: expect.anything() },
  ])
  expect(await findImportJob(db, job)).toMatchObject({ rowsImported: 4, rowsFailed: 2 })
  const actor = `SELECT DISTINCT actor_user_id FROM containers_lab.audit_logs WHERE target_type = 'courses' AND target_id = $1::text`
  expect(await rowsOf(db, actor, [course?.courseId])).toEqual([{ actor_user_id: uploadedBy }])
})

test('a second attempt doubles nothing and starts its counts anew', async ({ db }) => {
  const first = await aClaimed(db, await aUser(db))
  await importContent(db, { ...first, rows: ROWS })
  const size = `SELECT (SELECT count(*) FROM containers_lab.modules) + (SELECT count(*) FROM containers_lab.tasks)`
  const before = await value(db, size)
  expect(await failImportJob(db, { ...first, reason: 'The power went.' })).toBe('retry')
  await db.query(`UPDATE containers_lab.import_jobs SET not_before = now() WHERE id = $1`, [first.importJobId])

  const [again] = await claimImportJobs(db, { workerId: 'w' })
  const second = { ...first, ...again }
  expect(await listImportErrors(db, second)).toEqual([])
  expect(await importContent(db, { ...second, rows: ROWS })).toMatchObject({ imported: 4, failed: 2 })

  expect(await value(db, size)).toBe(before)
  expect(await findImportJob(db, second)).toMatchObject({ attempts: 2, rowsImported: 4, rowsFailed: 2 })
  expect(await importContent(db, { ...first, rows: ROWS })).toEqual({ outcome: 'lost' })
  expect(await heartbeatImportJob(db, first)).toBe(false)
})

test('only what the uploader may change is added to', async ({ db }) => {
  await insert(db, 'courses', { title: 'Taken', slug: 'taken', created_by: await aUser(db) })
  const rows = [{ rowNumber: 1, courseTitle: 'Taken', moduleTitle: 'Slipped in' }]

  expect(await importContent(db, { ...(await aClaimed(db, await aUser(db))), rows })).toMatchObject({ failed: 1 })
  expect(await importContent(db, { ...(await aClaimed(db)), rows })).toMatchObject({ failed: 1 })
  expect((await findCourse(db, { slug: 'taken' }))?.modules).toEqual([])
  const admin = await aUser(db, { role: 'admin' })
  expect(await importContent(db, { ...(await aClaimed(db, admin)), rows })).toMatchObject({ imported: 1 })
})

test('two imports of one file at once make each thing once', async ({ pool }) => {
  const uploader = await aUser(pool)
  const [one, other] = [await aClaimed(pool, uploader), await aClaimed(pool, uploader)]
  const rows = Array.from({ length: 50 }, (_, n) => ({
    rowNumber: n + 1,
    courseTitle: 'Twice at once',
    moduleTitle: `m${n % 5}`,
    taskTitle: `t${n}`,
  }))

  await Promise.all([importContent(pool, { ...one, rows }), importContent(pool, { ...other, rows })])

  expect(await findCourse(pool, { slug: 'twice-at-once' })).toMatchObject({ moduleCount: 5, taskCount: 50 })
})

test('an import that failed for good is listed, and put back', async ({ db }) => {
  const job = await aClaimed(db)
  expect(await recordImportError(db, { ...job, message: 'No sheet.', payload: { sheets: 0 } })).toBe(true)
  expect(await failImportJob(db, { ...job, reason: 'No sheet.', retry: false })).toBe('dead')
  expect(await failImportJob(db, { ...job, reason: 'again' })).toBe('lost')
  expect(await recordImportError(db, { ...job, message: 'late' })).toBe(false)

  expect(await listImportJobs(db, { status: 'failed' })).toMatchObject([
    { importJobId: job.importJobId, failure: 'No sheet.', rowsFailed: 1 },
  ])
  expect(await redriveImportJob(db, job)).toBe(true)
  expect(await redriveImportJob(db, job)).toBe(false)
  expect(await listImportJobs(db, { status: 'failed' })).toEqual([])
})

test('what a worker has lost is taken back, and what waits is made ready', async ({ db }) => {
  const [lost, waiting] = [await aClaimed(db), await aClaimed(db)]
  await failImportJob(db, { ...waiting, reason: 'later' })
  await db.query(
    `UPDATE containers_lab.import_jobs SET not_before = now() - interval '1 minute' WHERE status = 'pending'`,
  )
  await db.query(`UPDATE containers_lab.import_jobs SET lease_until = now() - interval '1 minute' WHERE id = $1`, [
    lost.importJobId,
  ])

  expect(await sweepImportJobs(db)).toEqual({ requeued: 1, givenUp: 0, madeReady: 1 })
  expect(await sweepImportJobs(db)).toEqual({ requeued: 0, givenUp: 0, madeReady: 0 })
  expect(await completeImportJob(db, lost)).toBe(false)
})

test('importQueue claims, keeps, completes, fails and hands back by fence', async ({ db }) => {
  for (const fileName of ['a', 'b', 'c', 'd']) await createImportJob(db, { fileName })
  const request = { workerId: 'w', limit: 10, leaseMs: 60_000 }
  const [a, b, c, d] = await importQueue.claim(db, request)
  if (!a || !b || !c || !d) throw new Error('Four jobs were made and fewer claimed.')
  const stale = { id: a.id, fence: '0' }

  expect(a).toMatchObject({ attempt: 1, item: { fileName: 'a' } })
  expect(await importQueue.heartbeat(db, { leaseMs: 60_000, holds: [a, stale] })).toEqual({
    held: [a.id],
    cancelRequested: [],
  })
  expect(
    await importQueue.complete(db, [
      { ...a, result: 'fine' },
      { ...stale, result: undefined },
    ]),
  ).toEqual([a.id])
  const failure = { error: 'broken', retryInMs: 10 }
  expect(
    await importQueue.fail(db, [
      { ...b, ...failure, kind: 'error' },
      { ...c, ...failure, kind: 'permanent' },
      { ...stale, ...failure, kind: 'error' },
    ]),
  ).toEqual([
    { id: b.id, outcome: 'retry' },
    { id: c.id, outcome: 'dead' },
  ])
  expect(await importQueue.release(db, [d, stale])).toEqual([d.id])
  expect(await importQueue.claim(db, request)).toMatchObject([{ id: d.id, attempt: 1 }])
  expect(await importQueue.sweep(db, { limit: 10 })).toBe(0)
  expect(await findImportJob(db, { importJobId: Number(a.id) })).toMatchObject({ resultSummary: 'fine' })
})

test('a worker imports what is uploaded, and records what went wrong', async ({ pool }) => {
  const uploadedBy = await aUser(pool)
  const good = await createImportJob(pool, { fileName: 'good.xlsx', uploadedBy })
  const bad = await createImportJob(pool, { fileName: 'bad.xlsx', uploadedBy })
  const worker = createWorker({
    pool,
    queue,
    pollMs: 50,
    handle: async (job) => {
      if (job.fileName === 'bad.xlsx') throw new Error('Not a spreadsheet.')
      const rows = [{ rowNumber: 1, courseTitle: 'By a worker' }]
      const result = await importContent(pool, { ...job, rows })
      return result.outcome
    },
  }).start()

  await vi.waitFor(
    async () => {
      expect(await findImportJob(pool, good)).toMatchObject({ status: 'completed', resultSummary: 'imported' })
      expect(await findImportJob(pool, bad)).toMatchObject({ status: 'pending', attempts: 1 })
    },
    { timeout: 10_000, interval: 50 },
  )
  await worker.stop()

  expect((await findImportJob(pool, bad))?.failure).toContain('Not a spreadsheet.')
  expect(await findCourse(pool, { slug: 'by-a-worker' })).toMatchObject({ createdBy: uploadedBy })
})

test('as the application role, a person uploads and reads their own imports', async ({ pool }) => {
  const [userId, other] = [await aUser(pool), await aUser(pool)]
  const act = <Value>(actor: number, work: Parameters<typeof asUser<Value>>[2]) =>
    asUser(pool, { userId: actor, role: 'app_role' }, work)

  const job = await act(userId, (db) => createImportJob(db, { fileName: 'mine.xlsx', uploadedBy: userId }))

  expect(await act(userId, (db) => listImportJobs(db, { uploadedBy: userId }))).toMatchObject([job])
  expect(await act(other, (db) => findImportJob(db, job))).toBeUndefined()
  await expect(act(other, (db) => createImportJob(db, { fileName: 'x', uploadedBy: userId }))).rejects.toMatchObject({
    code: '42501',
  })
})

test('refuses rows of another shape', async ({ db }) => {
  const hold = { importJobId: 1, fence: '1' }
  await expect(importContent(db, { ...hold, rows: [{ rowNumber: 0 }] })).rejects.toThrow(InvalidInputError)
  await expect(importContent(db, { importJobId: 1, fence: 'x', rows: [] })).rejects.toThrow(InvalidInputError)
})
