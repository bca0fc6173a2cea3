import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'

export interface MarkContainerRunningParameters {
  containerId: number
  /** @default the one it has */
  ipAddress?: string
  /** What was installed. @default as noted */
  packages?: readonly string[]
}

const markContainerRunningParameters = z.object({
  containerId: z.int().positive(),
  ipAddress: z.union([z.ipv4(), z.ipv6()]).optional(),
  packages: z.array(z.string().min(1)).max(1000).optional(),
})

/**
 * Sets a container running with its address and packages, and writes an audit entry; false where there is none.
 *
 * Repeating it, as after an answer that was lost, changes nothing but the address and packages.
 *
 * @throws RuleViolatedError `container-move` when it may not run
 * @throws InvalidInputError
 * @example
 * await markContainerRunning(db, { containerId, ipAddress: '10.0.0.7', packages: ['git'] })
 */
export async function markContainerRunning(
  db: Queryable,
  parameters: MarkContainerRunningParameters,
): Promise<boolean> {
  const input = parseInput('markContainerRunning', markContainerRunningParameters, parameters)
  const { rows } = await db
    .query(MARK_CONTAINER_RUNNING, [
      input.containerId,
      input.ipAddress,
      input.packages && JSON.stringify(input.packages),
    ])
    .catch((cause) => {
      throw explainWrite(cause)
    })
  return rows.length > 0
}

const MARK_CONTAINER_RUNNING = `
  WITH started AS (
    UPDATE containers_lab.containers AS container
    SET status_id  = (SELECT status.id FROM containers_lab.container_statuses AS status WHERE status.name = 'running'),
        ip_address = coalesce($2::inet, container.ip_address),
        started_at = coalesce(container.started_at, clock_timestamp()),
        metadata   = coalesce(container.metadata, '{}')
          || CASE WHEN $3::jsonb IS NULL THEN '{}' ELSE jsonb_build_object('packages', $3::jsonb) END
    WHERE container.id = $1
    RETURNING container.id
  ), recorded AS (
    INSERT INTO containers_lab.audit_logs (actor_user_id, action, target_type, target_id, meta)
    SELECT containers_lab.acting_user_id(), 'container.launch', 'containers', started.id::text,
      jsonb_build_object('ip_address', host($2::inet), 'packages', $3::jsonb)
    FROM started
  )
  SELECT started.id FROM started
`
