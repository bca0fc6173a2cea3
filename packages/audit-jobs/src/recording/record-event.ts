import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { InvalidInputError } from '../errors.js'
import { parseInput } from '../parse-input.js'
import { auditEvent, type CheckedEvent } from './audit-event.js'
import { type EventFacts, eventFacts } from './event-facts.js'
import type { PayloadRules } from './payload.js'
import { recordFold } from './record-fold.js'
import { payloadRules, type RecordingOptions, recordingOptions } from './recording-options.js'

/** Whether an event told anything new: `ignored` means that no row changed. */
export interface Recorded {
  readonly outcome: 'recorded' | 'ignored'
}

const options = z.object(recordingOptions)

/** Records one event for the accessor that bears its name. */
export async function recordEvent(
  db: Queryable,
  accessor: string,
  type: CheckedEvent['type'],
  parameters: RecordingOptions,
): Promise<Recorded> {
  const rules = payloadRules(parseInput(accessor, options, parameters))
  const event = parseInput(accessor, auditEvent, { ...parameters, type })
  const { job, stage } = factsOf(accessor, event, rules)
  const { changedJobs, changedStages } = await recordFold(db, { jobs: [job], stages: stage ? [stage] : [] })
  return { outcome: changedJobs + changedStages > 0 ? 'recorded' : 'ignored' }
}

/** @throws InvalidInputError for a payload that JSON cannot express. */
export function factsOf(accessor: string, event: CheckedEvent, rules: PayloadRules): EventFacts {
  try {
    return eventFacts(event, rules)
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new InvalidInputError({ accessor, issues: [{ path: [], message }], cause })
  }
}
