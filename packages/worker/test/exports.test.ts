import { expect, test } from 'vitest'

import * as worker from '../src/index.js'

test('exports these values and no others', () => {
  expect(Object.keys(worker).sort()).toMatchInlineSnapshot(`
    [
      "AlreadyStoppedError",
      "CancelledError",
      "HandlerTimeoutError",
      "InvalidOptionError",
      "InvalidScheduleError",
      "LostLeaseError",
      "PermanentError",
      "RetryLaterError",
      "UnavailableError",
      "WAKE_CHANNEL",
      "WorkerStoppingError",
      "createNotifier",
      "createTicker",
      "createWake",
      "createWorker",
      "inTransaction",
      "isConnectionError",
      "isTransientError",
      "parseSchedule",
      "retryDelay",
    ]
  `)
})
