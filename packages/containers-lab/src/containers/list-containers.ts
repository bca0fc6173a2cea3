import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { literalPattern } from '../literal-pattern.js'
import { page } from '../page.js'
import { parseInput } from '../parse-input.js'
import { type ContainerInList, containerInListRow } from './container-in-list.js'

export interface ListContainersParameters {
  /** Part of a name, an image or an owner's name or address, ignoring case. */
  search?: string
  /** @default any */
  status?: string
  /** @default anybody's */
  ownerUserId?: number
  /** 1 to 500. @default 50 */
  limit?: number
  /** @default 0 */
  offset?: number
}

const listContainersParameters = z.object({
  search: z.string().max(200).optional(),
  status: z.string().optional(),
  ownerUserId: z.int().positive().optional(),
  limit: page.limit,
  offset: page.offset,
})

/**
 * Lists containers with their owners, newest first.
 *
 * Each page comes with `total`, the number of containers that the filters leave.
 *
 * @throws InvalidInputError
 * @example
 * const containers = await listContainers(db, { status: 'running', search: 'plab' })
 */
export async function listContainers(
  db: Queryable,
  parameters: ListContainersParameters = {},
): Promise<ContainerInList[]> {
  const input = parseInput('listContainers', listContainersParameters, parameters)
  const { rows } = await db.query(LIST_CONTAINERS, [
    literalPattern(input.search),
    input.status,
    input.ownerUserId,
    input.limit,
    input.offset,
  ])
  return z.array(containerInListRow).parse(rows)
}

const LIST_CONTAINERS = `
  SELECT container.id AS "containerId", container.lxc_name AS "lxcName", container.owner_user_id AS "ownerUserId",
    owner.name AS "ownerName", container.template_id AS "templateId", container.image, container.cpu,
    container.memory_mb AS "memoryMb", container.disk_mb AS "diskMb", host(container.ip_address) AS "ipAddress",
    status.name AS status, container.metadata, container.started_at AS "startedAt",
    container.stopped_at AS "stoppedAt", container.created_at AS "createdAt", count(*) OVER ()::integer AS total
  FROM containers_lab.containers AS container
  JOIN containers_lab.container_statuses AS status ON status.id = container.status_id
  LEFT JOIN containers_lab.users AS owner ON owner.id = container.owner_user_id
  WHERE (
      $1::text IS NULL OR container.lxc_name ILIKE $1 OR container.image ILIKE $1 OR owner.name ILIKE $1
      OR owner.email ILIKE $1
    )
    AND ($2::text IS NULL OR status.name = $2)
    AND ($3::integer IS NULL OR container.owner_user_id = $3)
  ORDER BY container.created_at DESC, container.id DESC
  LIMIT $4 OFFSET $5
`
