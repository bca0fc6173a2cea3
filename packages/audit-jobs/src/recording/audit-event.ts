import { z } from 'zod'

import { type AcceptedEvent, acceptedEvent } from './events/accepted-event.js'
import {
  type CanceledEvent,
  canceledEvent,
  type FailedEvent,
  failedEvent,
  type SucceededEvent,
  succeededEvent,
} from './events/finished-events.js'
import {
  type StageEndEvent,
  type StageStartEvent,
  stageFailEvent,
  stageStartEvent,
  stageSucceedEvent,
} from './events/stage-events.js'
import { type StartedEvent, startedEvent } from './events/started-event.js'
import { type SummaryEvent, summaryEvent } from './events/summary-event.js'

/** What happens to a job, told apart by `type`. */
export type AuditEvent =
  | AcceptedEvent
  | StartedEvent
  | SucceededEvent
  | FailedEvent
  | CanceledEvent
  | StageStartEvent
  | StageEndEvent
  | SummaryEvent

/** Checks an event and brings it to the form in which it is recorded: times as ISO text, durations rounded. */
export const auditEvent = z.discriminatedUnion('type', [
  acceptedEvent,
  startedEvent,
  succeededEvent,
  failedEvent,
  canceledEvent,
  stageStartEvent,
  stageSucceedEvent,
  stageFailEvent,
  summaryEvent,
])

export type CheckedEvent = z.output<typeof auditEvent>
