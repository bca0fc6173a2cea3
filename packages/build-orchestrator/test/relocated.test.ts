import { defineStack, inSchema } from '@schemata/contract'
import { createTest } from '@schemata/testing'
import { expect } from 'vitest'

import {
  asTenant,
  buildOrchestrator,
  claimBuilds,
  completeBuild,
  enqueueBuild,
  failBuild,
  getCustomer,
  getNextBuildForWorker,
  getQueueStatistics,
  handleBuildTimeouts,
  listActiveBuilds,
  listBuilds,
  requestBuild,
  retryFailedBuild,
  signUpCustomer,
  updateBuildProgress,
} from '../src/index.js'
import { aBuild, aCustomer, held } from './builders.js'

const test = createTest(defineStack({ packages: [buildOrchestrator], schemas: { 'build-orchestrator': 'tenant_42' } }))

const worker = { workerId: 'worker-1', workerHostname: 'build-3' }

test('every accessor works on an install under another name', async ({ db }) => {
  const tenant = inSchema(db, buildOrchestrator, 'tenant_42')
  const { customer } = await signUpCustomer(tenant, aCustomer())
  const { customerId } = customer
  expect(await getCustomer(tenant, { customerId })).toEqual(customer)

  const { id: buildId } = await enqueueBuild(tenant, aBuild({ customerId }))
  expect(await getNextBuildForWorker(tenant, worker)).toMatchObject({ buildId })
  expect(await failBuild(tenant, { ...(await held(tenant, buildId)), errorMessage: 'no' })).toMatchObject({
    success: false,
  })
  expect(await retryFailedBuild(tenant, { buildId })).toBe(true)
  expect(await getNextBuildForWorker(tenant, worker)).toMatchObject({ buildId, retryCount: 1 })
  expect(await updateBuildProgress(tenant, { buildId, progressPercent: 50 })).toBe(true)
  expect(await listActiveBuilds(tenant)).toMatchObject([{ id: buildId, progressPercent: 50 }])
  expect(await handleBuildTimeouts(tenant)).toEqual([])
  expect(await completeBuild(tenant, await held(tenant, buildId))).toMatchObject({ success: true })
  expect(await getQueueStatistics(tenant)).toMatchObject({ pending: 0, building: 0, doneToday: 1 })

  const request = await requestBuild(tenant, { customerId, manifestPath: 'm', manifest: { image: 'other' } })
  expect(request.outcome).toBe('queued')
  expect(await claimBuilds(tenant, worker)).toMatchObject([{ customerId }])
  const seen = await asTenant(tenant, customerId, (own) => listBuilds(own, { customerId }))
  expect(seen).toHaveLength(2)
  expect(await asTenant(tenant, 'nobody', (own) => listBuilds(own, { customerId }))).toEqual([])
})
