import { completeJobs, enqueueJobs, lockJobs } from '@schemata/course-outbox'
import { Redis } from 'ioredis'

import { OWNER, prepare as prepareOutbox } from '../course-outbox/prepare.js'

/**
 * The outbox in a database of its own, one course, and a Redis: REDIS_URL, else this machine's.
 *
 * @param {string} serverUrl
 */
export async function prepare(serverUrl) {
  const redisUrl = process.env.REDIS_URL ?? 'redis://127.0.0.1:6379'
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: null })
  await redis.ping()
  const outbox = await prepareOutbox(serverUrl, 100)
  return { ...outbox, redis, redisUrl, entityId: outbox.nextCourse(), userId: OWNER.userId }
}

/** Queues jobs straight into the table, as fast as the server takes them. */
export async function fill(pool, { entityId, queue, count }) {
  await pool.query(
    `INSERT INTO course_outbox.job_outbox (entity_id, queue_name, target_queue, job_data)
     SELECT $1, 'document_processing', $2, jsonb_build_object('fileId', n, 'path', 'uploads/' || md5(n::text))
     FROM generate_series(1, $3::int) AS n`,
    [entityId, queue, count],
  )
}

/** Brings a pool to what that of a running relay is: connected, its functions planned. */
export async function warm(pool, entityId) {
  const clients = await Promise.all(Array.from({ length: 6 }, () => pool.connect()))
  const jobs = clients.map(() => ({ entityId, queueName: 'warm', targetQueue: 'warm', data: {} }))
  await enqueueJobs(pool, { jobs })
  for (const client of clients) {
    await client.query('BEGIN')
    await completeJobs(client, { jobs: await lockJobs(client, { targetQueue: 'warm', limit: 1 }) })
    await client.query('COMMIT')
    client.release()
  }
}
