import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

export interface ContainerStatistics {
  status: string
  containers: number
  cpu: number
  memoryMb: number
  diskMb: number
}

const containerStatistics = z.object({
  status: z.string(),
  containers: z.int(),
  cpu: z.number(),
  memoryMb: z.number(),
  diskMb: z.number(),
})

/**
 * Counts containers per state, with the sums of their sizes; states without a container included.
 *
 * @example
 * const perState = await listContainerStatistics(db)
 */
export async function listContainerStatistics(db: Queryable): Promise<ContainerStatistics[]> {
  const { rows } = await db.query(LIST_CONTAINER_STATISTICS)
  return z.array(containerStatistics).parse(rows)
}

const LIST_CONTAINER_STATISTICS = `
  SELECT status.name AS status, count(container.id)::integer AS containers, coalesce(sum(container.cpu), 0)::float8 AS cpu,
    coalesce(sum(container.memory_mb), 0)::float8 AS "memoryMb", coalesce(sum(container.disk_mb), 0)::float8 AS "diskMb"
  FROM containers_lab.container_statuses AS status
  LEFT JOIN containers_lab.containers AS container ON container.status_id = status.id
  GROUP BY status.id, status.name
  ORDER BY status.id
`
