import type { CheckedEvent } from './audit-event.js'
import { acceptedFacts } from './events/accepted-event.js'
import { canceledFacts, failedFacts, succeededFacts } from './events/finished-events.js'
import { stageEndFacts, stageJobFacts, stageStartFacts } from './events/stage-events.js'
import { startedFacts } from './events/started-event.js'
import { summaryFacts } from './events/summary-event.js'
import type { JobFacts } from './job-facts.js'
import type { PayloadRules } from './payload.js'
import type { StageFacts } from './stage-facts.js'

/** What an event tells of its job, and of a stage if it speaks of one. */
export interface EventFacts {
  readonly job: JobFacts
  readonly stage?: StageFacts
}

/** The facts of one event. */
export function eventFacts(event: CheckedEvent, rules: PayloadRules): EventFacts {
  switch (event.type) {
    case 'job.accepted':
      return { job: acceptedFacts(event, rules) }
    case 'job.started':
      return { job: startedFacts(event) }
    case 'job.succeeded':
      return { job: succeededFacts(event, rules) }
    case 'job.failed':
      return { job: failedFacts(event, rules) }
    case 'job.canceled':
      return { job: canceledFacts(event) }
    case 'job.summary':
      return { job: summaryFacts(event, rules) }
    case 'stage.start':
      return { job: stageJobFacts(event), stage: stageStartFacts(event, rules) }
    default:
      return { job: stageJobFacts(event), stage: stageEndFacts(event, rules) }
  }
}
