import { expect } from 'vitest'

import { aCustomer, daysAgo } from '../../test/builders.js'
import { test } from '../../test/test.js'
import { cleanUpTrials, findCustomer, getDashboard, getLicense, signUpCustomer } from '../index.js'

test('trials are cleaned up a week after their end', async ({ db }) => {
  const [old, recent] = [await signUpCustomer(db, aCustomer()), await signUpCustomer(db, aCustomer())]
  for (const [{ customer }, days] of [
    [old, 8],
    [recent, 6],
  ] as const) {
    await db.query('UPDATE build_orchestrator.licenses SET trial_expires_at = $2 WHERE customer_id = $1', [
      customer.customerId,
      daysAgo(days),
    ])
  }

  expect(await cleanUpTrials(db)).toEqual([old.customer.customerId])
  expect(await findCustomer(db, old.customer)).toBeUndefined()
  expect(await getLicense(db, old.customer)).toMatchObject({ status: 'expired' })
  expect(await findCustomer(db, recent.customer)).toBeDefined()
  expect(await getDashboard(db)).toMatchObject({ trials: 1, expiredTrials: 1 })
  await expect(cleanUpTrials(db, { graceDays: -1 })).rejects.toMatchObject({ parameters: ['graceDays'] })
})
