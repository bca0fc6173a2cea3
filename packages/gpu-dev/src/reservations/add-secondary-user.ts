import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { userName } from '../user-name.js'
import { reservationId as id } from './reservation-id.js'

export interface AddSecondaryUserParameters {
  reservationId: string
  /** Who may log in besides the owner. */
  username: string
  /** Who has to own it. @default anybody */
  owner?: string
}

const outcome = z.enum(['added', 'present', 'ended', 'forbidden', 'unknown'])
export type AddSecondaryUserOutcome = z.output<typeof outcome>

const addSecondaryUserParameters = z.object({ reservationId: id, username: userName, owner: userName.optional() })
const addedRow = z.object({ outcome }).optional()

/**
 * Lets another user into a reservation that has not ended; once, however often and from
 * however many sides it is asked. A group's nodes are let into together.
 *
 * @throws InvalidInputError
 * @example
 * await addSecondaryUser(pool, { reservationId, username: 'bob', owner: caller.username })
 */
export async function addSecondaryUser(
  db: Queryable,
  parameters: AddSecondaryUserParameters,
): Promise<AddSecondaryUserOutcome> {
  const { reservationId, username, owner } = parseInput('addSecondaryUser', addSecondaryUserParameters, parameters)
  const { rows } = await db.query(ADD_SECONDARY_USER, [reservationId, username, owner])
  return addedRow.parse(rows[0])?.outcome ?? 'unknown'
}

const ADD_SECONDARY_USER = `
  WITH node AS MATERIALIZED (
    SELECT locked.reservation_id, locked.user_id, locked.status, locked.secondary_users
    FROM gpu_dev.reservations AS locked
    JOIN gpu_dev.reservations AS asked ON asked.reservation_id = $1
    WHERE locked.reservation_id = $1 OR locked.master_reservation_id = asked.master_reservation_id
    ORDER BY locked.reservation_id
    FOR NO KEY UPDATE OF locked
  ),
  answer AS (
    SELECT CASE
      WHEN bool_or($3::text IS NOT NULL AND node.user_id <> $3) THEN 'forbidden'
      WHEN bool_or(gpu_dev.is_final_status(node.status)) THEN 'ended'
      WHEN bool_and(coalesce(node.secondary_users, '[]') ? $2) THEN 'present'
      ELSE 'added'
    END AS outcome
    FROM node
    HAVING count(*) > 0
  ),
  added AS (
    UPDATE gpu_dev.reservations AS reservation
    SET secondary_users = coalesce(reservation.secondary_users, '[]') || to_jsonb($2::text)
    WHERE reservation.reservation_id = ANY (ARRAY(SELECT node.reservation_id FROM node))
      AND (SELECT answer.outcome FROM answer) = 'added'
      AND NOT coalesce(reservation.secondary_users, '[]') ? $2
  )
  SELECT outcome FROM answer
`
