import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'
import { type Assignment, assignment } from './assignment.js'

export interface StartTaskParameters {
  userId: number
  taskId: number
}

const startTaskParameters = z.object({ userId: z.int(), taskId: z.int() })

/**
 * Begins a task: the person's assignment is in progress from now on, made for them where
 * they had none, as with a task of a course they are in.
 *
 * What they have completed stays completed; `setAssignmentStatus` takes it up again.
 * Whether they may see the task is asked by the row policies, or by `canSeeTask`.
 *
 * @throws UnknownReferenceError when the person or the task does not exist.
 * @throws InvalidInputError
 * @example
 * const { assignmentId, status } = await startTask(pool, { userId, taskId })
 */
export async function startTask(db: Queryable, parameters: StartTaskParameters): Promise<Assignment> {
  const { userId, taskId } = parseInput('startTask', startTaskParameters, parameters)
  try {
    const { rows } = await db.query(START_TASK, [userId, taskId])
    return assignment.parse(rows[0])
  } catch (cause) {
    throw explainWrite(cause)
  }
}

const START_TASK = `
  INSERT INTO containers_lab.assignments AS given (assigned_to_user_id, task_id, assigned_by, status)
  VALUES ($1, $2, $1, 'in_progress')
  ON CONFLICT (task_id, assigned_to_user_id) DO UPDATE
  SET status = CASE WHEN given.status = 'completed' THEN given.status ELSE excluded.status END
  RETURNING id AS "assignmentId", task_id AS "taskId", assigned_to_user_id AS "userId", assigned_group_id AS "teamId",
    assigned_by AS "assignedBy", status, due_date AS "dueDate", notes, created_at AS "createdAt",
    started_at AS "startedAt", completed_at AS "completedAt"
`
