import { expect } from 'vitest'

import { aCacheEntry } from '../../test/builders.js'
import { test } from '../../test/test.js'
import { searchCache } from '../index.js'

test('a tier uses what is for it or below', async ({ db }) => {
  await aCacheEntry(db, { tier: 'enterprise' })

  expect(await searchCache(db, { tier: 'pro' })).toEqual([])
  expect(await searchCache(db, { tier: 'asp' })).toHaveLength(1)
})
