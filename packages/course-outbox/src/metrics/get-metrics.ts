import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Observation, quantile } from './observation.js'

export interface GetMetricsParameters {
  /** Over how long to count what happens, in milliseconds. @default 24 hours */
  withinMs?: number
}

/** How starts of generations went. */
export interface FsmMetrics {
  /** Requests: created, answered from a stored result, or failed. */
  initiated: number
  /** Created or answered. */
  succeeded: number
  failed: number
  /** failed / initiated, 0 to 1. */
  failureRate: number
  /** Answered from a stored result / initiated, 0 to 1. */
  cacheHitRate: number
  /** Milliseconds; null before the first one that was timed. */
  avgDuration: number | null
  /** Milliseconds, to the bound of its bucket; null before the first one that was timed. */
  p95Duration: number | null
}

/** How jobs go to their queue. Counts of rows end at 100,000. */
export interface OutboxMetrics {
  /** Jobs that have yet to reach their queue, the dead aside. */
  pending: number
  processed: number
  /** Jobs that were given up and wait for a person. */
  failed: number
  /** From creation to processing, in seconds; null when nothing was processed. */
  avgProcessingTime: number | null
  /** Age of the oldest job that could go now, in seconds; null when there is none. */
  oldestPendingSeconds: number | null
  /** Jobs whose receipt is awaited. */
  awaitingReceipt: number
  /** Of them: late. */
  receiptsLate: number
  /** Attempts of jobs that a queue refused / attempts, 0 to 1. */
  refusalRate: number
  /** Milliseconds, to the bound of its bucket; null before the first batch. */
  p95BatchDuration: number | null
}

/** How often the safety layers had to act. */
export interface FallbackMetrics {
  layer2Activations: number
  layer3Activations: number
  layer2Failures: number
  layer3Failures: number
}

export interface Metrics {
  fsm: FsmMetrics
  outbox: OutboxMetrics
  fallbacks: FallbackMetrics
  /** Relays that spoke within the last minute, and how they are. */
  relays: { alive: number; paused: number; lastSeenSeconds: number | null }
  /** Since a job last reached its queue, in seconds; null when none ever did, or 30 days ago. */
  lastProcessedSeconds: number | null
}

const getMetricsParameters = z.object({
  withinMs: z
    .int()
    .min(1000)
    .max(30 * 86_400_000)
    .default(86_400_000),
})

const metricsRow = z.object({
  pending: z.int(),
  dead: z.int(),
  processed: z.int(),
  average_seconds: z.number().nullable(),
  oldest_seconds: z.number().nullable(),
  awaited: z.int(),
  late: z.int(),
  created: z.int(),
  layer2: z.int(),
  layer3: z.int(),
  relays_alive: z.int(),
  relays_paused: z.int(),
  relay_seconds: z.number().nullable(),
  last_processed_seconds: z.number().nullable(),
  observed: z.record(
    z.string(),
    z.object({ count: z.number(), total: z.number(), buckets: z.array(z.number()).length(12) }),
  ),
})

/**
 * Gives what the outbox has been doing, by all processes and across restarts, in one statement.
 *
 * Rows and events are counted; durations, cached answers, failures and refusals are what
 * processes have flushed, some seconds behind.
 *
 * @throws InvalidInputError
 * @example
 * const { outbox } = await getMetrics(pool)
 */
export async function getMetrics(db: Queryable, parameters: GetMetricsParameters = {}): Promise<Metrics> {
  const { withinMs } = parseInput('getMetrics', getMetricsParameters, parameters)
  const { rows } = await db.query(GET_METRICS, [withinMs])
  const row = metricsRow.parse(rows[0])
  return {
    fsm: fsmMetrics(row),
    outbox: outboxMetrics(row),
    fallbacks: {
      layer2Activations: row.layer2,
      layer3Activations: row.layer3,
      layer2Failures: row.observed.layer2_failed?.count ?? 0,
      layer3Failures: row.observed.layer3_failed?.count ?? 0,
    },
    relays: { alive: row.relays_alive, paused: row.relays_paused, lastSeenSeconds: row.relay_seconds },
    lastProcessedSeconds: row.last_processed_seconds,
  }
}

type MetricsRow = z.output<typeof metricsRow>

function fsmMetrics({ created, observed }: MetricsRow): FsmMetrics {
  const cached = observed.init_cached?.count ?? 0
  const failed = observed.init_failed?.count ?? 0
  const initiated = created + cached + failed
  const timed = sum([observed.init_created, observed.init_cached, observed.init_failed])
  return {
    initiated,
    succeeded: created + cached,
    failed,
    failureRate: share(failed, initiated),
    cacheHitRate: share(cached, initiated),
    avgDuration: timed.count === 0 ? null : timed.total / timed.count,
    p95Duration: quantile(timed, 0.95),
  }
}

