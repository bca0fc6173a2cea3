import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'

export interface UpdateContainerParameters {
  containerId: number
  ownerUserId?: number
  cpu?: number
  memoryMb?: number
  diskMb?: number
  /** Null takes it away. */
  ipAddress?: string | null
  /** Added to what is noted, key by key. */
  metadata?: Record<string, unknown>
}

const updateContainerParameters = z.object({
  containerId: z.int().positive(),
  ownerUserId: z.int().positive().optional(),
  cpu: z.int32().positive().optional(),
  memoryMb: z.int32().positive().optional(),
  diskMb: z.int32().positive().optional(),
  ipAddress: z.union([z.ipv4(), z.ipv6()]).nullish(),
  metadata: z.record(z.string(), z.unknown()).optional(),
})

/**
 * Changes what is given and leaves the rest; false where there is no such container.
 *
 * A container that runs exchanges its quota with its size or owner, and keeps both where the new one does not fit.
 *
 * @throws RuleViolatedError `quota-exhausted`
 * @throws UnknownReferenceError
 * @throws InvalidInputError
 * @example
 * await updateContainer(db, { containerId, cpu: 4 })
 */
export async function updateContainer(db: Queryable, parameters: UpdateContainerParameters): Promise<boolean> {
  const input = parseInput('updateContainer', updateContainerParameters, parameters)
  const { rows } = await db
    .query(UPDATE_CONTAINER, [
      input.containerId,
      input.ownerUserId,
      input.cpu,
      input.memoryMb,
      input.diskMb,
      input.ipAddress !== undefined,
      input.ipAddress,
      input.metadata && JSON.stringify(input.metadata),
    ])
    .catch((cause) => {
      throw explainWrite(cause)
    })
  return rows.length > 0
}

const UPDATE_CONTAINER = `
  UPDATE containers_lab.containers AS container
  SET owner_user_id = coalesce($2, container.owner_user_id),
      cpu           = coalesce($3, container.cpu),
      memory_mb     = coalesce($4, container.memory_mb),
      disk_mb       = coalesce($5, container.disk_mb),
      ip_address    = CASE WHEN $6 THEN $7::inet ELSE container.ip_address END,
      metadata      = CASE WHEN $8::jsonb IS NULL THEN container.metadata ELSE coalesce(container.metadata, '{}') || $8::jsonb END
  WHERE container.id = $1
  RETURNING container.id
`
