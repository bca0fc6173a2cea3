import { type Queryable, violates } from '@schemata/contract'
import { z } from 'zod'

import {
  BuildExistsError,
  MonthlyQuotaError,
  NoValidLicenseError,
  UnknownCustomerError,
  UnknownRegistryError,
} from '../errors.js'
import { parseInput } from '../parse-input.js'
import { raised } from '../raised.js'
import { type Architecture, architecture } from './architecture.js'
import { type Build, build } from './build.js'
import { type Priority, priority } from './priority.js'

export interface EnqueueBuildParameters {
  /** @default a random one */
  id?: string
  customerId: string
  /** Where the manifest lies. */
  manifestPath: string
  /** What is to be built. */
  manifest: Record<string, unknown>
  /** 64 hex digits for SHA-256; 32 and 16 are accepted. @default SHA-256 of the manifest as the server prints jsonb */
  manifestHash?: string
  /** @default 'normal' */
  priority?: Priority
  /** Where the image goes. @default the default registry of the customer */
  targetRegistryId?: string
  /** @default 'amd64' */
  architecture?: Architecture
  /** @default an empty object */
  buildArgs?: Record<string, unknown>
  /** How many steps the build has, if known. */
  totalSteps?: number
  /** A guess, for display. */
  estimatedDurationSeconds?: number
  /** How long one run may take, more than 0. @default 3600 */
  maxDurationSeconds?: number
  /** How often the build may run again after failing; 0 means that it runs once. @default 3 */
  maxRetries?: number
}

const enqueueBuildParameters = z.object({
  id: z.guid().optional(),
  customerId: z.string(),
  manifestPath: z.string().min(1),
  manifest: z.record(z.string(), z.unknown()),
  manifestHash: z
    .string()
    .regex(/^([0-9a-f]{16}|[0-9a-f]{32}|[0-9a-f]{64})$/i, 'expected 16, 32 or 64 hex digits')
    .toLowerCase()
    .optional(),
  priority: priority.default(5),
  targetRegistryId: z.guid().optional(),
  architecture: architecture.default('amd64'),
  buildArgs: z.record(z.string(), z.unknown()).default({}),
  totalSteps: z.int32().nonnegative().optional(),
  estimatedDurationSeconds: z.int32().nonnegative().optional(),
  maxDurationSeconds: z.int32().positive().default(3600),
  maxRetries: z.int32().nonnegative().default(3),
})

type Input = z.infer<typeof enqueueBuildParameters>

/**
 * Puts a build into the queue and gives it as it stands there.
 *
 * Inside a transaction, workers see the build once that is committed.
 *
 * @throws UnknownCustomerError, UnknownRegistryError when what the build refers to does not exist.
 * @throws BuildExistsError when the id is taken.
 * @throws NoValidLicenseError, MonthlyQuotaError where the quota gate is switched on.
 * @throws InvalidInputError
 * @example
 * const build = await enqueueBuild(pool, {
 *   customerId: 'acme',
 *   manifestPath: 'manifests/web.json',
 *   manifest: { image: 'web' },
 *   priority: 'high',
 * })
 */
export async function enqueueBuild(db: Queryable, parameters: EnqueueBuildParameters): Promise<Build> {
  const input = parseInput('enqueueBuild', enqueueBuildParameters, parameters)
  try {
    const { rows } = await db.query(ENQUEUE_BUILD, [
      input.id,
      input.customerId,
      input.manifestPath,
      JSON.stringify(input.manifest),
      input.manifestHash,
      input.priority,
      input.targetRegistryId,
      input.architecture,
      JSON.stringify(input.buildArgs),
      input.totalSteps,
      input.estimatedDurationSeconds,
      input.maxDurationSeconds,
      input.maxRetries,
    ])
    return build.parse(rows[0])
  } catch (cause) {
    throw explain(cause, input)
  }
}

function explain(cause: unknown, { id, customerId, targetRegistryId }: Input): unknown {
  if (violates(cause, 'fk_build_queue_customer')) return new UnknownCustomerError({ customerId, cause })
  if (targetRegistryId !== undefined && violates(cause, 'fk_build_queue_registry')) {
    return new UnknownRegistryError({ registryId: targetRegistryId, cause })
  }
  if (id !== undefined && violates(cause, 'pk_build_queue')) return new BuildExistsError({ buildId: id, cause })
  if (raised(cause, 'LB003')) return new NoValidLicenseError({ customerId, cause })
  if (raised(cause, 'LB004')) return new MonthlyQuotaError({ customerId, cause })
  return cause
}

const ENQUEUE_BUILD = `
  INSERT INTO build_orchestrator.build_queue
    (id, customer_id, manifest_path, manifest_json, manifest_hash, priority, target_registry_id, architecture,
     build_args, total_steps, estimated_duration_seconds, max_duration_seconds, max_retries)
  VALUES (
    coalesce($1::uuid, gen_random_uuid()), $2, $3, $4::text::jsonb,
    coalesce($5, encode(sha256(convert_to($4::text::jsonb::text, 'UTF8')), 'hex')),
    $6, $7::uuid, $8, $9::text::jsonb, $10, $11, $12, $13
  )
  RETURNING id, customer_id, manifest_path, manifest_hash, manifest_json, status, priority, queued_at, started_at,
    completed_at, timeout_at, progress_percent, current_step, total_steps, steps_completed, worker_id,
    worker_hostname, target_registry_id, architecture, build_args, estimated_duration_seconds,
    max_duration_seconds, retry_count, max_retries, last_retry_at, created_at, updated_at
`
