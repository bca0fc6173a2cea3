import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Setting, settingRow } from './setting.js'

export interface FindSettingParameters {
  key: string
}

const findSettingParameters = z.object({
  key: z.string(),
})

/**
 * Gives a setting, or `undefined` where there is none.
 *
 * @throws InvalidInputError
 * @example
 * const setting = await findSetting(db, { key: 'retention.metrics.days' })
 */
export async function findSetting(db: Queryable, parameters: FindSettingParameters): Promise<Setting | undefined> {
  const input = parseInput('findSetting', findSettingParameters, parameters)
  const { rows } = await db.query(FIND_SETTING, [input.key])
  return settingRow.optional().parse(rows[0])
}

const FIND_SETTING = `
  SELECT setting.key, setting.value, setting.json_value AS json, setting.description, setting.updated_at AS "updatedAt"
  FROM containers_lab.settings AS setting
  WHERE setting.key = $1
`
