import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface UpdateBuildProgressParameters {
  buildId: string
  /** 0 to 100. */
  progressPercent: number
  /** What is being done. @default unchanged */
  currentStep?: string
  /** @default unchanged */
  stepsCompleted?: number
}

const updateBuildProgressParameters = z.object({
  buildId: z.guid(),
  progressPercent: z.int().min(0).max(100),
  currentStep: z.string().max(255).optional(),
  stepsCompleted: z.int32().nonnegative().optional(),
})

/**
 * Notes how far a build is. True when the build is being built, false otherwise.
 *
 * Does not ask which worker reports it.
 *
 * @throws InvalidInputError
 * @example
 * await updateBuildProgress(pool, { buildId, progressPercent: 40, currentStep: 'Compiling', stepsCompleted: 2 })
 */
export async function updateBuildProgress(db: Queryable, parameters: UpdateBuildProgressParameters): Promise<boolean> {
  const input = parseInput('updateBuildProgress', updateBuildProgressParameters, parameters)
  const { buildId, progressPercent, currentStep, stepsCompleted } = input
  const { rows } = await db.query(UPDATE_BUILD_PROGRESS, [buildId, progressPercent, currentStep, stepsCompleted])
  return z.object({ updated: z.boolean() }).parse(rows[0]).updated
}

const UPDATE_BUILD_PROGRESS = `
  SELECT build_orchestrator.update_build_progress($1, $2, $3, $4) AS updated
`
