import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { NotInTransactionError, RoleUnavailableError } from '../errors.js'
import { parseInput } from '../parse-input.js'
import { type RequestIdentity, readIdentity, writeIdentity } from './request-identity.js'

export interface AsUserParameters {
  /** Becomes the claim `sub`. Null for a visitor who has not signed in. */
  userId: string | null
  /**
   * The database role to take on, also the claim `role`.
   * @default 'authenticated', for a visitor 'anon'
   */
  role?: string
  /** Further claims, such as `email`. `sub` and `role` are always those above. @default none */
  claims?: Readonly<Record<string, unknown>>
}

const asUserParameters = z.object({
  userId: z.guid().nullable(),
  role: z.string().min(1).optional(),
  claims: z.record(z.string(), z.unknown()).default({}),
})

/**
 * Runs `work` as a user: row security, `auth.uid()` and its siblings see that user.
 *
 * `db` is one client inside a transaction. The identity is held in settings of that
 * transaction, so it never outlives it on a pooled connection. When `work` is done the
 * identity from before is back, and calls may be nested. The connected role must be a
 * member of the role to take on.
 *
 * @throws NotInTransactionError when no transaction is open, and for a Pool.
 * @throws RoleUnavailableError when the role does not exist or was not granted; the transaction is then aborted.
 * @throws InvalidInputError
 * @example
 * await client.query('BEGIN')
 * const mine = await asUser(client, { userId }, (db) => db.query('SELECT title FROM notes'))
 * await client.query('COMMIT')
 */
export async function asUser<Db extends Queryable, Result>(
  db: Db,
  parameters: AsUserParameters,
  work: (db: Db) => Promise<Result>,
): Promise<Result> {
  const identity = toIdentity(parseInput('asUser', asUserParameters, parameters))
  const before = await readIdentity(db)
  await enter(db, identity)
  const result = await leaveOnError(db, before, work)
  await writeIdentity(db, before)
  return result
}

async function leaveOnError<Db extends Queryable, Result>(
  db: Db,
  before: RequestIdentity,
  work: (db: Db) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(db)
  } catch (error) {
    // Fails only where the transaction is aborted or the connection lost, and either
    // ends the identity anyway; the reason worth knowing is the first error.
    await writeIdentity(db, before).catch(() => false)
    throw error
  }
}

async function enter(db: Queryable, identity: RequestIdentity): Promise<void> {
  const entered = await writeIdentity(db, identity).catch((cause: unknown) => {
    if (isRefusedRole(cause)) throw new RoleUnavailableError({ role: identity.role, cause })
    throw cause
  })
  if (!entered) throw new NotInTransactionError()
}

function toIdentity({ userId, role, claims }: z.infer<typeof asUserParameters>): RequestIdentity {
  const assumed = role ?? (userId === null ? 'anon' : 'authenticated')
  const { sub: _sub, ...others } = claims
  const token = userId === null ? { ...others, role: assumed } : { ...others, sub: userId, role: assumed }
  return {
    claims: JSON.stringify(token),
    // Left by an older gateway, these would win over the claims.
    whole_claim: '',
    subject_claim: '',
    role_claim: '',
    email_claim: '',
    role: assumed,
  }
}

const INSUFFICIENT_PRIVILEGE = '42501'
const INVALID_PARAMETER_VALUE = '22023'

function isRefusedRole(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false
  return error.code === INSUFFICIENT_PRIVILEGE || error.code === INVALID_PARAMETER_VALUE
}
