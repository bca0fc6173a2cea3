import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

export interface AssignmentCount {
  status: string
  assignments: number
}

const assignmentCount = z.object({
  status: z.string(),
  assignments: z.int(),
})

/**
 * Counts assignments per status, those without one included.
 *
 * @example
 * const perStatus = await listAssignmentCounts(db)
 */
export async function listAssignmentCounts(db: Queryable): Promise<AssignmentCount[]> {
  const { rows } = await db.query(LIST_ASSIGNMENT_COUNTS)
  return z.array(assignmentCount).parse(rows)
}

const LIST_ASSIGNMENT_COUNTS = `
  SELECT status.name AS status, count(given.id)::integer AS assignments
  FROM containers_lab.assignment_statuses AS status
  LEFT JOIN containers_lab.assignments AS given ON given.status = status.name
  GROUP BY status.id, status.name
  ORDER BY status.id
`
