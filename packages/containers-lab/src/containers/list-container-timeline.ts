import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { page } from '../page.js'
import { parseInput } from '../parse-input.js'

export interface ListContainerTimelineParameters {
  containerId: number
  /** 1 to 500. @default 50 */
  limit?: number
  /** @default 0 */
  offset?: number
}

const listContainerTimelineParameters = z.object({
  containerId: z.int().positive(),
  limit: page.limit,
  offset: page.offset,
})

export interface TimelineEntry {
  at: Date
  kind: 'status' | 'operation' | 'snapshot'
  /** The new state, the step of the operation, or the name of the snapshot. */
  what: string | null
  userId: number | null
  details: unknown
}

const timelineEntry = z.object({
  at: z.date(),
  kind: z.enum(['status', 'operation', 'snapshot']),
  what: z.string().nullable(),
  userId: z.int().nullable(),
  details: z.unknown(),
})

/**
 * Lists states, operations and snapshots of a container in one line, newest first.
 *
 * @throws InvalidInputError
 * @example
 * const events = await listContainerTimeline(db, { containerId })
 */
export async function listContainerTimeline(
  db: Queryable,
  parameters: ListContainerTimelineParameters,
): Promise<TimelineEntry[]> {
  const input = parseInput('listContainerTimeline', listContainerTimelineParameters, parameters)
  const { rows } = await db.query(LIST_CONTAINER_TIMELINE, [input.containerId, input.limit, input.offset])
  return z.array(timelineEntry).parse(rows)
}

const LIST_CONTAINER_TIMELINE = `
  SELECT entry.at, entry.kind, entry.what, entry.user_id AS "userId", entry.details
  FROM containers_lab.container_timeline AS entry
  WHERE entry.container_id = $1
  ORDER BY entry.at DESC, entry.kind, entry.what
  LIMIT $2 OFFSET $3
`
