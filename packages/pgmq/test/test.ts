import { defineStack } from '@schemata/contract'
import { createTest } from '@schemata/testing'

import { pgmq } from '../src/index.js'

export const test = createTest(defineStack({ packages: [pgmq] }))
