import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface OrderModulesParameters {
  courseId: number
  /** In the order they are to have; those left out come after, as they stood. */
  moduleIds: number[]
}

const orderModulesParameters = z.object({ courseId: z.int(), moduleIds: z.array(z.int()).max(10_000) })

/**
 * Puts the modules of a course in an order; gives how many changed their place.
 *
 * Ids of other courses are left alone.
 *
 * @throws InvalidInputError
 * @example
 * await orderModules(pool, { courseId, moduleIds: [7, 5, 6] })
 */
export async function orderModules(db: Queryable, parameters: OrderModulesParameters): Promise<number> {
  const { courseId, moduleIds } = parseInput('orderModules', orderModulesParameters, parameters)
  const { rows } = await db.query(ORDER_MODULES, [courseId, moduleIds])
  return rows.length
}

const ORDER_MODULES = `
  UPDATE containers_lab.modules AS module
  SET position = placed.place
  FROM (
    SELECT part.id, row_number() OVER (ORDER BY array_position($2::integer[], part.id), part.position, part.id) - 1 AS place
    FROM containers_lab.modules AS part
    WHERE part.course_id = $1
  ) AS placed
  WHERE module.id = placed.id AND module.position <> placed.place
  RETURNING 1
`
