import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'

export interface PromoteTemplateVersionParameters {
  templateId: number
  versionId: string
}

const promoteTemplateVersionParameters = z.object({
  templateId: z.int().positive(),
  versionId: z.string().regex(/^\d{1,19}$/, 'expected an id, as text'),
})

/**
 * Makes a version what new containers of its template start from; what the version leaves out stays.
 *
 * @throws RuleViolatedError `template-version` when the version is not of the template
 * @throws InvalidInputError
 * @example
 * await promoteTemplateVersion(db, { templateId, versionId })
 */
export async function promoteTemplateVersion(
  db: Queryable,
  parameters: PromoteTemplateVersionParameters,
): Promise<void> {
  const input = parseInput('promoteTemplateVersion', promoteTemplateVersionParameters, parameters)
  await db.query(PROMOTE_TEMPLATE_VERSION, [input.templateId, input.versionId]).catch((cause) => {
    throw explainWrite(cause)
  })
}

const PROMOTE_TEMPLATE_VERSION = `
  SELECT containers_lab.promote_template_version($1, $2::bigint::integer)
`
