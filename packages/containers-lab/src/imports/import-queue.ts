import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { claimImportJobs } from './claim-import-jobs.js'
import { sweepImportJobs } from './sweep-import-jobs.js'

interface QueueHold {
  readonly id: string
  readonly fence: string
}

interface QueueFailure extends QueueHold {
  readonly kind: 'error' | 'permanent' | 'timeout' | 'cancelled'
  readonly error: string
  readonly retryInMs: number | null
}

/**
 * The imports in the form that a worker of `@schemata/worker` takes.
 *
 * A handler gets a `ClaimedImportJob`, reads the file, calls `importContent`, and may
 * return a summary for people. What it throws is tried again while attempts are left,
 * after a wait that the database sets; what it throws as permanent is not.
 *
 * @example
 * const worker = createWorker({ pool, queue: importQueue, handle: (job) => importFile(pool, job) }).start()
 */
export const importQueue = {
  name: 'containers_lab.import_jobs',

  async claim(db: Queryable, request: { workerId: string; limit: number; leaseMs: number }) {
    const jobs = await claimImportJobs(db, request)
    return jobs.map((job) => ({ id: String(job.importJobId), fence: job.fence, attempt: job.attempts, item: job }))
  },

  async complete(db: Queryable, completions: readonly (QueueHold & { result: string | undefined })[]) {
    const summaries = completions.map(({ result }) => result ?? null)
    return idsOf(await db.query(COMPLETE, [...columnsOf(completions), summaries]))
  },

  async fail(db: Queryable, failures: readonly QueueFailure[]) {
    const reasons = failures.map(({ error }) => error)
    const retries = failures.map(
      ({ kind, retryInMs }) => kind !== 'permanent' && kind !== 'cancelled' && retryInMs !== null,
    )
    const { rows } = await db.query(FAIL, [...columnsOf(failures), reasons, retries])
    return failed.parse(rows)
  },

  async heartbeat(db: Queryable, { leaseMs, holds }: { leaseMs: number; holds: readonly QueueHold[] }) {
    const held = idsOf(await db.query(HEARTBEAT, [...columnsOf(holds), leaseMs / 1000]))
    return { held, cancelRequested: [] }
  },

  async release(db: Queryable, holds: readonly QueueHold[]) {
    return idsOf(await db.query(RELEASE, columnsOf(holds)))
  },

  async sweep(db: Queryable, { limit }: { limit: number }) {
    const { requeued, givenUp, madeReady } = await sweepImportJobs(db, { limit })
    return requeued + givenUp + madeReady
  },
}

const failed = z.array(z.object({ id: z.string(), outcome: z.enum(['retry', 'dead']) }))

function columnsOf(holds: readonly QueueHold[]): [string[], string[]] {
  return [holds.map(({ id }) => id), holds.map(({ fence }) => fence)]
}

function idsOf({ rows }: { rows: unknown[] }): string[] {
  return z.array(z.object({ id: z.string() }).transform(({ id }) => id)).parse(rows)
}

const COMPLETE = `
  SELECT held.id::text AS id
  FROM unnest($1::integer[], $2::bigint[], $3::text[]) AS held (id, fence, summary)
  WHERE containers_lab.complete_import_job(held.id, held.fence, held.summary)
`

const FAIL = `
  SELECT ended.id::text AS id, CASE ended.status WHEN 'pending' THEN 'retry' ELSE 'dead' END AS outcome
  FROM (
    SELECT held.id, containers_lab.fail_import_job(held.id, held.fence, held.reason, held.retry) AS status
    FROM unnest($1::integer[], $2::bigint[], $3::text[], $4::boolean[]) AS held (id, fence, reason, retry)
    OFFSET 0
  ) AS ended
  WHERE ended.status IS NOT NULL
`

const HEARTBEAT = `
  SELECT held.id::text AS id
  FROM unnest($1::integer[], $2::bigint[]) AS held (id, fence)
  WHERE containers_lab.heartbeat_import_job(held.id, held.fence, NULL, NULL, make_interval(secs => $3))
`

const RELEASE = `
  SELECT released::text AS id
  FROM containers_lab.release_import_jobs($1::integer[], $2::bigint[]) AS released
`
