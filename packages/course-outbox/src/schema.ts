import { auth } from '@schemata/auth/schema'
import { defineSchema } from '@schemata/contract'
import { courses } from '@schemata/courses/schema'

import { migrations } from './generated/migrations.js'

/**
 * The schema `course_outbox`: jobs on their way to a queue, answers to repeat, and the
 * events of course generations.
 *
 * May be installed under other names, `public` among them.
 */
export const courseOutbox = defineSchema({
  key: 'course-outbox',
  schema: 'course_outbox',
  requires: [
    {
      package: auth,
      range: '^1.0.0',
      from: '002_request_identity',
      uses: ['users', 'users.id', 'uid()', 'jwt()'],
    },
    {
      package: courses,
      range: '^1.0.0',
      from: '003_courses',
      uses: [
        'courses',
        'courses.id',
        'courses.user_id',
        'courses.organization_id',
        'courses.generation_status',
        'courses.updated_at',
        'generation_status',
      ],
    },
  ],
  roles: ['anon', 'authenticated', 'service_role'],
  jobs: [
    {
      name: 'cleanup_expired_idempotency_keys',
      schedule: '0 3 * * *',
      sql: 'SELECT course_outbox.cleanup_expired_idempotency_keys();',
    },
    {
      name: 'cleanup_old_outbox_entries',
      schedule: '0 2 * * 0',
      sql: 'SELECT course_outbox.cleanup_old_outbox_entries();',
    },
  ],
  migrations,
})
