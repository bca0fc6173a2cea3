import type { Queryable } from '@schemata/contract'

import type { StartedEvent } from './events/started-event.js'
import { type Recorded, recordEvent } from './record-event.js'
import type { RecordingOptions } from './recording-options.js'

export interface RecordStartedParameters extends Omit<StartedEvent, 'type'>, RecordingOptions {}

/**
 * Records that a job began to run.
 *
 * Of several starts the earliest counts. A start that comes after the end completes the
 * row and leaves the state alone.
 *
 * @throws InvalidInputError
 * @example
 * await recordStarted(pool, { jobId })
 */
export async function recordStarted(db: Queryable, parameters: RecordStartedParameters): Promise<Recorded> {
  return recordEvent(db, 'recordStarted', 'job.started', parameters)
}
