import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { inTransaction, type TransactionPool } from './in-transaction.js'
import { parseInput } from './parse-input.js'
import { setActor } from './set-actor.js'

/** A person, or a person and the database role to take on for them. */
export type ActorParameters = number | { userId: number /** @default the role of the connection */; role?: string }

const actorParameters = z.union([
  z.int().positive(),
  z.object({ userId: z.int().positive(), role: z.string().min(1).optional() }),
])

/**
 * Runs `work` in a transaction of its own in which the person acts: committed when it
 * resolves, rolled back when it throws.
 *
 * Triggers record the person in the audit trail, the histories and the notifications, and
 * functions that ask for a permission ask for theirs. Row policies apply where the role in
 * force neither owns the tables nor bypasses them; connected as the owner, pass `app_role`
 * (or the name that the stack gave it). Both settings end with the transaction, so nothing
 * is left on a pooled connection. Somebody who does not exist, or is not active, is no actor.
 *
 * @throws InvalidInputError
 * @example
 * const { added } = await asUser(pool, managerId, (db) => assignTask(db, { taskId, userIds }))
 */
export async function asUser<Value>(
  pool: TransactionPool,
  user: ActorParameters,
  work: (db: Queryable) => Promise<Value>,
): Promise<Value> {
  const actor = parseInput('asUser', actorParameters, user)
  return inTransaction(pool, async (db) => {
    await setActor(db, typeof actor === 'number' ? { userId: actor } : actor)
    return work(db)
  })
}
