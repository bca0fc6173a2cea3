import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface CanSeeModuleParameters {
  userId: number
  moduleId: number
}

const canSeeModuleParameters = z.object({ userId: z.int(), moduleId: z.int() })

/**
 * Tells whether an active person may read a module: its course is public or theirs, the
 * course or the module is given to them, a task in it is, or they manage courses.
 *
 * Narrower than the row policies, which show every module of a course that may be seen:
 * who has one module of a course reads that one.
 *
 * @throws InvalidInputError
 * @example
 * if (!(await canSeeModule(pool, { userId, moduleId }))) return notFound()
 */
export async function canSeeModule(db: Queryable, parameters: CanSeeModuleParameters): Promise<boolean> {
  const { userId, moduleId } = parseInput('canSeeModule', canSeeModuleParameters, parameters)
  const { rows } = await db.query(CAN_SEE_MODULE, [userId, moduleId])
  return z.object({ allowed: z.boolean() }).parse(rows[0]).allowed
}

const CAN_SEE_MODULE = `
  SELECT EXISTS (
    SELECT
    FROM containers_lab.modules AS module
    JOIN containers_lab.courses AS course ON course.id = module.course_id
    JOIN containers_lab.users AS person ON person.id = $1 AND person.status = 'active'
    WHERE module.id = $2
      AND (
        course.visibility = 'public'
        OR course.created_by = $1
        OR EXISTS (SELECT FROM containers_lab.module_progress AS mine WHERE mine.user_id = $1 AND mine.module_id = $2)
        OR containers_lab.has_permission($1, 'courses:manage')
      )
  ) AS allowed
`
