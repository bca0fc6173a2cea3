import type { Queryable } from '@schemata/contract'
import { z } from 'zod'
import { ids } from '../ids.js'
import { parseInput } from '../parse-input.js'

export interface UnassignTaskParameters {
  taskId: number
  /** Up to 10,000. */
  userIds: number[]
}

const unassignTaskParameters = z.object({ taskId: z.int(), userIds: ids })

/**
 * Takes a task from people; gives the ids of those who had it. What a person has done about it is lost with it. The assignment of a team they are in stays.
 *
 * @throws InvalidInputError
 * @example
 * const had = await unassignTask(pool, { taskId, userIds: [4, 5] })
 */
export async function unassignTask(db: Queryable, parameters: UnassignTaskParameters): Promise<number[]> {
  const { taskId, userIds } = parseInput('unassignTask', unassignTaskParameters, parameters)
  const { rows } = await db.query(UNASSIGN_TASK, [taskId, userIds])
  return z.array(z.object({ id: z.int() }).transform(({ id }) => id)).parse(rows)
}

const UNASSIGN_TASK = `
  WITH taken AS (
    DELETE FROM containers_lab.assignments
    WHERE task_id = $1 AND assigned_to_user_id = ANY ($2::integer[])
    RETURNING assigned_to_user_id AS id
  )
  SELECT id FROM taken ORDER BY id
`
