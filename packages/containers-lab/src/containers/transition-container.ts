import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'

export interface TransitionContainerParameters {
  containerId: number
  /** A name of container_statuses; the rows of container_status_moves say what may follow what. */
  status: string
  /** Why, for the lifecycle and the timeline of the container. */
  reason?: string
}

const transitionContainerParameters = z.object({
  containerId: z.int().positive(),
  status: z.string().min(1),
  reason: z.string().min(1).max(10_000).optional(),
})

/**
 * Moves a container to a state and stamps when it started or stopped; false where there is no such container.
 *
 * Starting takes quota, stopping, failing and deleting give it back. The move, its actor and the reason are
 * recorded; `listContainerTimeline` shows them.
 *
 * @throws RuleViolatedError `container-move` or `quota-exhausted`
 * @throws InvalidInputError
 * @example
 * await transitionContainer(db, { containerId, status: 'stopped', reason: 'idle for a day' })
 */
export async function transitionContainer(db: Queryable, parameters: TransitionContainerParameters): Promise<boolean> {
  const input = parseInput('transitionContainer', transitionContainerParameters, parameters)
  const { rows } = await db
    .query(TRANSITION_CONTAINER, [input.containerId, input.status, input.reason])
    .catch((cause) => {
      throw explainWrite(cause)
    })
  return z.object({ value: z.boolean() }).parse(rows[0]).value
}

const TRANSITION_CONTAINER = `
  SELECT containers_lab.transition_container($1, $2, $3) AS value
`
