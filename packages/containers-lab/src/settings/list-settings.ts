import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Setting, settingRow } from './setting.js'

export interface ListSettingsParameters {
  /** Only keys that begin so. @default all */
  prefix?: string
}

const listSettingsParameters = z.object({
  prefix: z.string().optional(),
})

/**
 * Lists settings by key.
 *
 * @throws InvalidInputError
 * @example
 * const retention = await listSettings(db, { prefix: 'retention.' })
 */
export async function listSettings(db: Queryable, parameters: ListSettingsParameters = {}): Promise<Setting[]> {
  const input = parseInput('listSettings', listSettingsParameters, parameters)
  const { rows } = await db.query(LIST_SETTINGS, [input.prefix])
  return z.array(settingRow).parse(rows)
}

const LIST_SETTINGS = `
  SELECT setting.key, setting.value, setting.json_value AS json, setting.description, setting.updated_at AS "updatedAt"
  FROM containers_lab.settings AS setting
  WHERE ($1::text IS NULL OR starts_with(setting.key, $1))
  ORDER BY setting.key
`
