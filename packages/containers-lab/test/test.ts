import { defineStack } from '@schemata/contract'
import { createTest } from '@schemata/testing'

import { containersLab } from '../src/index.js'

/** A test with this schema in a database of its own file: `pool`, `url`, and `db`, which is rolled back. */
export const test = createTest(defineStack({ packages: [containersLab] }))
