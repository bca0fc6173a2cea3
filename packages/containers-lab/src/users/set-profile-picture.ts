import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface SetProfilePictureParameters {
  userId: number
  /** Where the picture lies; null for none. */
  profilePic: string | null
}

export interface ReplacedPicture {
  /** Where the picture before lies, to be deleted. */
  previous: string | null
}

const setProfilePictureParameters = z.object({ userId: z.int(), profilePic: z.string().min(1).max(2000).nullable() })

/**
 * Records where a person's picture lies, and gives where the one before does;
 * `undefined` when the person does not exist.
 *
 * Locks the row, so that of two pictures at once each is given back once.
 *
 * @throws InvalidInputError
 * @example
 * const replaced = await setProfilePicture(pool, { userId, profilePic: path })
 * if (replaced?.previous) await unlink(replaced.previous)
 */
export async function setProfilePicture(
  db: Queryable,
  parameters: SetProfilePictureParameters,
): Promise<ReplacedPicture | undefined> {
  const { userId, profilePic } = parseInput('setProfilePicture', setProfilePictureParameters, parameters)
  const { rows } = await db.query(SET_PROFILE_PICTURE, [userId, profilePic])
  return z.object({ previous: z.string().nullable() }).optional().parse(rows[0])
}

const SET_PROFILE_PICTURE = `
  WITH former AS (
    SELECT id, profile_pic FROM containers_lab.users WHERE id = $1 FOR UPDATE
  )
  UPDATE containers_lab.users AS person
  SET profile_pic = $2
  FROM former
  WHERE person.id = former.id
  RETURNING former.profile_pic AS previous
`
