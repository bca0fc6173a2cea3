import { randomUUID } from 'node:crypto'

import { auth } from '@schemata/auth/schema'
import { defineStack } from '@schemata/contract'
import { courseOutbox } from '@schemata/course-outbox'
import { courses } from '@schemata/courses/schema'
import { createRunner, fromPool } from '@schemata/runner'
import pg from 'pg'

import { scratchDatabase } from '../measure/scratch-database.js'

/** One user and one organization own every course. */
export const OWNER = { userId: randomUUID(), organizationId: randomUUID() }

/** Who asks: many people, as otherwise all calls would meet at the row of one. */
const ASKING = Array.from({ length: 200 }, () => randomUUID())

/**
 * A database with the stack and so many courses that were never started.
 *
 * @param {string} serverUrl
 * @param {number} courseCount
 */
export async function prepare(serverUrl, courseCount) {
  const database = await scratchDatabase(serverUrl)
  const pool = new pg.Pool({ connectionString: database.url, max: 8 })
  pool.on('error', () => {})
  const stack = defineStack({ packages: [auth, courses, courseOutbox] })
  const { outcome, errors } = await createRunner({ stack, sessions: fromPool(pool) }).apply()
  if (outcome !== 'applied') throw new Error(errors.map(({ message }) => message).join('; '))
  await pool.query('INSERT INTO auth.users (id) SELECT unnest($1::uuid[])', [[OWNER.userId, ...ASKING]])
  await pool.query(`INSERT INTO course_catalog.organizations (id, name, slug) VALUES ($1, 'Bench', 'bench')`, [
    OWNER.organizationId,
  ])
  const { rows } = await pool.query(
    `INSERT INTO course_catalog.courses (title, slug, user_id, organization_id)
     SELECT 'Course', 'course-' || n, $1, $2 FROM generate_series(1, $3::int) AS n RETURNING id`,
    [OWNER.userId, OWNER.organizationId, courseCount],
  )
  await pool.query('VACUUM (ANALYZE)')
  const ids = rows.map(({ id }) => id)
  let asked = 0
  return {
    pool,
    /** The id of a course that no call was given before. */
    nextCourse: () => ids.pop() ?? fail(),
    /** Each person in turn. */
    nextUser: () => {
      asked += 1
      return ASKING[asked % ASKING.length]
    },
    close: async () => {
      await pool.end()
      await database.drop()
    },
  }
}

function fail() {
  throw new Error('More courses were asked for than were prepared.')
}
