import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { page } from '../page.js'
import { parseInput } from '../parse-input.js'
import { type UserStatus, userStatus } from './user.js'

const SORTS = {
  name: 'name',
  email: 'email',
  role: 'role',
  status: 'status',
  createdAt: 'created_at',
} as const

export type UserSort = keyof typeof SORTS

export interface ListUsersParameters {
  /** Part of a name or an address, in any letter case; `%` and `_` stand for themselves. @default everybody */
  search?: string
  /** @default every role */
  roleName?: string
  /** @default every status */
  status?: UserStatus
  /** @default 'createdAt' */
  sort?: UserSort
  /** @default 'descending' */
  direction?: 'ascending' | 'descending'
  /** 1 to 500. @default 50 */
  limit?: number
  /** @default 0 */
  offset?: number
}

export interface ListedUser {
  userId: number
  name: string
  email: string
  roleName: string
  status: UserStatus
  profilePic: string | null
  createdAt: Date
  assignmentCount: number
  completedAssignmentCount: number
  containerCount: number
  runningContainerCount: number
}

export interface UserPage {
  users: ListedUser[]
  /** How many match in all; 0 also past the last page. */
  totalCount: number
}

const listUsersParameters = z.object({
  search: z.string().max(200).optional(),
  roleName: z.string().optional(),
  status: userStatus.optional(),
  sort: z.enum(Object.keys(SORTS) as [UserSort, ...UserSort[]]).default('createdAt'),
  direction: z.enum(['ascending', 'descending']).default('descending'),
  ...page,
})

const listedUser = z.object({
  userId: z.int(),
  name: z.string(),
  email: z.string(),
  roleName: z.string(),
  status: userStatus,
  profilePic: z.string().nullable(),
  createdAt: z.date(),
  assignmentCount: z.int(),
  completedAssignmentCount: z.int(),
  containerCount: z.int(),
  runningContainerCount: z.int(),
})

const totalCount = z.object({ totalCount: z.int() })

/**
 * Gives a page of people with how much each has to do and to run, and how many match.
 *
 * Those that sort alike stand in the order of their ids. What is counted is counted for
 * the people on the page alone.
 *
 * @throws InvalidInputError
 * @example
 * const { users, totalCount } = await listUsers(pool, { search: 'ada', status: 'active', sort: 'name' })
 */
export async function listUsers(db: Queryable, parameters: ListUsersParameters = {}): Promise<UserPage> {
  const input = parseInput('listUsers', listUsersParameters, parameters)
  try {
    const { rows } = await db.query(LIST_USERS, [
      input.search,
      input.roleName,
      input.status,
      SORTS[input.sort],
      input.direction === 'descending',
      input.limit,
      input.offset,
    ])
    const [first] = z.array(totalCount).parse(rows)
    return { users: z.array(listedUser).parse(rows), totalCount: first?.totalCount ?? 0 }
  } catch (cause) {
    throw explainWrite(cause)
  }
}

const LIST_USERS = `
  SELECT user_id AS "userId", name, email, role_name AS "roleName", status, profile_pic AS "profilePic",
    created_at AS "createdAt", assignment_count AS "assignmentCount",
    completed_assignment_count AS "completedAssignmentCount", container_count AS "containerCount",
    running_container_count AS "runningContainerCount", total_count AS "totalCount"
  FROM containers_lab.user_page($1, $2, $3, $4, $5, $6, $7)
`
