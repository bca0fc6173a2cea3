import { expect } from 'vitest'

import { aBuild, claimOne } from '../../test/builders.js'
import { test } from '../../test/test.js'
import { enqueueBuild, finishBuilds, listDeadBuilds } from '../index.js'

test('what fails for good is given up at once, whatever retries are left', async ({ db }) => {
  await enqueueBuild(db, aBuild())
  const run = await claimOne(db)

  expect(
    await finishBuilds(db, {
      ends: [{ ...run, outcome: 'failed', errorMessage: 'bad manifest', retry: true, permanent: true }],
    }),
  ).toMatchObject([{ status: 'failed' }])

  expect(await listDeadBuilds(db, { customerId: 'system' })).toMatchObject([{ deadReason: 'permanent: bad manifest' }])
})
