import { expect, test } from 'vitest'

import * as exported from '../src/index.js'

test('exports these names and no others', () => {
  expect(Object.keys(exported).sort()).toMatchInlineSnapshot(`
    [
      "GenerationInProgressError",
      "IdempotencyInProgressError",
      "IdempotencyKeyReusedError",
      "IdempotencyLeaseLostError",
      "InvalidInputError",
      "NotPermittedError",
      "TransitionNotAllowedError",
      "UnknownCourseError",
      "UnknownStateError",
      "UnknownUserError",
      "VersionConflictError",
      "cancelPendingJobs",
      "claimJobs",
      "cleanupExpiredIdempotencyKeys",
      "cleanupOldOutboxEntries",
      "completeJobs",
      "countEvents",
      "courseOutbox",
      "enqueueJobs",
      "extendJobLeases",
      "failJobs",
      "findFsmState",
      "findIdempotentResult",
      "fingerprint",
      "fsmEventRow",
      "getIdempotencyStatistics",
      "getOutboxStatistics",
      "initializeFsmWithOutbox",
      "jobOptions",
      "jobRow",
      "listDeadJobs",
      "listEvents",
      "listJobs",
      "listPendingJobs",
      "lockJobs",
      "purgeDeadJobs",
      "recordEvent",
      "releaseJobs",
      "replayDeadJobs",
      "sweepJobs",
      "transitionGeneration",
      "withIdempotency",
    ]
  `)
})
