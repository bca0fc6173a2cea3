import type { Queryable } from '@schemata/contract'
import { z } from 'zod'
import { ids } from '../ids.js'
import { parseInput } from '../parse-input.js'

export interface UnassignTaskFromTeamsParameters {
  taskId: number
  /** Up to 10,000. */
  teamIds: number[]
}

const unassignTaskFromTeamsParameters = z.object({ taskId: z.int(), teamIds: ids })

/**
 * Takes a task from teams; gives the ids of those that had it as a whole.
 *
 * @throws InvalidInputError
 * @example
 * const had = await unassignTaskFromTeams(pool, { taskId, teamIds: [2] })
 */
export async function unassignTaskFromTeams(
  db: Queryable,
  parameters: UnassignTaskFromTeamsParameters,
): Promise<number[]> {
  const { taskId, teamIds } = parseInput('unassignTaskFromTeams', unassignTaskFromTeamsParameters, parameters)
  const { rows } = await db.query(UNASSIGN_TASK_FROM_TEAMS, [taskId, teamIds])
  return z.array(z.object({ id: z.int() }).transform(({ id }) => id)).parse(rows)
}

const UNASSIGN_TASK_FROM_TEAMS = `
  WITH taken AS (
    DELETE FROM containers_lab.assignments
    WHERE task_id = $1 AND assigned_group_id = ANY ($2::integer[]) AND assigned_to_user_id IS NULL
    RETURNING assigned_group_id AS id
  )
  SELECT DISTINCT id FROM taken ORDER BY id
`
