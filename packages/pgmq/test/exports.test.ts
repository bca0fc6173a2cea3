import { expect, test } from 'vitest'

import * as exported from '../src/index.js'

test('exports these names and no others', () => {
  expect(Object.keys(exported).sort()).toMatchInlineSnapshot(`
    [
      "InvalidInputError",
      "InvalidMessageError",
      "UnknownQueueError",
      "createQueue",
      "deadLetters",
      "defineQueue",
      "dropQueue",
      "listQueues",
      "metricsAll",
      "pgmq",
      "workerQueue",
    ]
  `)
})
