import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { IdempotencyInProgressError, IdempotencyLeaseLostError } from '../errors.js'
import type { IdempotentRequest } from './idempotent-request.js'
import { findStoredAnswer } from './stored-answer.js'

/**
 * Claims the key for a while, does the work outside any transaction, and stores the
 * answer unless the lease was lost. Work that fails gives the key back at once.
 */
export async function answerUnderLease<Db extends Queryable, Answer>(
  db: Db,
  request: IdempotentRequest & { readonly leaseMs: number },
  work: (db: Db, lease: { fence: string }) => Promise<Answer>,
): Promise<{ value: unknown } | { fresh: Answer }> {
  const { key, stored, fingerprint, lifetimeMs, leaseMs } = request
  const { rows } = await db.query(LEASE_KEY, [stored, fingerprint, leaseMs])
  if (rows.length === 0) {
    const answer = await findStoredAnswer(db, request)
    if (answer) return answer
    throw new IdempotencyInProgressError({ key, retryAfterMs: 0 })
  }
  const lease = z.object({ fence: z.string() }).parse(rows[0])
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

// A lease may outlast the answer of an earlier lifetime, never the other way round.
const LEASE_KEY = `
  INSERT INTO course_outbox.idempotency_keys AS stored (key, fingerprint, fence, lease_until)
  VALUES ($1, $2, 1, clock_timestamp() + make_interval(secs => $3::float8 / 1000))
  ON CONFLICT (key) DO UPDATE
  SET fingerprint = excluded.fingerprint, result = excluded.result, created_at = excluded.created_at,
      expires_at = excluded.expires_at, entity_id = NULL, lease_until = excluded.lease_until, fence = stored.fence + 1
  WHERE stored.expires_at <= clock_timestamp()
    OR (stored.fingerprint = excluded.fingerprint AND stored.lease_until <= clock_timestamp())
  RETURNING fence::text AS fence
`

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
