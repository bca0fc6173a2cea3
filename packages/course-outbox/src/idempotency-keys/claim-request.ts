import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { IdempotencyInProgressError, IdempotencyKeyReusedError } from '../errors.js'
import type { IdempotentRequest } from './idempotent-request.js'

const claimOrAnswer = z.object({
  claimed_fence: z.string().nullable(),
  known_fingerprint: z.string().nullable(),
  known_result: z.looseObject({ value: z.unknown().optional() }).nullable(),
  retry_after_ms: z.int().nullable(),
})

/**
 * Claims the key of a request, or gives the answer that it got before.
 *
 * Without a lease the claim is the transaction's: it must be inside one. Waits for a
 * transaction that holds the key; a repetition takes no lock and writes nothing.
 *
 * @throws IdempotencyKeyReusedError when the key stands for another request.
 * @throws IdempotencyInProgressError when it is being answered under a lease, or was until just now.
 */
export async function claimRequest(
  db: Queryable,
  { key, stored, fingerprint }: IdempotentRequest,
  { leaseMs }: { leaseMs?: number } = {},
): Promise<{ fence: string } | { value: unknown }> {
  const { rows } = await db.query(CLAIM_REQUEST, [stored, fingerprint, leaseMs])
  const found = claimOrAnswer.optional().parse(rows[0])
  if (!found) throw new IdempotencyInProgressError({ key, retryAfterMs: 0 })
  if (found.claimed_fence !== null) return { fence: found.claimed_fence }
  if (found.known_fingerprint !== fingerprint) throw new IdempotencyKeyReusedError({ key })
  if (found.retry_after_ms === null) return { value: found.known_result?.value }
  throw new IdempotencyInProgressError({ key, retryAfterMs: Math.max(0, found.retry_after_ms) })
}

const CLAIM_REQUEST = `
  SELECT claimed_fence::text AS claimed_fence, known_fingerprint, known_result, retry_after_ms
  FROM course_outbox.claim_request($1, $2, $3)
`
