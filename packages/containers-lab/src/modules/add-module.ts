import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'
import { type Module, moduleRow } from './module.js'

export interface AddModuleParameters {
  courseId: number
  title: string
  content?: string
  /** @default after the last one */
  position?: number
}

const addModuleParameters = z.object({
  courseId: z.int(),
  title: z.string().trim().min(1).max(300),
  content: z.string().max(1_000_000).optional(),
  position: z.int().min(0).max(1_000_000).optional(),
})

/**
 * Adds a module to a course.
 *
 * @throws UnknownReferenceError when there is no such course.
 * @throws InvalidInputError
 * @example
 * const { moduleId } = await addModule(pool, { courseId, title: 'Seams' })
 */
export async function addModule(db: Queryable, parameters: AddModuleParameters): Promise<Module> {
  const input = parseInput('addModule', addModuleParameters, parameters)
  try {
    const { rows } = await db.query(ADD_MODULE, [input.courseId, input.title, input.content, input.position])
    return moduleRow.parse(rows[0])
  } catch (cause) {
    throw explainWrite(cause)
  }
}

const ADD_MODULE = `
  INSERT INTO containers_lab.modules (course_id, title, content, position)
  VALUES ($1, $2, $3, coalesce(
    $4,
    (SELECT max(part.position) + 1 FROM containers_lab.modules AS part WHERE part.course_id = $1),
    0))
  RETURNING id AS "moduleId", course_id AS "courseId", title, content, position, created_at AS "createdAt"
`
