import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'
import { type Assignment, type AssignmentStatus, assignment, assignmentStatus } from './assignment.js'

export interface SetAssignmentStatusParameters {
  assignmentId: number
  /** Only if it is this person's, or that of a team of theirs. @default anybody's */
  userId?: number
  /** @default left as it is */
  status?: AssignmentStatus
  /** Null takes them away. @default left as they are */
  notes?: string | null
}

const setAssignmentStatusParameters = z.object({
  assignmentId: z.int(),
  userId: z.int().optional(),
  status: assignmentStatus.optional(),
  notes: z.string().max(100_000).nullish(),
})

/**
 * Sets how an assignment stands, and what is noted about it; gives it as it is then, or
 * `undefined` when there is none such for that person.
 *
 * When it was started and completed follows the status, the history records the change,
 * and whoever it is for is notified.
 *
 * @throws InvalidInputError
 * @example
 * await setAssignmentStatus(pool, { assignmentId, userId, status: 'completed', notes: 'Two passes.' })
 */
export async function setAssignmentStatus(
  db: Queryable,
  parameters: SetAssignmentStatusParameters,
): Promise<Assignment | undefined> {
  const input = parseInput('setAssignmentStatus', setAssignmentStatusParameters, parameters)
  try {
    const { rows } = await db.query(SET_ASSIGNMENT_STATUS, [
      input.assignmentId,
      input.userId,
      input.status,
      input.notes !== undefined,
      input.notes,
    ])
    return assignment.optional().parse(rows[0])
  } catch (cause) {
    throw explainWrite(cause)
  }
}

const SET_ASSIGNMENT_STATUS = `
  UPDATE containers_lab.assignments
  SET status = coalesce($3, status),
    notes = CASE WHEN $4::boolean THEN $5 ELSE notes END
  WHERE id = $1
    AND (
      $2::integer IS NULL
      OR assigned_to_user_id = $2
      OR (assigned_to_user_id IS NULL AND assigned_group_id IN (
        SELECT member.team_id FROM containers_lab.user_teams AS member WHERE member.user_id = $2
      ))
    )
  RETURNING id AS "assignmentId", task_id AS "taskId", assigned_to_user_id AS "userId", assigned_group_id AS "teamId",
    assigned_by AS "assignedBy", status, due_date AS "dueDate", notes, created_at AS "createdAt",
    started_at AS "startedAt", completed_at AS "completedAt"
`
