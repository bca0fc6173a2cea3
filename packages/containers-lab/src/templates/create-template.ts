import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'

export interface CreateTemplateParameters {
  name: string
  image: string
  /** @default 1 */
  cpu?: number
  /** @default 1024 */
  memoryMb?: number
  /** @default 10240 */
  diskMb?: number
  networkProfile?: string
  /** Run once, at the first start. */
  initScript?: string
  createdBy?: number
}

const createTemplateParameters = z.object({
  name: z.string().min(1).max(255),
  image: z.string().min(1),
  cpu: z.int32().positive().default(1),
  memoryMb: z.int32().positive().default(1024),
  diskMb: z.int32().positive().default(10240),
  networkProfile: z.string().optional(),
  initScript: z.string().optional(),
  createdBy: z.int().positive().optional(),
})

/**
 * Creates a template and gives its id.
 *
 * @throws TakenError
 * @throws InvalidInputError
 * @example
 * const templateId = await createTemplate(db, { name: 'ubuntu', image: 'ubuntu:24.04', cpu: 2 })
 */
export async function createTemplate(db: Queryable, parameters: CreateTemplateParameters): Promise<number> {
  const input = parseInput('createTemplate', createTemplateParameters, parameters)
  const { rows } = await db
    .query(CREATE_TEMPLATE, [
      input.name,
      input.image,
      input.cpu,
      input.memoryMb,
      input.diskMb,
      input.networkProfile,
      input.initScript,
      input.createdBy,
    ])
    .catch((cause) => {
      throw explainWrite(cause)
    })
  return z.object({ value: z.int() }).parse(rows[0]).value
}

const CREATE_TEMPLATE = `
  INSERT INTO containers_lab.templates (
    name, image, default_cpu, default_memory_mb, default_disk_mb, network_profile, init_script, created_by
  )
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  RETURNING id AS value
`
