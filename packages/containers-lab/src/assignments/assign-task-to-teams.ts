import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { ids } from '../ids.js'
import { parseInput } from '../parse-input.js'
import { type Given, given } from './given.js'

export interface AssignTaskToTeamsParameters {
  taskId: number
  /** Up to 10,000. */
  teamIds: number[]
  /** Who gives it. @default nobody */
  assignedBy?: number
  /** By when. @default any time */
  dueDate?: Date
}

const assignTaskToTeamsParameters = z.object({
  taskId: z.int(),
  teamIds: ids,
  assignedBy: z.int().optional(),
  dueDate: z.date().optional(),
})

/**
 * Gives a task to teams as a whole, one assignment each, and tells which team got it now
 * and which had it already. Every member is notified.
 *
 * Whoever joins a team later has it, too. Callers for one task take turns, until the
 * transaction of the first is over.
 *
 * @throws UnknownReferenceError when the task or one of the teams does not exist.
 * @throws InvalidInputError
 * @example
 * const { added } = await assignTaskToTeams(pool, { taskId, teamIds: [2], assignedBy: managerId })
 */
export async function assignTaskToTeams(db: Queryable, parameters: AssignTaskToTeamsParameters): Promise<Given> {
  const input = parseInput('assignTaskToTeams', assignTaskToTeamsParameters, parameters)
  try {
    const { rows } = await db.query(ASSIGN_TASK_TO_TEAMS, [
      input.taskId,
      input.teamIds,
      input.assignedBy,
      input.dueDate,
    ])
    return given(rows)
  } catch (cause) {
    throw explainWrite(cause)
  }
}

const ASSIGN_TASK_TO_TEAMS = `
  SELECT team_id AS id, added
  FROM containers_lab.assign_task_to_teams($1, $2, $3, $4)
`
