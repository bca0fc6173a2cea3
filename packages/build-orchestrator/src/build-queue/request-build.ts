import { type Queryable, violates } from '@schemata/contract'
import { z } from 'zod'

import { BuildDependencyError, BuildExistsError, UnknownRegistryError } from '../errors/builds.js'
import { UnknownCustomerError } from '../errors/customers.js'
import { MonthlyQuotaError, NoValidLicenseError } from '../errors/quotas.js'
import { parseInput } from '../parse-input.js'
import { raised } from '../raised.js'
import { type Architecture, architecture } from './architecture.js'
import { type Priority, priority } from './priority.js'

export interface RequestBuildParameters {
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
  /** Where the image goes: an active credential of the customer. @default the default one of the customer */
  targetRegistryId?: string
  /** @default 'amd64' */
  architecture?: Architecture
  /** @default an empty object */
  buildArgs?: Record<string, unknown>
  /** How many steps the build has, if known. */
  totalSteps?: number
  /** A guess, for display. */
  estimatedDurationSeconds?: number
  /** Keeps it from workers that have less. */
  estimatedMemoryMb?: number
  /** Keeps it from workers that have fewer; at most 99.9. */
  estimatedCpuCores?: number
  /** How long one run may take, more than 0. @default 3600 */
  maxDurationSeconds?: number
  /** How often the build may run again after failing; 0 means that it runs once. @default 3 */
  maxRetries?: number
  /** Is not started before. @default at once */
  notBefore?: Date
  /** Not before these builds of the customer have succeeded; an attached build is left as it is. @default none */
  dependsOn?: readonly string[]
  /** When one of them fails, times out or is cancelled: cancel this one too, or wait until that is run again. @default 'cancel' */
  onDependencyFailure?: 'cancel' | 'wait'
  /** Gives the live build that was requested so before, by customer, manifest hash and architecture. @default true */
  deduplicate?: boolean
  /** Looks into the cache first, for the very same manifest, and records hit or miss. @default true */
  cacheFirst?: boolean
  /** `ignore` queues without a license and beyond the quota. @default 'enforce' */
  quota?: 'enforce' | 'ignore'
}

/** `queued`: a new build. `attached`: one under way. `cached`: an image that is there. */
export type BuildRequest =
  | { outcome: 'queued' | 'attached'; buildId: string }
  | { outcome: 'cached'; cacheEntryId: string }

const requestBuildParameters = z.object({
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
  estimatedMemoryMb: z.int32().nonnegative().optional(),
  estimatedCpuCores: z.number().nonnegative().max(99.9).optional(),
  maxDurationSeconds: z.int32().positive().default(3600),
  maxRetries: z.int32().nonnegative().default(3),
  notBefore: z.date().optional(),
  dependsOn: z.array(z.guid()).max(100).optional(),
  onDependencyFailure: z.enum(['cancel', 'wait']).default('cancel'),
  deduplicate: z.boolean().default(true),
  cacheFirst: z.boolean().default(true),
  quota: z.enum(['enforce', 'ignore']).default('enforce'),
})

type Input = z.infer<typeof requestBuildParameters>

const buildRequest = z
  .union([
    z.object({ outcome: z.enum(['queued', 'attached']), build_id: z.guid() }),
    z.object({ outcome: z.literal('cached'), build_cache_id: z.guid() }),
  ])
  .transform(
    (row): BuildRequest =>
      row.outcome === 'cached'
        ? { outcome: row.outcome, cacheEntryId: row.build_cache_id }
        : { outcome: row.outcome, buildId: row.build_id },
  )

/**
 * Asks for a build: gives the image when the cache has it, the build when one like it is
 * under way, and otherwise queues a new one.
 *
 * The monthly quota holds however many ask at once: requests of one customer come one
 * after another until their transactions end. Reaching 80, 90 and 100 percent of it
 * leaves an event on the build. How many builds may run at once is settled later, when
 * they are claimed. The builds it depends on are locked until the transaction ends, so
 * that none of them ends unseen. Inside a transaction, workers see the build once that is committed.
 *
 * @throws UnknownCustomerError, UnknownRegistryError when what the build refers to is not there.
 * @throws NoValidLicenseError, MonthlyQuotaError unless `quota` is `ignore`; never for `system`.
 * @throws BuildDependencyError when one of `dependsOn` is no build of the customer.
 * @throws BuildExistsError when the id is taken.
 * @throws InvalidInputError
 * @example
 * const request = await requestBuild(pool, { customerId: 'acme', manifestPath: 'manifests/web.json', manifest })
 * if (request.outcome === 'cached') return request.cacheEntryId
 */
export async function requestBuild(db: Queryable, parameters: RequestBuildParameters): Promise<BuildRequest> {
  return submitRequest(db, 'requestBuild', parameters)
}

/** What requestBuild does, under the name that an error is to bear. */
export async function submitRequest(
  db: Queryable,
  accessor: string,
  parameters: RequestBuildParameters,
): Promise<BuildRequest> {
  const input = parseInput(accessor, requestBuildParameters, parameters)
  try {
    const { rows } = await db.query(REQUEST_BUILD, toValues(input))
    return buildRequest.parse(rows[0])
  } catch (cause) {
    throw explain(cause, input)
  }
}

function toValues(input: Input): unknown[] {
  return [
    input.id,
    input.customerId,
    input.manifestPath,
    JSON.stringify(input.manifest),
    input.manifestHash,
    input.priority,
    input.architecture,
    input.targetRegistryId,
    JSON.stringify(input.buildArgs),
    input.totalSteps,
    input.estimatedDurationSeconds,
    input.estimatedMemoryMb,
    input.estimatedCpuCores,
    input.maxDurationSeconds,
    input.maxRetries,
    input.notBefore,
    input.deduplicate,
    input.cacheFirst,
    input.quota === 'enforce',
    input.dependsOn,
    input.onDependencyFailure,
  ]
}

function explain(cause: unknown, { id, customerId, targetRegistryId, dependsOn }: Input): unknown {
  if (raised(cause, 'LB006')) return new UnknownCustomerError({ customerId, cause })
  if (targetRegistryId !== undefined && raised(cause, 'LB007')) {
    return new UnknownRegistryError({ registryId: targetRegistryId, cause })
  }
  if (id !== undefined && violates(cause, 'pk_build_queue')) return new BuildExistsError({ buildId: id, cause })
  if (dependsOn !== undefined && raised(cause, 'LB012')) return new BuildDependencyError({ dependsOn, cause })
  if (raised(cause, 'LB003')) return new NoValidLicenseError({ customerId, cause })
  if (raised(cause, 'LB004')) return new MonthlyQuotaError({ customerId, cause })
  return cause
}

const REQUEST_BUILD = `
  SELECT outcome, build_id, build_cache_id
  FROM build_orchestrator.request_build(
    $1::uuid, $2, $3, $4::text::jsonb, $5, $6, $7, $8::uuid, $9::text::jsonb, $10, $11, $12, $13, $14, $15,
    $16::timestamptz, $17, $18, $19, $20::uuid[], $21
  )
`
