import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface ListTemplateVersionsParameters {
  templateId: number
}

const listTemplateVersionsParameters = z.object({
  templateId: z.int().positive(),
})

export interface TemplateVersion {
  versionId: string
  tag: string
  image: string | null
  cpu: number | null
  memoryMb: number | null
  diskMb: number | null
  initScript: string | null
  metadata: unknown
  createdBy: number | null
  createdAt: Date
}

const templateVersion = z.object({
  versionId: z.string(),
  tag: z.string(),
  image: z.string().nullable(),
  cpu: z.int().nullable(),
  memoryMb: z.int().nullable(),
  diskMb: z.int().nullable(),
  initScript: z.string().nullable(),
  metadata: z.unknown(),
  createdBy: z.int().nullable(),
  createdAt: z.date(),
})

/**
 * Lists the versions of a template, newest first.
 *
 * @throws InvalidInputError
 * @example
 * const versions = await listTemplateVersions(db, { templateId })
 */
export async function listTemplateVersions(
  db: Queryable,
  parameters: ListTemplateVersionsParameters,
): Promise<TemplateVersion[]> {
  const input = parseInput('listTemplateVersions', listTemplateVersionsParameters, parameters)
  const { rows } = await db.query(LIST_TEMPLATE_VERSIONS, [input.templateId])
  return z.array(templateVersion).parse(rows)
}

const LIST_TEMPLATE_VERSIONS = `
  SELECT version.id::text AS "versionId", version.version_tag AS tag, version.image, version.cpu,
    version.memory_mb AS "memoryMb", version.disk_mb AS "diskMb", version.init_script AS "initScript",
    version.metadata, version.created_by AS "createdBy", version.created_at AS "createdAt"
  FROM containers_lab.template_versions AS version
  WHERE version.template_id = $1
  ORDER BY version.id DESC
`
