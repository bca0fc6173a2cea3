import { auth } from '@schemata/auth/schema'
import { defineStack } from '@schemata/contract'
import { courses } from '@schemata/courses/schema'
import { pgmq } from '@schemata/pgmq/schema'
import { createTest } from '@schemata/testing'
import { afterEach, expect } from 'vitest'

import { atEnd, runEndings } from '../../test/at-end.js'
import { aCourse, aJob } from '../../test/builders.js'
import { until } from '../../test/until.js'
import { courseOutbox, enqueueJobs, listDeadJobs, OutboxRelay } from '../index.js'
import { createPgmqPublisher } from '../pgmq.js'

const test = createTest(defineStack({ packages: [auth, courses, pgmq, courseOutbox] }))

afterEach(runEndings)

test.for(['transaction', 'lease'] as const)('jobs become messages, in %s mode', async (mode, { pool }) => {
  const queue = `lessons_${mode}`
  const { entityId } = await aCourse(pool)
  const relay = new OutboxRelay({ pool, publisher: createPgmqPublisher({ db: pool }), queue, mode, pollMs: 20 })
  atEnd(() => relay.stop())
  const trace = { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' }
  const jobs = await enqueueJobs(pool, {
    jobs: [
      aJob(entityId, { targetQueue: queue, data: { lesson: 1 }, trace }),
      aJob(entityId, { targetQueue: queue, data: { lesson: 2 }, options: { delay: 1500 } }),
    ],
  })
  const [bad] = await enqueueJobs(pool, { jobs: [aJob(entityId, { targetQueue: queue })] })
  await pool.query(`UPDATE course_outbox.job_outbox SET job_options = '{"delay": "soon"}' WHERE outbox_id = $1`, [
    bad?.outboxId,
  ])

  // A queue that nobody has made yet is one that is away.
  relay.start()
  await until(() => relay.status().state === 'paused')
  await pool.query('SELECT pgmq.create($1)', [queue])
  await until(() => relay.status().handedOver === 2)

  const { rows } = await pool.query(`SELECT message, vt > now() AS later FROM pgmq.q_${queue} ORDER BY msg_id`)
  expect(rows).toEqual([
    { message: { outboxId: jobs[0]?.outboxId, name: 'document_processing', data: { lesson: 1 }, trace }, later: false },
    { message: { outboxId: jobs[1]?.outboxId, name: 'document_processing', data: { lesson: 2 } }, later: true },
  ])
  expect(await listDeadJobs(pool, { entityId })).toMatchObject([{ outboxId: bad?.outboxId }])
})
