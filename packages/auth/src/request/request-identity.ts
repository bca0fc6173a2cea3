import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

/** The settings that say who a transaction speaks for; empty text where one is unset. */
export const requestIdentity = z.object({
  claims: z.string(),
  whole_claim: z.string(),
  subject_claim: z.string(),
  role_claim: z.string(),
  email_claim: z.string(),
  role: z.string(),
})

export type RequestIdentity = z.infer<typeof requestIdentity>

/** Reads the identity in force, and leaves a mark that lasts as long as the transaction. */
export async function readIdentity(db: Queryable): Promise<RequestIdentity> {
  const { rows } = await db.query(READ_IDENTITY)
  return requestIdentity.parse(rows[0])
}

/**
 * Puts an identity in force until the transaction ends.
 *
 * False when the mark of {@link readIdentity} is gone: then no transaction spans the
 * two statements, and nothing was put in force either.
 */
export async function writeIdentity(db: Queryable, identity: RequestIdentity): Promise<boolean> {
  const { claims, whole_claim, subject_claim, role_claim, email_claim, role } = identity
  const { rows } = await db.query(WRITE_IDENTITY, [claims, whole_claim, subject_claim, role_claim, email_claim, role])
  return rows[0]?.marked === true
}

const READ_IDENTITY = `
  SELECT
    coalesce(current_setting('request.jwt.claims', true), '')      AS claims,
    coalesce(current_setting('request.jwt.claim', true), '')       AS whole_claim,
    coalesce(current_setting('request.jwt.claim.sub', true), '')   AS subject_claim,
    coalesce(current_setting('request.jwt.claim.role', true), '')  AS role_claim,
    coalesce(current_setting('request.jwt.claim.email', true), '') AS email_claim,
    current_setting('role')                                        AS role,
    set_config('schemata.transaction', 'open', true)
`

const WRITE_IDENTITY = `
  SELECT
    current_setting('schemata.transaction', true) IS NOT DISTINCT FROM 'open' AS marked,
    set_config('request.jwt.claims', $1, true),
    set_config('request.jwt.claim', $2, true),
    set_config('request.jwt.claim.sub', $3, true),
    set_config('request.jwt.claim.role', $4, true),
    set_config('request.jwt.claim.email', $5, true),
    set_config('role', $6, true)
`
