import type { Queryable } from '@schemata/contract'

import type { StageStartEvent } from './events/stage-events.js'
import { type Recorded, recordEvent } from './record-event.js'
import type { RecordingOptions } from './recording-options.js'

export interface RecordStageStartParameters extends Omit<StageStartEvent, 'type'>, RecordingOptions {}

/**
 * Records that a stage began.
 *
 * A job that is not known yet gets a row, so that the stage is kept. Job, name and time
 * make the run: the same three again are ignored.
 *
 * @throws InvalidInputError
 * @example
 * await recordStageStart(pool, { jobId, stageName: 'login', at: startedAt })
 */
export async function recordStageStart(db: Queryable, parameters: RecordStageStartParameters): Promise<Recorded> {
  return recordEvent(db, 'recordStageStart', 'stage.start', parameters)
}
