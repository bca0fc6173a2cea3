import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface DeleteSettingParameters {
  key: string
}

const deleteSettingParameters = z.object({
  key: z.string(),
})

/**
 * Deletes a setting; false where there is none.
 *
 * @throws InvalidInputError
 * @example
 * await deleteSetting(db, { key: 'banner' })
 */
export async function deleteSetting(db: Queryable, parameters: DeleteSettingParameters): Promise<boolean> {
  const input = parseInput('deleteSetting', deleteSettingParameters, parameters)
  const { rows } = await db.query(DELETE_SETTING, [input.key])
  return rows.length > 0
}

const DELETE_SETTING = `
  DELETE FROM containers_lab.settings AS setting WHERE setting.key = $1 RETURNING setting.key
`
