import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface DeleteTemplateParameters {
  templateId: number
}

const deleteTemplateParameters = z.object({
  templateId: z.int().positive(),
})

/**
 * Deletes a template and its versions; false where there is none. Its containers stay.
 *
 * @throws InvalidInputError
 * @example
 * await deleteTemplate(db, { templateId })
 */
export async function deleteTemplate(db: Queryable, parameters: DeleteTemplateParameters): Promise<boolean> {
  const input = parseInput('deleteTemplate', deleteTemplateParameters, parameters)
  const { rows } = await db.query(DELETE_TEMPLATE, [input.templateId])
  return rows.length > 0
}

const DELETE_TEMPLATE = `
  DELETE FROM containers_lab.templates AS template WHERE template.id = $1 RETURNING template.id
`
