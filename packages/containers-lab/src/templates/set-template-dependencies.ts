import type { Queryable } from '@schemata/contract'
import { z } from 'zod'
import { explainWrite } from '../explain-write.js'
import { ids } from '../ids.js'
import { parseInput } from '../parse-input.js'

export interface SetTemplateDependenciesParameters {
  templateId: number
  dependencySetIds: readonly number[]
}

const setTemplateDependenciesParameters = z.object({
  templateId: z.int().positive(),
  dependencySetIds: ids,
})

/**
 * Makes a template come with these sets of dependencies and no others.
 *
 * @throws UnknownReferenceError
 * @throws InvalidInputError
 * @example
 * await setTemplateDependencies(db, { templateId, dependencySetIds: [1, 2] })
 */
export async function setTemplateDependencies(
  db: Queryable,
  parameters: SetTemplateDependenciesParameters,
): Promise<void> {
  const input = parseInput('setTemplateDependencies', setTemplateDependenciesParameters, parameters)
  await db.query(SET_TEMPLATE_DEPENDENCIES, [input.templateId, input.dependencySetIds]).catch((cause) => {
    throw explainWrite(cause)
  })
}

const SET_TEMPLATE_DEPENDENCIES = `
  WITH removed AS (
    DELETE FROM containers_lab.template_dependency AS link
    WHERE link.template_id = $1 AND link.dependency_set_id <> ALL ($2::integer[])
  )
  INSERT INTO containers_lab.template_dependency (template_id, dependency_set_id)
  SELECT DISTINCT $1::integer, wanted.id FROM unnest($2::integer[]) AS wanted (id)
  ON CONFLICT DO NOTHING
`
