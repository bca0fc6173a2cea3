import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Module, moduleRow } from './module.js'

export interface ListModulesParameters {
  courseId: number
}

export interface ListedModule extends Module {
  taskCount: number
}

const listModulesParameters = z.object({ courseId: z.int() })

const listedModule = moduleRow.extend({ taskCount: z.int() })

/**
 * Lists the modules of a course with how many tasks each has, in the order of the course.
 *
 * @throws InvalidInputError
 * @example
 * const modules = await listModules(pool, { courseId })
 */
export async function listModules(db: Queryable, parameters: ListModulesParameters): Promise<ListedModule[]> {
  const { courseId } = parseInput('listModules', listModulesParameters, parameters)
  const { rows } = await db.query(LIST_MODULES, [courseId])
  return z.array(listedModule).parse(rows)
}

const LIST_MODULES = `
  SELECT module.id AS "moduleId", module.course_id AS "courseId", module.title, module.content, module.position,
    module.created_at AS "createdAt",
    (SELECT count(*)::integer FROM containers_lab.tasks AS task WHERE task.module_id = module.id) AS "taskCount"
  FROM containers_lab.modules AS module
  WHERE module.course_id = $1
  ORDER BY module.position, module.id
`
