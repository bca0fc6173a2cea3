import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { ids } from '../ids.js'
import { parseInput } from '../parse-input.js'
import { type Given, given } from './given.js'

export interface AssignTaskParameters {
  taskId: number
  /** Up to 10,000. @default nobody */
  userIds?: number[]
  /** Everybody who is in one of these teams now, of those the caller may see. @default none */
  teamIds?: number[]
  /** Who gives it. @default nobody */
  assignedBy?: number
  /** By when. @default any time */
  dueDate?: Date
}

const assignTaskParameters = z.object({
  taskId: z.int(),
  userIds: ids.default([]),
  teamIds: ids.default([]),
  assignedBy: z.int().optional(),
  dueDate: z.date().optional(),
})

/**
 * Gives a task to people, by name or by team, and tells who got it now and who had it already.
 *
 * One statement: all or nobody. Who has it keeps what they have, the due date included.
 * Two callers at once give it to each person once; the second waits for the first.
 *
 * @throws UnknownReferenceError when the task or one of the people does not exist.
 * @throws InvalidInputError
 * @example
 * const { added, alreadyHad } = await assignTask(pool, { taskId, userIds: [4, 5], assignedBy: managerId })
 */
export async function assignTask(db: Queryable, parameters: AssignTaskParameters): Promise<Given> {
  const input = parseInput('assignTask', assignTaskParameters, parameters)
  try {
    const { rows } = await db.query(ASSIGN_TASK, [
      input.taskId,
      input.userIds,
      input.teamIds,
      input.assignedBy,
      input.dueDate,
    ])
    return given(rows)
  } catch (cause) {
    throw explainWrite(cause)
  }
}

const ASSIGN_TASK = `
  SELECT user_id AS id, added
  FROM containers_lab.assign_task(
    $1,
    ARRAY(
      SELECT unnest($2::integer[])
      UNION
      SELECT member.user_id FROM containers_lab.user_teams AS member WHERE member.team_id = ANY ($3::integer[])
    ),
    $4,
    $5)
`
