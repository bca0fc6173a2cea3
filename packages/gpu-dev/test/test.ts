import { defineStack } from '@schemata/contract'
import { pgmq } from '@schemata/pgmq/schema'
import { createTest } from '@schemata/testing'

import { gpuDev } from '../src/index.js'

export const test = createTest(defineStack({ packages: [pgmq, gpuDev] }))
