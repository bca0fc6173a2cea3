import type { Queryable } from '@schemata/contract'

import { inTransaction, type TransactionPool } from '../in-transaction.js'
import { claimRequest } from './claim-request.js'
import type { IdempotentRequest } from './idempotent-request.js'

/**
 * Claims the key, does the work and stores the answer, all in one transaction. Who comes
 * second waits at the claim until the first has committed, and then gets the answer, or
 * has rolled back, and then does the work.
 */
export function answerInTransaction<Answer>(
  pool: TransactionPool,
  request: IdempotentRequest,
  work: (db: Queryable) => Promise<Answer>,
): Promise<{ value: unknown } | { fresh: Answer }> {
  const { stored, lifetimeMs } = request
  return inTransaction(pool, async (db) => {
    const claim = await claimRequest(db, request)
    if ('value' in claim) return claim
    const fresh = await work(db)
    await db.query(STORE_ANSWER, [stored, JSON.stringify({ value: fresh ?? null }), lifetimeMs])
    return { fresh }
  })
}

const STORE_ANSWER = `
  SELECT course_outbox.store_answer($1, $2::text::jsonb, $3)
`
