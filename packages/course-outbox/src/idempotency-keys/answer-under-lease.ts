import type { Queryable } from '@schemata/contract'

import { IdempotencyLeaseLostError } from '../errors.js'
import { claimRequest } from './claim-request.js'
import type { IdempotentRequest } from './idempotent-request.js'

/**
 * Claims the key for a while, does the work outside any transaction, and stores the
 * answer unless the lease was lost. Work that fails gives the key back at once.
 */
export async function answerUnderLease<Db extends Queryable, Answer>(
  db: Db,
  request: IdempotentRequest & { readonly leaseMs: number },
  work: (db: Db, lease: { fence: string }) => Promise<Answer>,
): Promise<{ value: unknown } | { fresh: Answer }> {
  const { key, stored, lifetimeMs, leaseMs } = request
  const lease = await claimRequest(db, request, { leaseMs })
  if ('value' in lease) return lease
  const fresh = await work(db, lease).catch(async (error: unknown) => {
    // Where even this fails the lease runs out by itself; the first error is the one to know.
    await db.query(RETURN_KEY, [stored, lease.fence]).catch(() => undefined)
    throw error
  })
  const kept = await db.query(STORE_LEASED_ANSWER, [
    stored,
    JSON.stringify({ value: fresh ?? null }),
    lifetimeMs,
    lease.fence,
  ])
  if (kept.rows.length === 0) throw new IdempotencyLeaseLostError({ key })
  return { fresh }
}

const STORE_LEASED_ANSWER = `
  UPDATE course_outbox.idempotency_keys
  SET result = $2::text::jsonb,
      lease_until = NULL,
      expires_at = coalesce(clock_timestamp() + make_interval(secs => $3::float8 / 1000), expires_at)
  WHERE key = $1 AND fence = $4::bigint AND lease_until IS NOT NULL
  RETURNING key
`

const RETURN_KEY = `
  UPDATE course_outbox.idempotency_keys
  SET lease_until = clock_timestamp()
  WHERE key = $1 AND fence = $2::bigint AND lease_until IS NOT NULL
`
