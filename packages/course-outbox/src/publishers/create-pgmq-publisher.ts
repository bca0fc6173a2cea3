import type { Queryable } from '@schemata/contract'
import { isConnectionError } from '@schemata/worker'
import { z } from 'zod'

import type { ClaimedJob } from '../job-outbox/claimed-job.js'
import { traceIn } from '../job-outbox/trace-context.js'
import { JobRefusedError } from './errors.js'
import type { JobPublisher, PublishContext } from './job-publisher.js'

export interface PgmqPublisherOptions {
  /** A pool of the database that has the queues. */
  readonly db: Queryable
  /**
   * True when that is the database of the outbox: jobs are then sent in the transaction that
   * marks them, and arrive exactly once. @default true
   */
  readonly sameDatabase?: boolean
}

const delayed = z.object({ delay: z.int().min(0).optional() })

/**
 * Makes the publisher that sends jobs to queues of pgmq, which exist already.
 *
 * A message is `{ outboxId, name, data }`, with `trace` where the job was queued in one. Of a
 * job's options only `delay` means something here besides; it is rounded up to seconds. Pgmq knows no ids: a job that is handed over again for
 * want of a receipt is a second message, and `consumeOnce` tells them apart.
 *
 * @example
 * const publisher = createPgmqPublisher({ db: pool })
 */
export function createPgmqPublisher({ db, sameDatabase = true }: PgmqPublisherOptions): JobPublisher {
  const publish = async (queue: string, jobs: readonly ClaimedJob[], context: PublishContext): Promise<void> => {
    const transaction = sameDatabase ? context.db : undefined
    if (transaction === undefined) return send(db, queue, jobs)
    await transaction.query('SAVEPOINT publish')
    try {
      await send(transaction, queue, jobs)
      await transaction.query('RELEASE SAVEPOINT publish')
    } catch (error) {
      await transaction.query('ROLLBACK TO SAVEPOINT publish')
      throw error
    }
  }
  return {
    name: 'pgmq',
    sendsInTransaction: sameDatabase,
    publish,
    isUnavailable: (error) => isConnectionError(error) || isMissingQueue(error),
    probe: async (queue) => void (await db.query(PROBE, [queue])),
    countWaiting: async (queue) => {
      const { rows } = await db.query(PROBE, [queue])
      return z.object({ waiting: z.int() }).parse(rows[0]).waiting
    },
    republish: async (queue, jobs, context) => {
      await publish(queue, jobs, context)
      return jobs.map(({ outboxId }) => outboxId)
    },
    close: async () => {},
  }
}

/** Jobs with the same delay go in one statement; the order within each is kept. */
async function send(db: Queryable, queue: string, jobs: readonly ClaimedJob[]): Promise<void> {
  const byDelay = new Map<number, string[]>()
  for (const job of jobs) {
    const seconds = delaySeconds(job)
    const { outboxId, queueName: name, data, options } = job
    const message = JSON.stringify({ outboxId, name, data, trace: traceIn(options) })
    const group = byDelay.get(seconds)
    if (group === undefined) byDelay.set(seconds, [message])
    else group.push(message)
  }
  for (const [seconds, messages] of byDelay) await db.query(SEND, [queue, messages, seconds])
}

/** @throws JobRefusedError when the delay is no time. */
function delaySeconds({ outboxId, options }: ClaimedJob): number {
  const parsed = delayed.safeParse(options)
  if (!parsed.success) throw new JobRefusedError({ outboxId, reason: 'its delay is not valid', cause: parsed.error })
  return Math.ceil((parsed.data.delay ?? 0) / 1000)
}

/** Somebody has yet to make the queue, or to install pgmq: nothing is wrong with the jobs. */
function isMissingQueue(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['42P01', '42883', '3F000'].includes(String(error.code))
}

const SEND = `
  SELECT pgmq.send_batch($1, $2::text[]::jsonb[], $3::integer)
`

const PROBE = `
  SELECT queue_length::integer AS waiting FROM pgmq.metrics($1)
`
