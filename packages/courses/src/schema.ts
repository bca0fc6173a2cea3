import { auth } from '@schemata/auth/schema'
import { defineSchema } from '@schemata/contract'

import { migrations } from './generated/migrations.js'

/**
 * The schema `course_catalog`: organizations, their courses, and how far the
 * generation of each course has come.
 *
 * May be installed under other names, and may be brought by the host.
 */
export const courses = defineSchema({
  key: 'courses',
  schema: 'course_catalog',
  requires: [{ package: auth, range: '^1.0.0', from: '001_users' }],
  roles: ['anon', 'authenticated'],
  migrations,
})
