import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type AssignmentStatus, assignmentStatus } from './assignment.js'

export interface ListTaskAssigneesParameters {
  taskId: number
}

/** A person, a team, or a person on behalf of a team. */
export interface TaskAssignee {
  assignmentId: number
  userId: number | null
  name: string | null
  email: string | null
  teamId: number | null
  teamName: string | null
  status: AssignmentStatus
  assignedBy: number | null
  dueDate: Date | null
  assignedAt: Date
  completedAt: Date | null
}

const listTaskAssigneesParameters = z.object({ taskId: z.int() })

const taskAssignee = z.object({
  assignmentId: z.int(),
  userId: z.int().nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  teamId: z.int().nullable(),
  teamName: z.string().nullable(),
  status: assignmentStatus,
  assignedBy: z.int().nullable(),
  dueDate: z.date().nullable(),
  assignedAt: z.date(),
  completedAt: z.date().nullable(),
})

/**
 * Lists to whom a task is given and how each is doing: people by name, then teams by name.
 *
 * @throws InvalidInputError
 * @example
 * const assignees = await listTaskAssignees(pool, { taskId })
 */
export async function listTaskAssignees(
  db: Queryable,
  parameters: ListTaskAssigneesParameters,
): Promise<TaskAssignee[]> {
  const { taskId } = parseInput('listTaskAssignees', listTaskAssigneesParameters, parameters)
  const { rows } = await db.query(LIST_TASK_ASSIGNEES, [taskId])
  return z.array(taskAssignee).parse(rows)
}

const LIST_TASK_ASSIGNEES = `
  SELECT given.id AS "assignmentId", given.assigned_to_user_id AS "userId", person.name, person.email,
    given.assigned_group_id AS "teamId", team.name AS "teamName", given.status, given.assigned_by AS "assignedBy",
    given.due_date AS "dueDate", given.created_at AS "assignedAt", given.completed_at AS "completedAt"
  FROM containers_lab.assignments AS given
  LEFT JOIN containers_lab.users AS person ON person.id = given.assigned_to_user_id
  LEFT JOIN containers_lab.teams AS team ON team.id = given.assigned_group_id
  WHERE given.task_id = $1
  ORDER BY lower(person.name) NULLS LAST, lower(team.name), given.id
`
