import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { literalPattern } from '../literal-pattern.js'
import { parseInput } from '../parse-input.js'

export interface SearchUsersParameters {
  /** Part of a name or an address, in any letter case; `%` and `_` stand for themselves. @default everybody */
  search?: string
  /** 1 to 500. @default 20 */
  limit?: number
}

export interface FoundUser {
  userId: number
  name: string
  email: string
}

const searchUsersParameters = z.object({
  search: z.string().max(200).optional(),
  limit: z.int().min(1).max(500).default(20),
})

const foundUser = z.object({ userId: z.int(), name: z.string(), email: z.string() })

/**
 * Lists active people by name, for a picker: those whose name begins with the text first.
 *
 * @throws InvalidInputError
 * @example
 * const people = await searchUsers(pool, { search: 'ada' })
 */
export async function searchUsers(db: Queryable, parameters: SearchUsersParameters = {}): Promise<FoundUser[]> {
  const { search, limit } = parseInput('searchUsers', searchUsersParameters, parameters)
  const { rows } = await db.query(SEARCH_USERS, [literalPattern(search), limit])
  return z.array(foundUser).parse(rows)
}

const SEARCH_USERS = `
  SELECT id AS "userId", name, email
  FROM containers_lab.users
  WHERE status = 'active' AND ($1::text IS NULL OR name ILIKE $1 OR email ILIKE $1)
  ORDER BY (name ILIKE substr($1, 2)) DESC, lower(name), id
  LIMIT $2
`
