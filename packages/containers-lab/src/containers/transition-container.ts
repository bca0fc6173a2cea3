import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'

export interface TransitionContainerParameters {
  containerId: number
  /** A name of container_statuses; the rows of container_status_moves say what may follow what. */
  status: string
}

const transitionContainerParameters = z.object({
  containerId: z.int().positive(),
  status: z.string().min(1),
})

/**
 * Moves a container to a state and stamps when it started or stopped; false where there is no such container.
 *
 * Starting takes quota, stopping, failing and deleting give it back. The move and its actor are recorded.
 *
 * @throws RuleViolatedError `container-move` or `quota-exhausted`
 * @throws InvalidInputError
 * @example
 * await transitionContainer(db, { containerId, status: 'stopped' })
 */
export async function transitionContainer(db: Queryable, parameters: TransitionContainerParameters): Promise<boolean> {
  const input = parseInput('transitionContainer', transitionContainerParameters, parameters)
  const { rows } = await db.query(TRANSITION_CONTAINER, [input.containerId, input.status]).catch((cause) => {
    throw explainWrite(cause)
  })
  return rows.length > 0
}

const TRANSITION_CONTAINER = `
  UPDATE containers_lab.containers AS container
  SET status_id  = (SELECT status.id FROM containers_lab.container_statuses AS status WHERE status.name = $2),
      started_at = CASE WHEN $2 = 'running' THEN clock_timestamp() ELSE container.started_at END,
      stopped_at = CASE WHEN $2 IN ('stopped', 'failed') THEN clock_timestamp() ELSE container.stopped_at END
  WHERE container.id = $1
  RETURNING container.id
`