function outboxMetrics(row: MetricsRow): OutboxMetrics {
  const { observed } = row
  const refused = observed.jobs_refused?.count ?? 0
  return {
    pending: row.pending,
    processed: row.processed,
    failed: row.dead,
    avgProcessingTime: row.average_seconds,
    oldestPendingSeconds: row.oldest_seconds,
    awaitingReceipt: row.awaited,
    receiptsLate: row.late,
    refusalRate: share(refused, refused + (observed.jobs_handed_over?.count ?? 0)),
    p95BatchDuration: quantile(sum([observed.batch]), 0.95),
  }
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

function sum(observations: readonly (Observation | undefined)[]): Observation {
  const known = observations.filter((observation) => observation !== undefined)
  return {
    count: known.reduce((all, { count }) => all + count, 0),
    total: known.reduce((all, { total }) => all + total, 0),
    buckets: Array.from({ length: 12 }, (_, place) =>
      known.reduce((all, { buckets }) => all + (buckets[place] ?? 0), 0),
    ),
  }
}

const GET_METRICS = `
  SELECT waiting.pending, waiting.oldest_seconds, dead.dead, recent.processed, recent.average_seconds,
         receipts.awaited, receipts.late, starts.created, starts.layer2, starts.layer3,
         relays.relays_alive, relays.relays_paused, relays.relay_seconds, observed.observed,
         extract(epoch FROM clock_timestamp() - (
           SELECT max(processed_at) FROM course_outbox.job_outbox WHERE processed_at IS NOT NULL
         ))::float8 AS last_processed_seconds
  FROM (
    SELECT count(*)::integer AS pending,
           extract(epoch FROM clock_timestamp() - min(created_at)
             FILTER (WHERE lease_until IS NULL AND next_attempt_at IS NULL))::float8 AS oldest_seconds
    FROM (
      SELECT created_at, lease_until, next_attempt_at
      FROM course_outbox.job_outbox
      WHERE processed_at IS NULL AND failed_at IS NULL
      ORDER BY created_at
      LIMIT 100000
    ) AS pending
  ) AS waiting,
  (
    SELECT count(*)::integer AS dead
    FROM (
      SELECT FROM course_outbox.job_outbox WHERE processed_at IS NULL AND failed_at IS NOT NULL LIMIT 100000
    ) AS given_up
  ) AS dead,
  (
    SELECT count(*)::integer AS processed, avg(extract(epoch FROM processed_at - created_at))::float8 AS average_seconds
    FROM (
      SELECT processed_at, created_at
      FROM course_outbox.job_outbox
      WHERE processed_at >= now() - make_interval(secs => $1::float8 / 1000)
      ORDER BY processed_at DESC
      LIMIT 100000
    ) AS gone
  ) AS recent,
  (
    SELECT count(*)::integer AS awaited, (count(*) FILTER (WHERE receipt_due_at < clock_timestamp()))::integer AS late
    FROM (
      SELECT receipt_due_at FROM course_outbox.job_outbox WHERE receipt_due_at IS NOT NULL LIMIT 100000
    ) AS awaited
  ) AS receipts,
  (
    SELECT count(*)::integer AS created,
           (count(*) FILTER (WHERE created_by = 'QUEUE'))::integer AS layer2,
           (count(*) FILTER (WHERE created_by = 'WORKER'))::integer AS layer3
    FROM course_outbox.fsm_events
    WHERE event_type = 'FSM_INITIALIZED' AND created_at >= now() - make_interval(secs => $1::float8 / 1000)
  ) AS starts,
  (
    SELECT (count(*) FILTER (WHERE seen_at >= clock_timestamp() - interval '1 minute'))::integer AS relays_alive,
           (count(*) FILTER (
             WHERE seen_at >= clock_timestamp() - interval '1 minute' AND state = 'paused'
           ))::integer AS relays_paused,
           extract(epoch FROM clock_timestamp() - max(seen_at))::float8 AS relay_seconds
    FROM course_outbox.relay_heartbeats
  ) AS relays,
  (
    SELECT coalesce(jsonb_object_agg(by_metric.metric, jsonb_build_object(
             'count', by_metric.count, 'total', by_metric.total, 'buckets', by_metric.buckets
           )), '{}') AS observed
    FROM (
      SELECT minutes.metric, sum(minutes.count) AS count, sum(minutes.total) AS total,
             (
               SELECT jsonb_agg(place.filled ORDER BY place.place)
               FROM (
                 SELECT bucket.place, sum(bucket.filled) AS filled
                 FROM course_outbox.metric_minutes AS minute_of
                 CROSS JOIN unnest(minute_of.buckets) WITH ORDINALITY AS bucket (filled, place)
                 WHERE minute_of.metric = minutes.metric
                   AND minute_of.minute >= now() - make_interval(secs => $1::float8 / 1000)
                 GROUP BY bucket.place
               ) AS place
             ) AS buckets
      FROM course_outbox.metric_minutes AS minutes
      WHERE minutes.minute >= now() - make_interval(secs => $1::float8 / 1000)
      GROUP BY minutes.metric
    ) AS by_metric
  ) AS observed
`
