import type { Queryable } from '@schemata/contract'

import type { CanceledEvent } from './events/finished-events.js'
import { type Recorded, recordEvent } from './record-event.js'
import type { RecordingOptions } from './recording-options.js'

export interface RecordCanceledParameters extends Omit<CanceledEvent, 'type'>, RecordingOptions {}

/**
 * Records that a job was given up, as an event that has happened.
 *
 * To ask whether a job may still be canceled, and cancel it if so, use cancelJob.
 *
 * @throws InvalidInputError
 * @example
 * await recordCanceled(pool, { jobId, reason: 'Not needed any more.' })
 */
export async function recordCanceled(db: Queryable, parameters: RecordCanceledParameters): Promise<Recorded> {
  return recordEvent(db, 'recordCanceled', 'job.canceled', parameters)
}
