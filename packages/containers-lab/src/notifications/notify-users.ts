import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { ids } from '../ids.js'
import { parseInput } from '../parse-input.js'

export interface NotifyUsersParameters {
  userIds: readonly number[]
  type: string
  payload?: Record<string, unknown>
}

const notifyUsersParameters = z.object({
  userIds: ids,
  type: z.string().min(1).max(200),
  payload: z.record(z.string(), z.unknown()).optional(),
})

/**
 * Gives each of the people a notification and says how many were told; people who do not exist are left out.
 *
 * @throws InvalidInputError
 * @example
 * await notifyUsers(db, { userIds: [7, 8], type: 'maintenance', payload: { at: '22:00' } })
 */
export async function notifyUsers(db: Queryable, parameters: NotifyUsersParameters): Promise<number> {
  const input = parseInput('notifyUsers', notifyUsersParameters, parameters)
  const { rows } = await db.query(NOTIFY_USERS, [
    input.userIds,
    input.type,
    input.payload && JSON.stringify(input.payload),
  ])
  return z.object({ value: z.int() }).parse(rows[0]).value
}

const NOTIFY_USERS = `
  WITH told AS (
    INSERT INTO containers_lab.notifications (user_id, type, payload)
    SELECT person.id, $2, $3::jsonb
    FROM containers_lab.users AS person
    WHERE person.id = ANY ($1::integer[])
    RETURNING id
  )
  SELECT count(*)::integer AS value FROM told
`
