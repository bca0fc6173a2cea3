import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { ids } from '../ids.js'
import { parseInput } from '../parse-input.js'
import { type EmployeeWork, employeeWork } from './employee-work.js'

export interface ListEmployeeWorkParameters {
  /** Up to 10,000; a page of them is what it is made for. */
  userIds: number[]
}

export interface ListedEmployeeWork extends EmployeeWork {
  userId: number
}

const listEmployeeWorkParameters = z.object({ userIds: ids })

const listedEmployeeWork = z.object({ userId: z.int(), ...employeeWork })

/**
 * Lists what was given to each of some people themselves, by id; who does not exist is left out.
 *
 * @throws InvalidInputError
 * @example
 * const work = await listEmployeeWork(pool, { userIds: employees.map(({ userId }) => userId) })
 */
export async function listEmployeeWork(
  db: Queryable,
  parameters: ListEmployeeWorkParameters,
): Promise<ListedEmployeeWork[]> {
  const { userIds } = parseInput('listEmployeeWork', listEmployeeWorkParameters, parameters)
  const { rows } = await db.query(LIST_EMPLOYEE_WORK, [userIds])
  return z.array(listedEmployeeWork).parse(rows)
}

const LIST_EMPLOYEE_WORK = `
  SELECT user_id AS "userId", courses, modules, tasks
  FROM containers_lab.employee_work
  WHERE user_id = ANY ($1::integer[])
  ORDER BY user_id
`
