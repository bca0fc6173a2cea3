import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface AcknowledgeJobParameters {
  outboxId: string
}

/** `duplicate`: acknowledged before. `unknown`: there is no such job, as when its course was deleted. */
export type Acknowledgement = 'acknowledged' | 'duplicate' | 'unknown'

const acknowledgeJobParameters = z.object({ outboxId: z.guid() })

const acknowledgement = z.object({ acknowledgement: z.enum(['acknowledged', 'duplicate', 'unknown']) })

/**
 * Gives the receipt of a job, in the transaction of its effect; call it first.
 *
 * Only after `acknowledged` may the effect be carried out: of two consumers of one job the
 * second waits here until the first one's transaction ends. A rollback takes the receipt
 * back. A job that is not marked as processed yet, or is dead, is processed by this.
 *
 * @throws InvalidInputError
 * @example
 * if ((await acknowledgeJob(client, { outboxId: job.id })) === 'acknowledged') await publishLesson(client, job.data)
 */
export async function acknowledgeJob(db: Queryable, parameters: AcknowledgeJobParameters): Promise<Acknowledgement> {
  const { outboxId } = parseInput('acknowledgeJob', acknowledgeJobParameters, parameters)
  const { rows } = await db.query(ACKNOWLEDGE_JOB, [outboxId])
  return acknowledgement.parse(rows[0]).acknowledgement
}

const ACKNOWLEDGE_JOB = `
  SELECT course_outbox.acknowledge_job($1) AS acknowledgement
`
