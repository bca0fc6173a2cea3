import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { claimOperations } from './claim-operations.js'
import { type ClaimedOperation, claimedOperationRow } from './claimed-operation.js'
import { releaseOperations } from './release-operations.js'
import { sweepOperations } from './sweep-operations.js'

interface QueueHold {
  readonly id: string
  readonly fence: string
}

interface QueueClaim {
  readonly workerId: string
  readonly limit: number
  readonly leaseMs: number
}

interface QueueCompletion extends QueueHold {
  readonly result: Record<string, unknown> | undefined
}

interface QueueFailure extends QueueHold {
  readonly kind: 'error' | 'permanent' | 'timeout' | 'cancelled'
  readonly error: string
  readonly retryInMs: number | null
}

/**
 * The operations on containers in the form that a worker of `@schemata/worker` takes.
 *
 * A handler gets a `ClaimedOperation` and may return an object, which becomes the details
 * of the last entry of its trail. What it throws is tried again with the worker's delay
 * while attempts are left; what it throws as permanent is not. After `cancelOperation` its
 * signal aborts at the next heartbeat, and what it throws then ends the operation as cancelled.
 *
 * @example
 * const worker = createWorker({ pool, queue: operationQueue, handle: (operation) => run(operation) }).start()
 */
export const operationQueue = {
  name: 'containers_lab.operation_queue',

  async claim(db: Queryable, request: QueueClaim) {
    return (await claimOperations(db, request)).map(toClaimed)
  },

  async complete(db: Queryable, completions: readonly QueueCompletion[]) {
    return idsOf(await db.query(COMPLETE, columnsOf(completions)))
  },

  async completeAndClaim(
    db: Queryable,
    { completions, workerId, limit, leaseMs }: QueueClaim & { completions: readonly QueueCompletion[] },
  ) {
    const { rows } = await db.query(COMPLETE_AND_CLAIM, [...columnsOf(completions), workerId, limit, leaseMs])
    const answers = z.array(completedAndClaimed).parse(rows)
    const refused = new Set(answers.flatMap((answer) => (answer.refused ? [answer.operationId] : [])))
    return {
      completed: completions.map(({ id }) => id).filter((id) => !refused.has(id)),
      claimed: answers.flatMap((answer) => (answer.refused ? [] : [toClaimed(answer)])),
    }
  },

  async fail(db: Queryable, failures: readonly QueueFailure[]) {
    const delays = failures.map(({ kind, retryInMs }) =>
      kind === 'permanent' || kind === 'cancelled' ? null : retryInMs,
    )
    const { rows } = await db.query(FAIL, [
      failures.map(({ id }) => id),
      failures.map(({ fence }) => fence),
      failures.map(({ error }) => error),
      delays,
    ])
    return z.array(failed).parse(rows)
  },

  async heartbeat(
    db: Queryable,
    { workerId, leaseMs, holds }: { workerId: string; leaseMs: number; holds: readonly QueueHold[] },
  ) {
    const [ids, fences] = [holds.map(({ id }) => id), holds.map(({ fence }) => fence)]
    const { rows } = await db.query(HEARTBEAT, [workerId, ids, fences, leaseMs])
    const answers = z.array(beaten).parse(rows)
    return {
      held: answers.map(({ id }) => id),
      cancelRequested: answers.flatMap(({ id, cancelRequested }) => (cancelRequested ? [id] : [])),
    }
  },

  async release(db: Queryable, holds: readonly QueueHold[]) {
    const released = await releaseOperations(db, {
      holds: holds.map(({ id, fence }) => ({ operationId: id, fence })),
    })
    return released.map(({ operationId }) => operationId)
  },

  async sweep(db: Queryable, { limit }: { limit: number }) {
    const { requeued, givenUp, madeReady } = await sweepOperations(db, { limit })
    return requeued + givenUp + madeReady
  },
}

const beaten = z.object({ id: z.string(), cancelRequested: z.boolean() })

const failed = z.object({ id: z.string(), outcome: z.enum(['retry', 'dead']) })

const completedAndClaimed = z.discriminatedUnion('refused', [
  z.object({ refused: z.literal(true), operationId: z.string() }),
  claimedOperationRow.extend({ refused: z.literal(false) }),
])

function toClaimed(item: ClaimedOperation) {
  return { id: item.operationId, fence: item.fence, attempt: item.attempts, item }
}

function columnsOf(completions: readonly QueueCompletion[]) {
  return [
    completions.map(({ id }) => id),
    completions.map(({ fence }) => fence),
    completions.map(({ result }) => (result === undefined ? null : JSON.stringify(result))),
  ]
}

function idsOf({ rows }: { rows: unknown[] }): string[] {
  return z.array(z.object({ id: z.string() }).transform(({ id }) => id)).parse(rows)
}

const COMPLETE = `
  SELECT completed.id::text AS id
  FROM containers_lab.complete_operations($1::bigint[], $2::bigint[], $3::text[]::jsonb[]) AS completed (id)
`

const COMPLETE_AND_CLAIM = `
  SELECT next.refused, next.id::text AS "operationId", next.container_id AS "containerId", next.operation,
    next.payload, next.attempts, next.fence::text AS fence, next.lease_until AS "leaseUntil"
  FROM containers_lab.complete_and_claim_operations(
    $1::bigint[], $2::bigint[], $3::text[]::jsonb[], $4, $5, $6::float8 * interval '1 ms'
  ) AS next
`

const FAIL = `
  SELECT ended.id::text AS id, ended.outcome
  FROM containers_lab.fail_operations($1::bigint[], $2::bigint[], $3::text[], $4::float8[]) AS ended
`

const HEARTBEAT = `
  SELECT held.id::text AS id,
    held.id IN (
      SELECT asked.id FROM containers_lab.cancel_requests($2::bigint[], $3::bigint[]) AS asked (id)
    ) AS "cancelRequested"
  FROM containers_lab.heartbeat_operation_worker(
    $1, $2::bigint[], $3::bigint[], $4::float8 * interval '1 ms', $4::float8 * interval '1 ms'
  ) AS held (id)
`
