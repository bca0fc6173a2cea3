import type { Queryable } from '@schemata/contract'

import type { AcceptedEvent } from './events/accepted-event.js'
import { type Recorded, recordEvent } from './record-event.js'
import type { RecordingOptions } from './recording-options.js'

export interface RecordAcceptedParameters extends Omit<AcceptedEvent, 'type'>, RecordingOptions {}

/**
 * Records that a job was taken into the queue.
 *
 * Of several acceptances the earliest counts, whole; a later one is ignored and never
 * puts a job back into the queue. A row that other events made before is completed.
 *
 * @throws InvalidInputError
 * @example
 * await recordAccepted(pool, { jobId, botId: 'invoice-bot', meta: { invoice: 17 }, createdBy: { name: 'Ada' } })
 */
export async function recordAccepted(db: Queryable, parameters: RecordAcceptedParameters): Promise<Recorded> {
  return recordEvent(db, 'recordAccepted', 'job.accepted', parameters)
}
