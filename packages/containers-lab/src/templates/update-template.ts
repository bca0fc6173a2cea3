import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'

export interface UpdateTemplateParameters {
  templateId: number
  name?: string
  image?: string
  cpu?: number
  memoryMb?: number
  diskMb?: number
  networkProfile?: string
  /** Run once, at the first start. */
  initScript?: string
}

const updateTemplateParameters = z.object({
  templateId: z.int().positive(),
  name: z.string().min(1).max(255).optional(),
  image: z.string().min(1).optional(),
  cpu: z.int32().positive().optional(),
  memoryMb: z.int32().positive().optional(),
  diskMb: z.int32().positive().optional(),
  networkProfile: z.string().optional(),
  initScript: z.string().optional(),
})

/**
 * Changes what is given and leaves the rest; false where there is no such template.
 *
 * @throws TakenError
 * @throws InvalidInputError
 * @example
 * await updateTemplate(db, { templateId, memoryMb: 4096 })
 */
export async function updateTemplate(db: Queryable, parameters: UpdateTemplateParameters): Promise<boolean> {
  const input = parseInput('updateTemplate', updateTemplateParameters, parameters)
  const { rows } = await db
    .query(UPDATE_TEMPLATE, [
      input.templateId,
      input.name,
      input.image,
      input.cpu,
      input.memoryMb,
      input.diskMb,
      input.networkProfile,
      input.initScript,
    ])
    .catch((cause) => {
      throw explainWrite(cause)
    })
  return rows.length > 0
}

const UPDATE_TEMPLATE = `
  UPDATE containers_lab.templates AS template
  SET name              = coalesce($2, template.name),
      image             = coalesce($3, template.image),
      default_cpu       = coalesce($4, template.default_cpu),
      default_memory_mb = coalesce($5, template.default_memory_mb),
      default_disk_mb   = coalesce($6, template.default_disk_mb),
      network_profile   = coalesce($7, template.network_profile),
      init_script       = coalesce($8, template.init_script)
  WHERE template.id = $1
  RETURNING template.id
`
