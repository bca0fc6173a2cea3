import { auth } from '@schemata/auth/schema'
import { defineStack } from '@schemata/contract'
import { courses } from '@schemata/courses/schema'
import { createTest } from '@schemata/testing'

import { courseOutbox } from '../src/index.js'

/** A test with this schema and what it stands on, in a database of its own file: `pool`, `url`, and `db`, which is rolled back. */
export const test = createTest(defineStack({ packages: [auth, courses, courseOutbox] }))
