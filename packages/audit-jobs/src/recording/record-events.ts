import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import type { AuditEvent } from './audit-event.js'
import { type RecordedEvents, recordBatch } from './record-batch.js'
import { payloadRules, type RecordingOptions, recordingOptions } from './recording-options.js'

export interface RecordEventsParameters extends RecordingOptions {
  /** In any order. What is no event is given back, not thrown. */
  events: readonly AuditEvent[]
}

const recordEventsParameters = z.object({ events: z.array(z.unknown()), ...recordingOptions })

/**
 * Records many events at once; the rows end up as if each had been recorded alone.
 *
 * Events of one job are joined before they are written, 500 events to a statement. A bad
 * event does not hold up the others: it comes back in `rejected`. With a pool, each
 * statement commits by itself; what was written before an error stays, and the whole
 * batch may be recorded again. Inside a transaction an event that only the database
 * refuses fails the batch, as the transaction is lost with it.
 *
 * @throws InvalidInputError for the parameters other than the events.
 * @example
 * const { rejected } = await recordEvents(pool, { events, redact: ['password'] })
 */
export async function recordEvents(db: Queryable, parameters: RecordEventsParameters): Promise<RecordedEvents> {
  const { events, ...options } = parseInput('recordEvents', recordEventsParameters, parameters)
  return recordBatch(db, events, payloadRules(options))
}
