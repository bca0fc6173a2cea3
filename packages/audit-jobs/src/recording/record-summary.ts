import type { Queryable } from '@schemata/contract'

import type { SummaryEvent } from './events/summary-event.js'
import { type Recorded, recordEvent } from './record-event.js'
import type { RecordingOptions } from './recording-options.js'

export interface RecordSummaryParameters extends Omit<SummaryEvent, 'type'>, RecordingOptions {}

/**
 * Records what a job says of its stages when it is over.
 *
 * Kept beside the stages, not turned into them. Of several summaries the earliest counts.
 *
 * @throws InvalidInputError
 * @example
 * await recordSummary(pool, { jobId, stages: { login: 1200, 'fill-form': 3400 } })
 */
export async function recordSummary(db: Queryable, parameters: RecordSummaryParameters): Promise<Recorded> {
  return recordEvent(db, 'recordSummary', 'job.summary', parameters)
}
