import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { page } from '../page.js'
import { parseInput } from '../parse-input.js'
import { type Template, templateRow } from './template.js'

export interface ListTemplatesParameters {
  /** 1 to 500. @default 50 */
  limit?: number
  /** @default 0 */
  offset?: number
}

const listTemplatesParameters = z.object({
  limit: page.limit,
  offset: page.offset,
})

/**
 * Lists templates by name.
 *
 * @throws InvalidInputError
 * @example
 * const templates = await listTemplates(db)
 */
export async function listTemplates(db: Queryable, parameters: ListTemplatesParameters = {}): Promise<Template[]> {
  const input = parseInput('listTemplates', listTemplatesParameters, parameters)
  const { rows } = await db.query(LIST_TEMPLATES, [input.limit, input.offset])
  return z.array(templateRow).parse(rows)
}

const LIST_TEMPLATES = `
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
  ORDER BY template.name
  LIMIT $1 OFFSET $2
`
