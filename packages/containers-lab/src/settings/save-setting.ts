import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Setting, settingRow } from './setting.js'

export interface SaveSettingParameters {
  key: string
  value?: string | null
  json?: unknown
  description?: string
}

const saveSettingParameters = z.object({
  key: z.string().min(1).max(200),
  value: z.string().nullish(),
  json: z.unknown().optional(),
  description: z.string().optional(),
})

/**
 * Sets a setting, as text, as JSON or both; what is left out becomes null, but a description stays.
 *
 * @throws InvalidInputError
 * @example
 * await saveSetting(db, { key: 'retention.metrics.days', value: '60' })
 */
export async function saveSetting(db: Queryable, parameters: SaveSettingParameters): Promise<Setting> {
  const input = parseInput('saveSetting', saveSettingParameters, parameters)
  const { rows } = await db.query(SAVE_SETTING, [
    input.key,
    input.value,
    input.json === undefined ? undefined : JSON.stringify(input.json),
    input.description,
  ])
  return settingRow.parse(rows[0])
}

const SAVE_SETTING = `
  INSERT INTO containers_lab.settings AS setting (key, value, json_value, description)
  VALUES ($1, $2, $3::jsonb, $4)
  ON CONFLICT (key) DO UPDATE
  SET value       = excluded.value,
      json_value  = excluded.json_value,
      description = coalesce(excluded.description, setting.description)
  RETURNING setting.key, setting.value, setting.json_value AS json, setting.description, setting.updated_at AS "updatedAt"
`
