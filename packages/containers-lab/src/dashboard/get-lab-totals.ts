import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

export interface LabTotals {
  users: number
  courses: number
  tasks: number
  assignments: number
  containers: number
  runningContainers: number
}

const labTotals = z.object({
  users: z.int(),
  courses: z.int(),
  tasks: z.int(),
  assignments: z.int(),
  containers: z.int(),
  runningContainers: z.int(),
})

/**
 * Counts people, courses, tasks, containers and assignments, as far as the reader may see them.
 *
 * @example
 * const totals = await getLabTotals(db)
 */
export async function getLabTotals(db: Queryable): Promise<LabTotals> {
  const { rows } = await db.query(GET_LAB_TOTALS)
  return labTotals.parse(rows[0])
}

const GET_LAB_TOTALS = `
  SELECT
    (SELECT count(*)::integer FROM containers_lab.users) AS users,
    (SELECT count(*)::integer FROM containers_lab.courses) AS courses,
    (SELECT count(*)::integer FROM containers_lab.tasks) AS tasks,
    (SELECT count(*)::integer FROM containers_lab.assignments) AS assignments,
    (SELECT count(*)::integer FROM containers_lab.containers) AS containers,
    (
      SELECT count(*)::integer
      FROM containers_lab.containers AS container
      JOIN containers_lab.container_statuses AS status ON status.id = container.status_id
      WHERE status.name = 'running'
    ) AS "runningContainers"
`
