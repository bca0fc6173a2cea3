import { expect, test } from 'vitest'

import * as globalSetup from '../src/global-setup.js'
import * as testing from '../src/index.js'
import * as pglite from '../src/pglite.js'

test('exports these names', () => {
  expect(Object.keys(testing).sort()).toMatchInlineSnapshot(`
    [
      "EndedTransactionError",
      "FolderNotFoundError",
      "InvalidSettingError",
      "NoTestServerError",
      "ProviderUnavailableError",
      "RuleBrokenError",
      "ServerTooOldError",
      "ServerUnreachableError",
      "StackNotAppliedError",
      "StepNotRevertedError",
      "chooseProvider",
      "createTest",
      "createTestDatabase",
      "describeSchema",
      "startTestServer",
      "sweepTestDatabases",
      "withTwoClients",
    ]
  `)
  expect(Object.keys(globalSetup)).toEqual(['setup'])
  expect(Object.keys(pglite).sort()).toEqual(['PGliteMissingError', 'createPGliteDatabase'])
})
