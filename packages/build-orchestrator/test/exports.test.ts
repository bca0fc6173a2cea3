import { expect, test } from 'vitest'

import * as everything from '../src/index.js'

test('these names are public, and no others', () => {
  expect(Object.keys(everything).toSorted()).toMatchInlineSnapshot(`
    [
      "BuildExistsError",
      "CustomerExistsError",
      "InvalidInputError",
      "LicenseKeyTakenError",
      "MonthlyQuotaError",
      "NoValidLicenseError",
      "UnknownBuildError",
      "UnknownCustomerError",
      "UnknownRegistryError",
      "assignedBuildRow",
      "buildOrchestrator",
      "buildResultRow",
      "buildRow",
      "completeBuild",
      "customerRow",
      "enqueueBuild",
      "failBuild",
      "findBuild",
      "findCustomer",
      "getBuild",
      "getCustomer",
      "getNextBuildForWorker",
      "getQueueStatistics",
      "handleBuildTimeouts",
      "licenseRow",
      "listActiveBuilds",
      "retryFailedBuild",
      "signUpCustomer",
      "updateBuildProgress",
    ]
  `)
})
