import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface RemoveSshKeyParameters {
  userId: number
  keyId: string
}

const removeSshKeyParameters = z.object({ userId: z.int(), keyId: z.string().regex(/^\d{1,18}$/) })

/**
 * Removes a key of a person; false when they have no such key.
 *
 * @throws InvalidInputError
 * @example
 * await removeSshKey(pool, { userId, keyId })
 */
export async function removeSshKey(db: Queryable, parameters: RemoveSshKeyParameters): Promise<boolean> {
  const { userId, keyId } = parseInput('removeSshKey', removeSshKeyParameters, parameters)
  const { rows } = await db.query(REMOVE_SSH_KEY, [userId, keyId])
  return rows.length > 0
}

const REMOVE_SSH_KEY = `
  DELETE FROM containers_lab.ssh_keys
  WHERE user_id = $1 AND id = $2
  RETURNING 1
`
