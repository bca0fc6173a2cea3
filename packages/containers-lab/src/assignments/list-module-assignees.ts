import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface ListModuleAssigneesParameters {
  moduleId: number
}

export interface ModuleAssignee {
  userId: number
  name: string
  email: string
  assignedBy: number | null
  dueDate: Date | null
  assignedAt: Date
}

const listModuleAssigneesParameters = z.object({ moduleId: z.int() })

const moduleAssignee = z.object({
  userId: z.int(),
  name: z.string(),
  email: z.string(),
  assignedBy: z.int().nullable(),
  dueDate: z.date().nullable(),
  assignedAt: z.date(),
})

/**
 * Lists the people to whom a module is given, by name.
 *
 * @throws InvalidInputError
 * @example
 * const people = await listModuleAssignees(pool, { moduleId })
 */
export async function listModuleAssignees(
  db: Queryable,
  parameters: ListModuleAssigneesParameters,
): Promise<ModuleAssignee[]> {
  const { moduleId } = parseInput('listModuleAssignees', listModuleAssigneesParameters, parameters)
  const { rows } = await db.query(LIST_MODULE_ASSIGNEES, [moduleId])
  return z.array(moduleAssignee).parse(rows)
}

const LIST_MODULE_ASSIGNEES = `
  SELECT person.id AS "userId", person.name, person.email, given.assigned_by AS "assignedBy",
    given.due_date AS "dueDate", given.created_at AS "assignedAt"
  FROM containers_lab.module_assignments AS given
  JOIN containers_lab.users AS person ON person.id = given.assigned_to_user_id
  WHERE given.module_id = $1
  ORDER BY lower(person.name), person.id
`
