import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Hold, hold } from './fence.js'

export interface ReportBuildProgressParameters extends Hold {
  /** 0 to 100; less than before changes nothing. @default unchanged */
  progressPercent?: number
  /** What is being done. @default unchanged */
  currentStep?: string
  /** @default unchanged */
  stepsCompleted?: number
  /** @default unchanged */
  totalSteps?: number
}

const reportBuildProgressParameters = hold.extend({
  progressPercent: z.int().min(0).max(100).optional(),
  currentStep: z.string().max(255).optional(),
  stepsCompleted: z.int32().nonnegative().optional(),
  totalSteps: z.int32().nonnegative().optional(),
})

/**
 * Notes how far a run is. False when it is no longer the present run of its build.
 *
 * Progress only rises within a run. Once a second is enough; a report that is refused or
 * lost is no reason to fail the build.
 *
 * @throws InvalidInputError
 * @example
 * await reportBuildProgress(pool, { buildId, fence, progressPercent: 40, currentStep: 'Compiling' })
 */
export async function reportBuildProgress(db: Queryable, parameters: ReportBuildProgressParameters): Promise<boolean> {
  const input = parseInput('reportBuildProgress', reportBuildProgressParameters, parameters)
  const { rows } = await db.query(REPORT_BUILD_PROGRESS, [
    input.buildId,
    input.fence,
    input.progressPercent,
    input.currentStep,
    input.stepsCompleted,
    input.totalSteps,
  ])
  return z.object({ updated: z.boolean() }).parse(rows[0]).updated
}

const REPORT_BUILD_PROGRESS = `
  SELECT build_orchestrator.report_build_progress($1, $2::bigint, $3, $4, $5, $6) AS updated
`
