import { expect, test } from 'vitest'

import * as globalSetup from '../src/global-setup.js'
import * as testing from '../src/index.js'

test('exports these names', () => {
  expect(Object.keys(testing).sort()).toMatchInlineSnapshot(`
    [
      "EndedTransactionError",
      "InvalidSettingError",
      "NoTestServerError",
      "ProviderUnavailableError",
      "ServerTooOldError",
      "ServerUnreachableError",
      "StackNotAppliedError",
      "chooseProvider",
      "createTest",
      "createTestDatabase",
      "startTestServer",
      "sweepTestDatabases",
      "withTwoClients",
    ]
  `)
  expect(Object.keys(globalSetup)).toEqual(['setup'])
})
