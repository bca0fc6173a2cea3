import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface ListActiveBuildsParameters {
  /** Only builds of this customer. @default all */
  customerId?: string
  /** 1 to 1000. @default 100 */
  limit?: number
}

export interface ActiveBuild {
  id: string
  customerId: string
  organizationName: string
  status: 'queued' | 'building'
  priority: number
  progressPercent: number
  currentStep: string | null
  workerId: string | null
  queuedAt: Date
  startedAt: Date | null
  timeoutAt: Date | null
  /** Since the start; null while it waits. */
  elapsedSeconds: number | null
  /** To the deadline; negative once that has passed, null while the build waits. */
  remainingSeconds: number | null
  estimatedDurationSeconds: number | null
  retryCount: number
}

const listActiveBuildsParameters = z.object({
  customerId: z.string().optional(),
  limit: z.int().min(1).max(1000).default(100),
})

const activeBuildRow = z.object({
  id: z.guid(),
  customer_id: z.string(),
  organization_name: z.string(),
  status: z.enum(['queued', 'building']),
  priority: z.int(),
  progress_percent: z.int().nullable(),
  current_step: z.string().nullable(),
  worker_id: z.string().nullable(),
  queued_at: z.date(),
  started_at: z.date().nullable(),
  timeout_at: z.date().nullable(),
  elapsed_seconds: z.int().nullable(),
  remaining_seconds: z.int().nullable(),
  estimated_duration_seconds: z.int().nullable(),
  retry_count: z.int().nullable(),
})

/**
 * Lists builds that wait or are being built: most urgent first, oldest first within a priority.
 *
 * @throws InvalidInputError
 * @example
 * const builds = await listActiveBuilds(pool, { customerId: 'acme' })
 */
export async function listActiveBuilds(
  db: Queryable,
  parameters: ListActiveBuildsParameters = {},
): Promise<ActiveBuild[]> {
  const { customerId, limit } = parseInput('listActiveBuilds', listActiveBuildsParameters, parameters)
  const { rows } = await db.query(LIST_ACTIVE_BUILDS, [customerId, limit])
  return z.array(activeBuildRow).parse(rows).map(toActiveBuild)
}

function toActiveBuild(row: z.infer<typeof activeBuildRow>): ActiveBuild {
  return {
    id: row.id,
    customerId: row.customer_id,
    organizationName: row.organization_name,
    status: row.status,
    priority: row.priority,
    progressPercent: row.progress_percent ?? 0,
    currentStep: row.current_step,
    workerId: row.worker_id,
    queuedAt: row.queued_at,
    startedAt: row.started_at,
    timeoutAt: row.timeout_at,
    elapsedSeconds: row.elapsed_seconds,
    remainingSeconds: row.remaining_seconds,
    estimatedDurationSeconds: row.estimated_duration_seconds,
    retryCount: row.retry_count ?? 0,
  }
}

const LIST_ACTIVE_BUILDS = `
  SELECT id, customer_id, organization_name, status, priority, progress_percent, current_step, worker_id,
    queued_at, started_at, timeout_at, elapsed_seconds, remaining_seconds, estimated_duration_seconds, retry_count
  FROM build_orchestrator.active_builds
  WHERE $1::text IS NULL OR customer_id = $1
  ORDER BY priority DESC, queued_at
  LIMIT $2
`
