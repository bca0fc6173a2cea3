import { expect } from 'vitest'

import { test } from '../../test/test.js'
import { recordCacheAccess } from '../index.js'

test('a hit needs an entry, a miss does not', async ({ db }) => {
  await expect(recordCacheAccess(db, { customerId: 'system', accessType: 'cache_hit' })).rejects.toMatchObject({
    parameters: ['cacheEntryId'],
  })
  await expect(recordCacheAccess(db, { customerId: 'nobody', accessType: 'cache_miss' })).rejects.toMatchObject({
    code: 'BUILD_UNKNOWN_CUSTOMER',
  })
})
