import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Container, containerRow } from './container.js'

export interface FindContainerParameters {
  containerId: number
}

const findContainerParameters = z.object({
  containerId: z.int().positive(),
})

/**
 * Gives a container, or `undefined` where there is none that the reader may see.
 *
 * @throws InvalidInputError
 * @example
 * const container = await findContainer(db, { containerId })
 */
export async function findContainer(
  db: Queryable,
  parameters: FindContainerParameters,
): Promise<Container | undefined> {
  const input = parseInput('findContainer', findContainerParameters, parameters)
  const { rows } = await db.query(FIND_CONTAINER, [input.containerId])
  return containerRow.optional().parse(rows[0])
}

const FIND_CONTAINER = `
  SELECT container.id AS "containerId", container.lxc_name AS "lxcName", container.owner_user_id AS "ownerUserId",
    owner.name AS "ownerName", container.template_id AS "templateId", container.image, container.cpu,
    container.memory_mb AS "memoryMb", container.disk_mb AS "diskMb", host(container.ip_address) AS "ipAddress",
    status.name AS status, container.metadata, container.started_at AS "startedAt",
    container.stopped_at AS "stoppedAt", container.created_at AS "createdAt"
  FROM containers_lab.containers AS container
  JOIN containers_lab.container_statuses AS status ON status.id = container.status_id
  LEFT JOIN containers_lab.users AS owner ON owner.id = container.owner_user_id
  WHERE container.id = $1
`
