import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface SetModelPriceParameters {
  aiProvider: string
  aiModel: string
  /** US dollars for a million tokens read. */
  promptUsdPerMillion: number
  /** US dollars for a million tokens written. */
  completionUsdPerMillion: number
  /** @default now */
  validFrom?: Date
}

const price = z.number().nonnegative().lt(1_000_000)

const setModelPriceParameters = z.object({
  aiProvider: z.string().min(1).max(50),
  aiModel: z.string().min(1).max(100),
  promptUsdPerMillion: price,
  completionUsdPerMillion: price,
  validFrom: z.date().optional(),
})

/**
 * States what a model costs from a time on. Messages before keep the cost they have.
 *
 * @throws InvalidInputError
 * @example
 * await setModelPrice(pool, {
 *   aiProvider: 'openai', aiModel: 'model-1', promptUsdPerMillion: 2.5, completionUsdPerMillion: 10,
 * })
 */
export async function setModelPrice(db: Queryable, parameters: SetModelPriceParameters): Promise<void> {
  const input = parseInput('setModelPrice', setModelPriceParameters, parameters)
  await db.query(SET_MODEL_PRICE, [
    input.aiProvider,
    input.aiModel,
    input.validFrom,
    input.promptUsdPerMillion,
    input.completionUsdPerMillion,
  ])
}

const SET_MODEL_PRICE = `
  INSERT INTO build_orchestrator.model_prices
    (ai_provider, ai_model, valid_from, prompt_usd_per_million, completion_usd_per_million)
  VALUES ($1, $2, coalesce($3::timestamptz, clock_timestamp()), $4::float8::numeric, $5::float8::numeric)
  ON CONFLICT (ai_provider, ai_model, valid_from) DO UPDATE
  SET prompt_usd_per_million = excluded.prompt_usd_per_million,
      completion_usd_per_million = excluded.completion_usd_per_million
`
