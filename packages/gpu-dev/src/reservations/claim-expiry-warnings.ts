import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface ClaimExpiryWarningsParameters {
  /** @default 100 */
  limit?: number
}

export interface ExpiryWarning {
  reservationId: string
  owner: string
  /** The threshold that was reached: 30, 15 or 5. */
  minutes: number
  expiresAt: Date
}

const claimExpiryWarningsParameters = z.object({ limit: z.int().min(1).max(10_000).default(100) })

const expiryWarning = z
  .object({ reservation_id: z.string(), user_id: z.string(), minutes: z.number(), expires_at: z.date() })
  .transform(
    (row): ExpiryWarning => ({
      reservationId: row.reservation_id,
      owner: row.user_id,
      minutes: row.minutes,
      expiresAt: row.expires_at,
    }),
  )

/**
 * Gives the warnings that are to be sent now, and records them as sent: 30, 15 and 5
 * minutes before the end, each once, only the most urgent where several were missed.
 *
 * Ask in the transaction that hands them on, if that one can fail.
 *
 * @throws InvalidInputError
 * @example
 * for (const { owner, minutes } of await claimExpiryWarnings(pool)) await tell(owner, `${minutes} minutes left`)
 */
export async function claimExpiryWarnings(
  db: Queryable,
  parameters: ClaimExpiryWarningsParameters = {},
): Promise<ExpiryWarning[]> {
  const { limit } = parseInput('claimExpiryWarnings', claimExpiryWarningsParameters, parameters)
  const { rows } = await db.query(CLAIM_EXPIRY_WARNINGS, [limit])
  return z.array(expiryWarning).parse(rows)
}

const CLAIM_EXPIRY_WARNINGS = `
  SELECT reservation_id, user_id, minutes, expires_at
  FROM gpu_dev.claim_expiry_warnings($1)
`
