import { expect } from 'vitest'

import { aBuild, claimOne } from '../../test/builders.js'
import { test } from '../../test/test.js'
import { completeBuild, enqueueBuild, getBuild, releaseBuilds } from '../index.js'

test('what is handed back costs no retry', async ({ db }) => {
  await enqueueBuild(db, aBuild({ maxRetries: 0 }))
  const run = await claimOne(db)

  expect(await releaseBuilds(db, { holds: [run] })).toEqual([run])

  expect(await getBuild(db, { id: run.buildId })).toMatchObject({ status: 'queued', retryCount: 0, workerId: null })
  const again = await claimOne(db)
  expect(await completeBuild(db, again)).toMatchObject({ success: true })
})
