import { type Queryable, violates } from '@schemata/contract'
import { z } from 'zod'

import {
  TransitionNotAllowedError,
  UnknownCourseError,
  UnknownStateError,
  UnknownUserError,
  VersionConflictError,
} from '../errors.js'
import { eventSource } from '../fsm-events/event-source.js'
import { jsonObject } from '../json-object.js'
import { parseInput } from '../parse-input.js'
import { raised } from '../raised.js'
import { type FsmState, fsmState } from './fsm-state.js'

export interface TransitionGenerationParameters {
  /** The course. */
  entityId: string
  /** A label of `generation_status`. */
  toState: string
  /** Refuses unless the course is at this version. @default any */
  expectedVersion?: number
  /** Which part of the system asks. @default 'WORKER' */
  createdBy?: 'API' | 'QUEUE' | 'WORKER'
  /** Who asks. @default nobody in particular */
  userId?: string
  /** Kept in the event. @default empty */
  metadata?: Readonly<Record<string, unknown>>
}

const transitionGenerationParameters = z.object({
  entityId: z.guid(),
  toState: z.string().min(1),
  expectedVersion: z.int().min(0).max(2_147_483_647).optional(),
  createdBy: eventSource.default('WORKER'),
  userId: z.guid().optional(),
  metadata: jsonObject.default({}),
})

const transitioned = z.object({ state: fsmState })

/**
 * Moves a course to a state that may follow its present one, and records the event.
 *
 * Which state may follow which is data: the rows of `generation_transitions`. Locks the
 * row of the course until the transaction ends; of two callers that expect the same
 * version one succeeds.
 *
 * @throws TransitionNotAllowedError when there is no such way from the present state.
 * @throws VersionConflictError when the course is at another version than expected.
 * @throws UnknownCourseError, UnknownStateError, UnknownUserError when what it refers to does not exist.
 * @throws InvalidInputError
 * @example
 * const { version } = await transitionGeneration(client, {
 *   entityId,
 *   toState: 'stage_2_processing',
 *   expectedVersion: state.version,
 * })
 */
export async function transitionGeneration(
  db: Queryable,
  parameters: TransitionGenerationParameters,
): Promise<FsmState> {
  const input = parseInput('transitionGeneration', transitionGenerationParameters, parameters)
  const { entityId, toState, expectedVersion, createdBy, userId, metadata } = input
  try {
    const values = [entityId, toState, expectedVersion, createdBy, userId, JSON.stringify(metadata)]
    const { rows } = await db.query(TRANSITION_GENERATION, values)
    return transitioned.parse(rows[0]).state
  } catch (cause) {
    throw explain(cause, input)
  }
}

const INVALID_TEXT_REPRESENTATION = '22P02'

function explain(cause: unknown, input: z.infer<typeof transitionGenerationParameters>): unknown {
  const { entityId: courseId, toState, expectedVersion, userId } = input
  if (raised(cause, 'OB003')) return new UnknownCourseError({ courseId, cause })
  if (raised(cause, 'OB007')) return new TransitionNotAllowedError({ courseId, toState, cause })
  if (raised(cause, 'OB008') && expectedVersion !== undefined) {
    return new VersionConflictError({ courseId, expectedVersion, cause })
  }
  if (raised(cause, INVALID_TEXT_REPRESENTATION)) return new UnknownStateError({ state: toState, cause })
  if (userId !== undefined && violates(cause, 'fk_fsm_events_user_id')) return new UnknownUserError({ userId, cause })
  return cause
}

const TRANSITION_GENERATION = `
  SELECT course_outbox.transition_generation($1, $2, $3, $4, $5, $6::text::jsonb) AS state
`
