import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface FindIdempotentResultParameters {
  /** As it stands in its column: for a key of `withIdempotency`, `<scope>:<key>`. */
  key: string
}

export interface IdempotentResult {
  key: string
  /** As stored: what `initialize_fsm_with_outbox` gave, or `{ value }` of `withIdempotency`. */
  result: unknown
  createdAt: Date
  expiresAt: Date
  /** The course it was about, if any. */
  entityId: string | null
  /** Somebody is answering: there is no result yet. */
  inProgress: boolean
}

const findIdempotentResultParameters = z.object({ key: z.string().trim().min(1).max(255) })

const idempotentResult = z
  .object({
    key: z.string(),
    result: z.unknown(),
    created_at: z.date(),
    expires_at: z.date(),
    entity_id: z.guid().nullable(),
    in_progress: z.boolean(),
  })
  .transform(
    (row): IdempotentResult => ({
      key: row.key,
      result: row.result,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
      entityId: row.entity_id,
      inProgress: row.in_progress,
    }),
  )

/**
 * Gives what is stored for a key, or `undefined` when there is nothing or it has expired.
 *
 * @throws InvalidInputError
 * @example
 * const stored = await findIdempotentResult(pool, { key })
 */
export async function findIdempotentResult(
  db: Queryable,
  parameters: FindIdempotentResultParameters,
): Promise<IdempotentResult | undefined> {
  const { key } = parseInput('findIdempotentResult', findIdempotentResultParameters, parameters)
  const { rows } = await db.query(FIND_IDEMPOTENT_RESULT, [key])
  return idempotentResult.optional().parse(rows[0])
}

const FIND_IDEMPOTENT_RESULT = `
  SELECT key, result, created_at, expires_at, entity_id, lease_until IS NOT NULL AS in_progress
  FROM course_outbox.idempotency_keys
  WHERE key = $1 AND expires_at > clock_timestamp()
`
