import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface CanSeeTaskParameters {
  userId: number
  taskId: number
}

const canSeeTaskParameters = z.object({ userId: z.int(), taskId: z.int() })

/**
 * Tells whether an active person may see a task: it is theirs, it is given to them or to a
 * team of theirs, its course is public, theirs or given to them, or they manage courses or
 * assignments.
 *
 * @throws InvalidInputError
 * @example
 * if (await canSeeTask(pool, { userId, taskId })) await startTask(pool, { userId, taskId })
 */
export async function canSeeTask(db: Queryable, parameters: CanSeeTaskParameters): Promise<boolean> {
  const { userId, taskId } = parseInput('canSeeTask', canSeeTaskParameters, parameters)
  const { rows } = await db.query(CAN_SEE_TASK, [userId, taskId])
  return z.object({ allowed: z.boolean() }).parse(rows[0]).allowed
}

const CAN_SEE_TASK = `
  SELECT EXISTS (
    SELECT
    FROM containers_lab.tasks AS task
    LEFT JOIN containers_lab.courses AS course ON course.id = task.related_course_id
    JOIN containers_lab.users AS person ON person.id = $1 AND person.status = 'active'
    WHERE task.id = $2
      AND (
        task.created_by = $1
        OR course.visibility = 'public'
        OR course.created_by = $1
        OR EXISTS (SELECT FROM containers_lab.user_tasks AS mine WHERE mine.user_id = $1 AND mine.task_id = $2)
        OR EXISTS (
          SELECT FROM containers_lab.course_progress AS mine WHERE mine.user_id = $1 AND mine.course_id = course.id
        )
        OR containers_lab.has_permission($1, 'courses:manage')
        OR containers_lab.has_permission($1, 'assignments:manage')
      )
  ) AS allowed
`
