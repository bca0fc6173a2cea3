import { defineStack } from '@schemata/contract'
import { createTest } from '@schemata/testing'

import { newPackage } from '../src/schema.js'

/** `db` is a transaction that is rolled back, `pool` a database of the file's own. */
export const test = createTest(defineStack({ packages: [newPackage] }))
