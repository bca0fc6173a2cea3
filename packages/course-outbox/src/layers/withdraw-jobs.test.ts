import { expect } from 'vitest'

import { aCourse, aJob } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  completeJobsAwaitingReceipts,
  createMemoryPublisher,
  enqueueJobs,
  listJobs,
  lockJobs,
  withdrawJobs,
} from '../index.js'

test('takes jobs back from the outbox and from their queue', async ({ pool }) => {
  const { entityId } = await aCourse(pool)
  const other = await aCourse(pool)
  const publisher = createMemoryPublisher()
  const context = { signal: new AbortController().signal, db: undefined }
  const [sent] = await enqueueJobs(pool, { jobs: [aJob(entityId), aJob(other.entityId)] })
  const jobs = await lockJobs(pool)
  await publisher.publish('course-generation', jobs, context)
  await completeJobsAwaitingReceipts(pool, { jobs, receiptWithinMs: 60_000 })
  const [waiting] = await enqueueJobs(pool, { jobs: [aJob(entityId)] })

  expect(await withdrawJobs(pool, { entityId, publisher })).toEqual({
    cancelled: [waiting?.outboxId],
    withdrawn: [sent?.outboxId],
  })

  expect(publisher.jobs.map((job) => job.entityId)).toEqual([other.entityId])
  expect(await listJobs(pool, { entityId })).toMatchObject([{ outboxId: sent?.outboxId }])
  const { rows } = await pool.query('SELECT entity_id FROM course_outbox.job_outbox WHERE receipt_due_at IS NOT NULL')
  expect(rows).toEqual([{ entity_id: other.entityId }])
})

test('a course without jobs has none to take back', async ({ db }) => {
  const { entityId } = await aCourse(db)

  expect(await withdrawJobs(db, { entityId, publisher: createMemoryPublisher() })).toEqual({
    cancelled: [],
    withdrawn: [],
  })
  await expect(withdrawJobs(db, { entityId: 'x', publisher: createMemoryPublisher() })).rejects.toThrow('id')
})
