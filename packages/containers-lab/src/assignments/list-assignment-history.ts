import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type AssignmentStatus, assignmentStatus } from './assignment.js'

export interface ListAssignmentHistoryParameters {
  assignmentId: number
}

export interface AssignmentChange {
  /** Null at the start. */
  from: AssignmentStatus | null
  to: AssignmentStatus | null
  changedBy: number | null
  /** `created`, `reassigned`, or nothing. */
  note: string | null
  at: Date
}

const listAssignmentHistoryParameters = z.object({ assignmentId: z.int() })

const assignmentChange = z.object({
  from: assignmentStatus.nullable(),
  to: assignmentStatus.nullable(),
  changedBy: z.int().nullable(),
  note: z.string().nullable(),
  at: z.date(),
})

/**
 * Lists what became of an assignment, the first change first.
 *
 * @throws InvalidInputError
 * @example
 * const history = await listAssignmentHistory(pool, { assignmentId })
 */
export async function listAssignmentHistory(
  db: Queryable,
  parameters: ListAssignmentHistoryParameters,
): Promise<AssignmentChange[]> {
  const { assignmentId } = parseInput('listAssignmentHistory', listAssignmentHistoryParameters, parameters)
  const { rows } = await db.query(LIST_ASSIGNMENT_HISTORY, [assignmentId])
  return z.array(assignmentChange).parse(rows)
}

const LIST_ASSIGNMENT_HISTORY = `
  SELECT previous_status AS "from", new_status AS "to", changed_by AS "changedBy", note, changed_at AS "at"
  FROM containers_lab.assignment_history
  WHERE assignment_id = $1
  ORDER BY changed_at, id
`
