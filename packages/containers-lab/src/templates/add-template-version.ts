import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'

export interface AddTemplateVersionParameters {
  templateId: number
  tag: string
  /** What is left out stays as the template has it. */
  image?: string
  cpu?: number
  memoryMb?: number
  diskMb?: number
  initScript?: string
  metadata?: Record<string, unknown>
  createdBy?: number
}

const addTemplateVersionParameters = z.object({
  templateId: z.int().positive(),
  tag: z.string().min(1).max(255),
  image: z.string().min(1).optional(),
  cpu: z.int32().positive().optional(),
  memoryMb: z.int32().positive().optional(),
  diskMb: z.int32().positive().optional(),
  initScript: z.string().optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
  createdBy: z.int().positive().optional(),
})

/**
 * Adds a version of a template and gives its id; new containers use it once it is promoted.
 *
 * @throws TakenError
 * @throws UnknownReferenceError
 * @throws InvalidInputError
 * @example
 * const versionId = await addTemplateVersion(db, { templateId, tag: 'v2', image: 'ubuntu:26.04' })
 */
export async function addTemplateVersion(db: Queryable, parameters: AddTemplateVersionParameters): Promise<string> {
  const input = parseInput('addTemplateVersion', addTemplateVersionParameters, parameters)
  const { rows } = await db
    .query(ADD_TEMPLATE_VERSION, [
      input.templateId,
      input.tag,
      input.image,
      input.cpu,
      input.memoryMb,
      input.diskMb,
      input.initScript,
      input.metadata && JSON.stringify(input.metadata),
      input.createdBy,
    ])
    .catch((cause) => {
      throw explainWrite(cause)
    })
  return z.object({ value: z.string() }).parse(rows[0]).value
}

const ADD_TEMPLATE_VERSION = `
  INSERT INTO containers_lab.template_versions (
    template_id, version_tag, image, cpu, memory_mb, disk_mb, init_script, metadata, created_by
  )
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9)
  RETURNING id::text AS value
`
