import type { Queryable } from '@schemata/contract'

import type { SucceededEvent } from './events/finished-events.js'
import { type Recorded, recordEvent } from './record-event.js'
import type { RecordingOptions } from './recording-options.js'

export interface RecordSucceededParameters extends Omit<SucceededEvent, 'type'>, RecordingOptions {}

/**
 * Records that a job ended well.
 *
 * A final state stays: of two ends the one that happened first counts, by `at`, and a
 * later one is ignored. Makes the row when nothing else was recorded of the job.
 *
 * @throws InvalidInputError
 * @example
 * await recordSucceeded(pool, { jobId, result: { pages: 3 } })
 */
export async function recordSucceeded(db: Queryable, parameters: RecordSucceededParameters): Promise<Recorded> {
  return recordEvent(db, 'recordSucceeded', 'job.succeeded', parameters)
}
