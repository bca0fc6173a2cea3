import { auth } from '@schemata/auth/schema'
import { defineStack } from '@schemata/contract'
import { createTest } from '@schemata/testing'

import { courses } from '../src/index.js'

export const test = createTest(defineStack({ packages: [auth, courses] }))
