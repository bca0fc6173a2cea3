import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { UnknownCourseError } from '../errors.js'
import { parseInput } from '../parse-input.js'
import { type Course, course } from './course.js'
import { type GenerationStatus, generationStatus } from './generation-status.js'

export interface SetGenerationStatusParameters {
  id: string
  /** Null: as if the generation had never started. */
  status: GenerationStatus | null
}

const setGenerationStatusParameters = z.object({ id: z.guid(), status: generationStatus.nullable() })

/**
 * Sets how far the generation of a course has come, and gives the course as it is then.
 *
 * Any state may follow any other: which changes are allowed is the rule of whoever runs
 * the generation. Locks the row until the transaction ends.
 *
 * @throws UnknownCourseError when there is none with this id.
 * @throws InvalidInputError
 * @example
 * await setGenerationStatus(client, { id, status: 'finalizing' })
 */
export async function setGenerationStatus(db: Queryable, parameters: SetGenerationStatusParameters): Promise<Course> {
  const { id, status } = parseInput('setGenerationStatus', setGenerationStatusParameters, parameters)
  const { rows } = await db.query(SET_GENERATION_STATUS, [id, status])
  if (rows.length === 0) throw new UnknownCourseError({ courseId: id })
  return course.parse(rows[0])
}

const SET_GENERATION_STATUS = `
  UPDATE course_catalog.courses
  SET generation_status = $2::text::course_catalog.generation_status
  WHERE id = $1
  RETURNING id, organization_id, user_id, title, slug, description, generation_status, created_at, updated_at
`
