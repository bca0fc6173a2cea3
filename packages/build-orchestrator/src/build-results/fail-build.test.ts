import { randomUUID } from 'node:crypto'

import { expect } from 'vitest'

import { aBuild, held } from '../../test/builders.js'
import { test } from '../../test/test.js'
import { enqueueBuild, failBuild, getBuild, getNextBuildForWorker } from '../index.js'

const worker = { workerId: 'worker-1', workerHostname: 'build-3' }

test('ends a build as failed and says why', async ({ db }) => {
  const { id: buildId } = await enqueueBuild(db, aBuild())
  await getNextBuildForWorker(db, worker)

  const result = await failBuild(db, {
    ...(await held(db, buildId)),
    errorMessage: 'Base image not found',
    errorCode: 'BASE',
    exitCode: 1,
  })

  expect(result).toMatchObject({
    buildId,
    success: false,
    errorMessage: 'Base image not found',
    errorCode: 'BASE',
    exitCode: 1,
    pushedToRegistry: false,
    imageTags: [],
  })
  expect(await getBuild(db, { id: buildId })).toMatchObject({ status: 'failed', completedAt: result?.createdAt })
})

test('does nothing to a build that is not being built', async ({ db }) => {
  const { id: buildId } = await enqueueBuild(db, aBuild())

  expect(await failBuild(db, { ...(await held(db, buildId)), errorMessage: 'no' })).toBeUndefined()
})

test('refuses a failure without a reason', async ({ db }) => {
  const refused = failBuild(db, { buildId: randomUUID(), fence: '1', errorMessage: '' })

  await expect(refused).rejects.toMatchObject({ code: 'BUILD_INVALID_INPUT', parameters: ['errorMessage'] })
})
