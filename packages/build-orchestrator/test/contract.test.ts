import { fileURLToPath } from 'node:url'

import { writeContract } from '@schemata/compiler'
import { expect, test } from 'vitest'

import { architecture } from '../src/build-queue/architecture.js'
import { buildStatus } from '../src/build-queue/build-status.js'
import { subscriptionStatus } from '../src/customers/customer.js'
import { tier } from '../src/customers/tier.js'
import * as rows from '../src/generated/rows.js'
import { licenseStatus } from '../src/licenses/license.js'

const directory = fileURLToPath(new URL('..', import.meta.url))

test.each([15, 18] as const)('the contract is what the steps make on PostgreSQL %i', async (major) => {
  expect((await writeContract({ directory, major, check: true })).written).toEqual([])
})

test.each([
  ['architecture', architecture, rows.buildQueueArchitecture],
  ['build status', buildStatus, rows.buildQueueStatus],
  ['subscription status', subscriptionStatus, rows.customersSubscriptionStatus],
  ['tier of a customer', tier, rows.customersTier],
  ['tier of a license', tier, rows.licensesTier],
  ['tier of a cache entry', tier, rows.buildCacheRegistryTier],
  ['license status', licenseStatus, rows.licensesStatus],
])('%s: the program knows what the table allows', (_what, known, allowed) => {
  expect([...known.options].sort()).toEqual([...allowed.options].sort())
})
