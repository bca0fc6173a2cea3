import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { IdempotencyInProgressError, IdempotencyKeyReusedError } from '../errors.js'
import type { IdempotentRequest } from './idempotent-request.js'

const storedAnswer = z.object({
  fingerprint: z.string().nullable(),
  result: z.looseObject({ value: z.unknown().optional() }),
  retry_after_ms: z.int().nullable(),
})

/**
 * The answer that was given to a request before, or `undefined` when there is none.
 *
 * @throws IdempotencyKeyReusedError when the key stands for another request.
 * @throws IdempotencyInProgressError when it is being answered.
 */
export async function findStoredAnswer(
  db: Queryable,
  { key, stored, fingerprint }: IdempotentRequest,
): Promise<{ value: unknown } | undefined> {
  const { rows } = await db.query(FIND_STORED_ANSWER, [stored])
  const answer = storedAnswer.optional().parse(rows[0])
  if (!answer) return undefined
  if (answer.fingerprint !== fingerprint) throw new IdempotencyKeyReusedError({ key })
  if (answer.retry_after_ms === null) return { value: answer.result.value }
  if (answer.retry_after_ms <= 0) return undefined
  throw new IdempotencyInProgressError({ key, retryAfterMs: answer.retry_after_ms })
}

const FIND_STORED_ANSWER = `
  SELECT fingerprint, result,
         ceil(extract(epoch FROM lease_until - clock_timestamp()) * 1000)::integer AS retry_after_ms
  FROM course_outbox.idempotency_keys
  WHERE key = $1 AND expires_at > clock_timestamp()
`
