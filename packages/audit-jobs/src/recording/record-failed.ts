import type { Queryable } from '@schemata/contract'

import type { FailedEvent } from './events/finished-events.js'
import { type Recorded, recordEvent } from './record-event.js'
import type { RecordingOptions } from './recording-options.js'

export interface RecordFailedParameters extends Omit<FailedEvent, 'type'>, RecordingOptions {}

/**
 * Records that a job ended with an error.
 *
 * A final state stays: of two ends the one that happened first counts, by `at`, and a
 * later one is ignored. Message and stack are cut to 2,000 and 4,000 characters.
 *
 * @throws InvalidInputError
 * @example
 * await recordFailed(pool, { jobId, error: new Error('The login form did not appear.') })
 */
export async function recordFailed(db: Queryable, parameters: RecordFailedParameters): Promise<Recorded> {
  return recordEvent(db, 'recordFailed', 'job.failed', parameters)
}
