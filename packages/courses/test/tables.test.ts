import { deleteUser } from '@schemata/auth'
import type { Queryable } from '@schemata/contract'
import { expect } from 'vitest'

import { courses, createCourse, getCourse, setGenerationStatus } from '../src/index.js'
import { aCourse } from './course-builder.js'
import { test } from './test.js'

test('keeps a course whose author is erased', async ({ db }) => {
  const { id, userId } = await createCourse(db, await aCourse(db))

  await db.query('DELETE FROM auth.users WHERE id = $1', [userId])

  expect(await getCourse(db, { id })).toMatchObject({ userId: null })
})

test('keeps the author of a course when the user is only deleted', async ({ db }) => {
  const { id, userId } = await createCourse(db, await aCourse(db))

  await deleteUser(db, { id: userId ?? '' })

  expect(await getCourse(db, { id })).toMatchObject({ userId })
})

test('does not let go of an organization that has courses', async ({ db }) => {
  const { organizationId } = await createCourse(db, await aCourse(db))

  await expect(
    db.query('DELETE FROM course_catalog.organizations WHERE id = $1', [organizationId]),
  ).rejects.toMatchObject({ constraint: 'fk_courses_organization_id' })
})

test.for(['courses', 'organizations'])(
  'keeps updated_at of %s true against a writer that sets it',
  async (table, { db }) => {
    await createCourse(db, await aCourse(db))

    await db.query(`UPDATE course_catalog.${table} SET updated_at = '2000-01-01'`)

    const { rows } = await db.query(`SELECT updated_at = now() AS current FROM course_catalog.${table}`)
    expect(rows).toEqual([{ current: true }])
  },
)

test('moves updated_at on in a later transaction', async ({ pool }) => {
  const course = await createCourse(pool, await aCourse(pool))

  // A Date has milliseconds: both must not fall into one.
  await pool.query('SELECT pg_sleep(0.002)')
  const changed = await setGenerationStatus(pool, { id: course.id, status: 'pending' })

  expect(changed.updatedAt.getTime()).toBeGreaterThan(course.updatedAt.getTime())
  expect(changed.createdAt).toEqual(course.createdAt)
})

test.for([
  [`INSERT INTO course_catalog.organizations (name, slug) VALUES (' ', 'a')`, 'ck_organizations_name'],
  [`INSERT INTO course_catalog.organizations (name, slug) VALUES ('A', 'a b')`, 'ck_organizations_slug'],
  [`INSERT INTO course_catalog.organizations (name, slug) VALUES ('A', '')`, 'ck_organizations_slug'],
  [`UPDATE course_catalog.courses SET title = ''`, 'ck_courses_title'],
  [`UPDATE course_catalog.courses SET slug = 'a/b'`, 'ck_courses_slug'],
  [`UPDATE course_catalog.courses SET slug = repeat('a', 201)`, 'ck_courses_slug'],
] as const)('refuses by hand what the accessors refuse: %s', async ([statement, constraint], { db }) => {
  await createCourse(db, await aCourse(db))

  await expect(db.query(statement)).rejects.toMatchObject({ code: '23514', constraint })
})

test('takes back what a host grants its API roles on every new table', async ({ db }) => {
  await db.query('ALTER DEFAULT PRIVILEGES IN SCHEMA course_catalog GRANT ALL ON TABLES TO anon, authenticated')
  await replaceTables(db)
  await db.query('CREATE TABLE course_catalog.others ()')

  const { rows } = await db.query(`
    SELECT relation.relname AS table, has_table_privilege(role, relation.oid, 'SELECT, INSERT, UPDATE, DELETE') AS granted
    FROM pg_class AS relation, unnest(ARRAY['anon', 'authenticated']) AS role
    WHERE relation.relnamespace = 'course_catalog'::regnamespace AND relation.relkind = 'r'
    GROUP BY 1, 2
    ORDER BY 1
  `)
  expect(rows).toEqual([
    { table: 'courses', granted: false },
    { table: 'organizations', granted: false },
    { table: 'others', granted: true },
  ])
})

/** Takes every step back and applies it again, the schema itself aside. */
async function replaceTables(db: Queryable) {
  const { steps } = courses.migrations
  for (const step of [...steps].reverse()) await db.query(step.down?.sql.replace(/^DROP SCHEMA.*$/m, '') ?? '')
  for (const step of steps) await db.query(step.up.sql)
}
