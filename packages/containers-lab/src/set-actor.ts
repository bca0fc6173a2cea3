import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { NotInTransactionError } from './errors.js'
import { parseInput } from './parse-input.js'

export interface SetActorParameters {
  userId: number
  /** The database role to take on, too. @default the role of the connection */
  role?: string | undefined
}

const setActorParameters = z.object({ userId: z.int().positive(), role: z.string().min(1).optional() })

/**
 * Names the person who acts from here on to the end of the open transaction.
 *
 * For transactions that the application opens itself; `asUser` opens one.
 *
 * @throws NotInTransactionError when no transaction is open, and for a Pool.
 * @throws InvalidInputError
 * @example
 * await client.query('BEGIN')
 * await setActor(client, { userId: 7 })
 */
export async function setActor(db: Queryable, parameters: SetActorParameters): Promise<void> {
  const { userId, role } = parseInput('setActor', setActorParameters, parameters)
  await db.query(SET_ACTOR, [String(userId), role])
  // A second statement: outside a transaction, what the first one set is gone by now.
  const { rows } = await db.query(READ_ACTOR)
  if (z.object({ actor: z.string().nullable() }).parse(rows[0]).actor !== String(userId)) {
    throw new NotInTransactionError()
  }
}

const SET_ACTOR = `
  SELECT set_config('app.current_user_id', $1, true), set_config('role', coalesce($2, current_setting('role')), true)
`

const READ_ACTOR = `
  SELECT current_setting('app.current_user_id', true) AS actor
`
