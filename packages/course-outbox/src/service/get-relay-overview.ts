import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { withoutSecrets } from '../job-outbox/without-secrets.js'

export interface RelayOverview {
  /** By target queue, as of now. */
  queues: { queue: string; pending: number; oldestSeconds: number | null; dead: number }[]
  /** Jobs handed over in each of the last 60 minutes, the present one last. */
  throughput: { minute: Date; jobs: number }[]
  relays: { relayId: string; queue: string; state: string; reason: string | null; seenSeconds: number }[]
  /** The latest ones, at most 50; texts of errors without addresses, and cut. */
  deadLetters: {
    outboxId: string
    queueName: string
    attempts: number
    failedAt: Date
    reason: string
    error: string
  }[]
}

const overviewRow = z.object({
  queues: z.array(
    z.object({ queue: z.string(), pending: z.int(), oldestSeconds: z.number().nullable(), dead: z.int() }),
  ),
  throughput: z.array(z.object({ minute: z.coerce.date(), jobs: z.int() })),
  relays: z.array(
    z.object({
      relayId: z.string(),
      queue: z.string(),
      state: z.string(),
      reason: z.string().nullable(),
      seenSeconds: z.number(),
    }),
  ),
  deadLetters: z.array(
    z.object({
      outboxId: z.guid(),
      queueName: z.string(),
      attempts: z.int(),
      failedAt: z.coerce.date(),
      reason: z.string(),
      error: z.string(),
    }),
  ),
})

/** What the status page shows, in one statement; reads up to 100,000 pending rows. */
export async function getRelayOverview(db: Queryable): Promise<RelayOverview> {
  const { rows } = await db.query(GET_RELAY_OVERVIEW)
  const overview = overviewRow.parse(rows[0])
  return {
    ...overview,
    deadLetters: overview.deadLetters.map((letter) => ({ ...letter, error: redact(letter.error) })),
  }
}

/** Addresses of servers and accounts say more than a page should, even one for the machine itself. */
function redact(text: string): string {
  return withoutSecrets(text)
    .replace(/[a-z][a-z0-9+.-]*:\/\/\S+/gi, '[address]')
    .replace(/\b\d{1,3}(\.\d{1,3}){3}(:\d+)?\b/g, '[address]')
    .replace(/[^\s@]+@[^\s@]+\.[^\s@]+/g, '[account]')
    .slice(0, 200)
}

const GET_RELAY_OVERVIEW = `
  SELECT
    (
      SELECT coalesce(jsonb_agg(jsonb_build_object(
               'queue', by_queue.target_queue, 'pending', by_queue.pending, 'oldestSeconds', by_queue.oldest_seconds,
               'dead', by_queue.dead
             ) ORDER BY by_queue.target_queue), '[]')
      FROM (
        SELECT target_queue,
               count(*) FILTER (WHERE failed_at IS NULL) AS pending,
               count(*) FILTER (WHERE failed_at IS NOT NULL) AS dead,
               extract(epoch FROM clock_timestamp() - min(created_at)
                 FILTER (WHERE failed_at IS NULL AND next_attempt_at IS NULL)) AS oldest_seconds
        FROM (
          SELECT target_queue, failed_at, next_attempt_at, created_at
          FROM course_outbox.job_outbox
          WHERE processed_at IS NULL
          ORDER BY created_at
          LIMIT 100000
        ) AS open
        GROUP BY target_queue
      ) AS by_queue
    ) AS queues,
    (
      SELECT jsonb_agg(jsonb_build_object('minute', minutes.minute, 'jobs', coalesce(gone.jobs, 0)) ORDER BY minutes.minute)
      FROM generate_series(
        date_trunc('minute', now()) - interval '59 minutes', date_trunc('minute', now()), interval '1 minute'
      ) AS minutes (minute)
      LEFT JOIN (
        SELECT minute, count AS jobs FROM course_outbox.metric_minutes
        WHERE metric = 'jobs_handed_over' AND minute >= now() - interval '1 hour'
      ) AS gone USING (minute)
    ) AS throughput,
    (
      SELECT coalesce(jsonb_agg(jsonb_build_object(
               'relayId', relay_id, 'queue', target_queue, 'state', state, 'reason', reason,
               'seenSeconds', extract(epoch FROM clock_timestamp() - seen_at)
             ) ORDER BY seen_at DESC), '[]')
      FROM course_outbox.relay_heartbeats
    ) AS relays,
    (
      SELECT coalesce(jsonb_agg(jsonb_build_object(
               'outboxId', letter.outbox_id, 'queueName', letter.queue_name, 'attempts', letter.attempts,
               'failedAt', letter.failed_at, 'reason', letter.dead_reason, 'error', coalesce(letter.last_error, '')
             ) ORDER BY letter.failed_at DESC), '[]')
      FROM (
        SELECT outbox_id, queue_name, attempts, failed_at, dead_reason, last_error
        FROM course_outbox.job_outbox
        WHERE processed_at IS NULL AND failed_at IS NOT NULL
        ORDER BY failed_at DESC
        LIMIT 50
      ) AS letter
    ) AS "deadLetters"
`
