import { expect, test } from 'vitest'

import * as catalog from '../src/index.js'

test('exports these names', () => {
  expect(Object.keys(catalog).sort()).toEqual([
    'bindRoles',
    'canonicalJson',
    'compareContracts',
    'contractDigest',
    'describeDifference',
    'isCompatibleType',
    'mendDifference',
    'missingFrom',
    'readCatalog',
    'readStamp',
    'settleConditions',
    'sortObjects',
    'unpartitioned',
    'withoutTuning',
    'withoutUnmanaged',
  ])
})
