import type { Queryable } from '@schemata/contract'

import type { StageEndEvent } from './events/stage-events.js'
import { type Recorded, recordEvent } from './record-event.js'
import type { RecordingOptions } from './recording-options.js'

export interface RecordStageEndParameters extends Omit<StageEndEvent, 'type'>, RecordingOptions {
  status: 'succeed' | 'fail'
}

/**
 * Records that a stage ended, in the row of its start or, when that was not recorded, in
 * a row of its own that the start joins later.
 *
 * Give the start's `at` as `startedAt`; a run is found by it. Keys of `meta` that start
 * and end both have keep the value that sorts last. Of two ends the earlier counts.
 *
 * @throws InvalidInputError
 * @example
 * await recordStageEnd(pool, { jobId, stageName: 'login', startedAt, status: 'succeed' })
 */
export async function recordStageEnd(
  db: Queryable,
  { status, ...parameters }: RecordStageEndParameters,
): Promise<Recorded> {
  return recordEvent(db, 'recordStageEnd', status === 'fail' ? 'stage.fail' : 'stage.succeed', parameters)
}
