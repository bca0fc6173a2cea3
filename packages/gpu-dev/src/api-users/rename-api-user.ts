import { type Queryable, violates } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { userName } from '../user-name.js'

export interface RenameApiUserParameters {
  username: string
  newUsername: string
}

/** `taken` by another user, or by disks or reservations of somebody of that name. */
export type RenameApiUserOutcome = 'renamed' | 'unknown' | 'taken'

const renameApiUserParameters = z.object({ username: userName, newUsername: userName })
const renamedRow = z.object({ outcome: z.enum(['renamed', 'unknown', 'taken']) })

/**
 * Renames a user together with all that refers to users by name: reservations, their
 * archive, disks and their operations, limits. All or nothing.
 *
 * Inside a transaction, `taken` by a user leaves it failed, as every violated constraint does.
 *
 * @throws InvalidInputError
 * @example
 * await renameApiUser(pool, { username: 'ada', newUsername: 'lovelace' })
 */
export async function renameApiUser(db: Queryable, parameters: RenameApiUserParameters): Promise<RenameApiUserOutcome> {
  const { username, newUsername } = parseInput('renameApiUser', renameApiUserParameters, parameters)
  try {
    const { rows } = await db.query(RENAME_API_USER, [username, newUsername])
    return renamedRow.parse(rows[0]).outcome
  } catch (cause) {
    if (['api_users_username_key', 'disks_user_id_disk_name_key', 'pk_user_limits'].some((key) => violates(cause, key)))
      return 'taken'
    throw cause
  }
}

const RENAME_API_USER = `
  WITH account AS MATERIALIZED (
    SELECT
      known.user_id,
      EXISTS (SELECT FROM gpu_dev.api_users AS other WHERE other.username = $2 AND other.username <> $1)
        OR EXISTS (SELECT FROM gpu_dev.disks AS disk WHERE disk.user_id = $2 AND $1::text <> $2::text)
        OR EXISTS (SELECT FROM gpu_dev.reservations AS held WHERE held.user_id = $2 AND $1::text <> $2::text) AS is_taken
    FROM gpu_dev.api_users AS known
    WHERE known.username = $1
    FOR UPDATE
  ),
  renamed AS (
    UPDATE gpu_dev.api_users AS known SET username = $2
    FROM account
    WHERE known.user_id = account.user_id AND NOT account.is_taken
    RETURNING known.user_id
  ),
  reservations AS (
    UPDATE gpu_dev.reservations AS held SET user_id = $2
    WHERE held.user_id = $1 AND EXISTS (SELECT FROM renamed)
  ),
  archived AS (
    UPDATE gpu_dev.archived_reservations AS old SET user_id = $2
    WHERE old.user_id = $1 AND EXISTS (SELECT FROM renamed)
  ),
  disks AS (
    UPDATE gpu_dev.disks AS disk SET user_id = $2
    WHERE disk.user_id = $1 AND EXISTS (SELECT FROM renamed)
  ),
  operations AS (
    UPDATE gpu_dev.disk_operations AS operation SET user_id = $2
    WHERE operation.user_id = $1 AND EXISTS (SELECT FROM renamed)
  ),
  limits AS (
    UPDATE gpu_dev.user_limits AS own SET user_name = $2
    WHERE own.user_name = $1 AND EXISTS (SELECT FROM renamed)
  )
  SELECT CASE
    WHEN EXISTS (SELECT FROM renamed) THEN 'renamed'
    WHEN EXISTS (SELECT FROM account) THEN 'taken'
    ELSE 'unknown'
  END AS outcome
`
