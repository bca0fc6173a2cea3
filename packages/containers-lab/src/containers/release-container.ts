import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'

export interface ReleaseContainerParameters {
  containerId: number
}

const releaseContainerParameters = z.object({
  containerId: z.int().positive(),
})

/**
 * Moves a container to deleting, which gives its quota back, and puts its deletion into the queue; the id of the
 * operation, or `undefined` where there is none or it is being deleted already.
 *
 * @throws RuleViolatedError `container-move`
 * @throws InvalidInputError
 * @example
 * const operationId = await releaseContainer(db, { containerId })
 */
export async function releaseContainer(
  db: Queryable,
  parameters: ReleaseContainerParameters,
): Promise<string | undefined> {
  const input = parseInput('releaseContainer', releaseContainerParameters, parameters)
  const { rows } = await db.query(RELEASE_CONTAINER, [input.containerId]).catch((cause) => {
    throw explainWrite(cause)
  })
  return z.object({ value: z.string() }).optional().parse(rows[0])?.value
}

const RELEASE_CONTAINER = `
  WITH released AS (
    UPDATE containers_lab.containers AS container
    SET status_id = deleting.id
    FROM containers_lab.container_statuses AS deleting
    WHERE container.id = $1 AND deleting.name = 'deleting' AND container.status_id IS DISTINCT FROM deleting.id
    RETURNING container.id
  )
  SELECT containers_lab.enqueue_operation(released.id, 'delete')::text AS value FROM released
`
