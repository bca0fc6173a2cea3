import type { Queryable } from '@schemata/contract'

import { IdempotencyInProgressError } from '../errors.js'
import { inTransaction, type TransactionPool } from '../in-transaction.js'
import type { IdempotentRequest } from './idempotent-request.js'
import { findStoredAnswer } from './stored-answer.js'

/**
 * Claims the key, does the work and stores the answer, all in one transaction. Who comes
 * second waits at the claim until the first has committed, and then finds the answer, or
 * has rolled back, and then does the work.
 */
export function answerInTransaction<Answer>(
  pool: TransactionPool,
  request: IdempotentRequest,
  work: (db: Queryable) => Promise<Answer>,
): Promise<{ value: unknown } | { fresh: Answer }> {
  const { key, stored, fingerprint, lifetimeMs } = request
  return inTransaction(pool, async (db) => {
    const { rows } = await db.query(CLAIM_KEY, [stored, fingerprint])
    if (rows.length === 0) {
      const answer = await findStoredAnswer(db, request)
      if (answer) return answer
      // A lease that just ran out: the next call takes the key over.
      throw new IdempotencyInProgressError({ key, retryAfterMs: 0 })
    }
    const fresh = await work(db)
    await db.query(STORE_ANSWER, [stored, JSON.stringify({ value: fresh ?? null }), lifetimeMs])
    return { fresh }
  })
}

const CLAIM_KEY = `
  INSERT INTO course_outbox.idempotency_keys AS stored (key, fingerprint)
  VALUES ($1, $2)
  ON CONFLICT (key) DO UPDATE
  SET fingerprint = excluded.fingerprint, result = excluded.result, created_at = excluded.created_at,
      expires_at = excluded.expires_at, entity_id = NULL, lease_until = NULL, fence = stored.fence + 1
  WHERE stored.expires_at <= clock_timestamp()
    OR (stored.fingerprint = excluded.fingerprint AND stored.lease_until <= clock_timestamp())
  RETURNING key
`

const STORE_ANSWER = `
  UPDATE course_outbox.idempotency_keys
  SET result = $2::text::jsonb,
      expires_at = coalesce(clock_timestamp() + make_interval(secs => $3::float8 / 1000), expires_at)
  WHERE key = $1
`
