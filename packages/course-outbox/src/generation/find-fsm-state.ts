import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type FsmState, fsmState } from './fsm-state.js'

export interface FindFsmStateParameters {
  /** The course. */
  entityId: string
}

const findFsmStateParameters = z.object({ entityId: z.guid() })

/**
 * Gives the last state that a course was put into, or `undefined` when its generation was
 * never started here.
 *
 * The version is what `transitionGeneration` takes as the expected one. A state that was
 * set past the functions of this schema is not known to it.
 *
 * @throws InvalidInputError
 * @example
 * const state = await findFsmState(pool, { entityId })
 */
export async function findFsmState(db: Queryable, parameters: FindFsmStateParameters): Promise<FsmState | undefined> {
  const { entityId } = parseInput('findFsmState', findFsmStateParameters, parameters)
  const { rows } = await db.query(FIND_FSM_STATE, [entityId])
  return fsmState.optional().parse(rows[0])
}

// By version rather than by time: clocks may step back.
const FIND_FSM_STATE = `
  SELECT entity_id, coalesce(event_data ->> 'to_state', event_data ->> 'initial_state') AS state,
         (event_data ->> 'version')::integer AS version, user_id AS created_by, created_at
  FROM course_outbox.fsm_events
  WHERE entity_id = $1
    AND event_type IN ('FSM_INITIALIZED', 'STATE_TRANSITIONED')
    AND jsonb_typeof(event_data -> 'version') = 'number'
  ORDER BY (event_data ->> 'version')::integer DESC
  LIMIT 1
`
