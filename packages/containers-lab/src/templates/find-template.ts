import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Template, templateRow } from './template.js'

export interface FindTemplateParameters {
  templateId: number
}

const findTemplateParameters = z.object({
  templateId: z.int().positive(),
})

/**
 * Gives a template, or `undefined` where there is none.
 *
 * @throws InvalidInputError
 * @example
 * const template = await findTemplate(db, { templateId })
 */
export async function findTemplate(db: Queryable, parameters: FindTemplateParameters): Promise<Template | undefined> {
  const input = parseInput('findTemplate', findTemplateParameters, parameters)
  const { rows } = await db.query(FIND_TEMPLATE, [input.templateId])
  return templateRow.optional().parse(rows[0])
}

const FIND_TEMPLATE = `
  SELECT template.id AS "templateId", template.name, template.image, template.default_cpu AS cpu,
    template.default_memory_mb AS "memoryMb", template.default_disk_mb AS "diskMb",
    template.network_profile AS "networkProfile", template.init_script AS "initScript",
    template.created_by AS "createdBy", template.created_at AS "createdAt", template.updated_at AS "updatedAt",
    ARRAY(
      SELECT link.dependency_set_id
      FROM containers_lab.template_dependency AS link
      WHERE link.template_id = template.id
      ORDER BY link.dependency_set_id
    ) AS "dependencySetIds"
  FROM containers_lab.templates AS template
  WHERE template.id = $1
`
