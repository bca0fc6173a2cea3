import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Module, moduleRow } from './module.js'

export interface UpdateModuleParameters {
  /** The course that the module must belong to. */
  courseId: number
  moduleId: number
  /** @default left as it is, like each of the following */
  title?: string
  /** Null takes it away. */
  content?: string | null
  position?: number
}

const updateModuleParameters = z.object({
  courseId: z.int(),
  moduleId: z.int(),
  title: z.string().trim().min(1).max(300).optional(),
  content: z.string().max(1_000_000).nullish(),
  position: z.int().min(0).max(1_000_000).optional(),
})

/**
 * Changes what is given of a module, and gives the module as it is then; `undefined` when
 * the course has none such, or the actor may not change it.
 *
 * @throws InvalidInputError
 * @example
 * await updateModule(pool, { courseId, moduleId, title: 'Seams and joints' })
 */
export async function updateModule(db: Queryable, parameters: UpdateModuleParameters): Promise<Module | undefined> {
  const { courseId, moduleId, ...changes } = parseInput('updateModule', updateModuleParameters, parameters)
  const { rows } = await db.query(UPDATE_MODULE, [courseId, moduleId, JSON.stringify(changes)])
  return moduleRow.optional().parse(rows[0])
}

const UPDATE_MODULE = `
  WITH changed AS (
    SELECT $3::text::jsonb AS to
  )
  UPDATE containers_lab.modules AS module
  SET title    = coalesce(changed.to ->> 'title', module.title),
      content  = CASE WHEN changed.to ? 'content' THEN changed.to ->> 'content' ELSE module.content END,
      position = coalesce((changed.to ->> 'position')::integer, module.position)
  FROM changed
  WHERE module.course_id = $1 AND module.id = $2
  RETURNING module.id AS "moduleId", module.course_id AS "courseId", module.title, module.content,
    module.position, module.created_at AS "createdAt"
`
