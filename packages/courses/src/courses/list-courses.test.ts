import type { Queryable } from '@schemata/contract'
import { expect } from 'vitest'

import { aCourse, aSlug } from '../../test/course-builder.js'
import { test } from '../../test/test.js'
import { createCourse, createOrganization, InvalidInputError, listCourses } from '../index.js'

/** Creates a course at a time of day, and gives its id. */
async function createAt(db: Queryable, organizationId: string, time: string): Promise<string> {
  const { id } = await createCourse(db, await aCourse(db, { organizationId }))
  await db.query('UPDATE course_catalog.courses SET created_at = $2 WHERE id = $1', [id, `2026-03-01T${time}Z`])
  return id
}

async function anOrganizationId(db: Queryable): Promise<string> {
  return (await createOrganization(db, { name: 'Night School', slug: aSlug() })).id
}

async function allPages(db: Queryable, organizationId: string, limit: number): Promise<string[]> {
  const ids: string[] = []
  let after: string | undefined
  for (;;) {
    const page = await listCourses(db, { organizationId, limit, after })
    ids.push(...page.map((course) => course.id))
    if (page.length < limit) return ids
    after = page.at(-1)?.cursor
  }
}

test('lists the newest first, and no course of another organization', async ({ db }) => {
  const organizationId = await anOrganizationId(db)
  const early = await createAt(db, organizationId, '08:00:00')
  const late = await createAt(db, organizationId, '09:00:00')
  await createCourse(db, await aCourse(db))

  const listed = await listCourses(db, { organizationId })

  expect(listed.map((course) => course.id)).toEqual([late, early])
})

test('is empty for an organization without courses', async ({ db }) => {
  expect(await listCourses(db, { organizationId: await anOrganizationId(db) })).toEqual([])
})

test('pages through courses of one microsecond and of one millisecond without loss', async ({ db }) => {
  const organizationId = await anOrganizationId(db)
  const created = []
  for (const time of ['08:00:00.000001', '08:00:00.000001', '08:00:00.000002', '08:00:00.000009', '08:00:00.0001']) {
    created.push(await createAt(db, organizationId, time))
  }

  const ids = await allPages(db, organizationId, 1)

  expect(ids).toEqual((await listCourses(db, { organizationId })).map((course) => course.id))
  expect([...ids].sort()).toEqual(created.sort())
})

test('goes on where it was when the last course seen is deleted', async ({ db }) => {
  const organizationId = await anOrganizationId(db)
  const early = await createAt(db, organizationId, '08:00:00')
  const late = await createAt(db, organizationId, '09:00:00')
  const [first] = await listCourses(db, { organizationId, limit: 1 })
  await db.query('DELETE FROM course_catalog.courses WHERE id = $1', [late])

  const rest = await listCourses(db, { organizationId, after: first?.cursor })

  expect(rest.map((course) => course.id)).toEqual([early])
})

test('reads its cursor alike under any time zone of the session', async ({ db }) => {
  const organizationId = await anOrganizationId(db)
  const early = await createAt(db, organizationId, '08:00:00')
  await createAt(db, organizationId, '09:00:00')
  const [first] = await listCourses(db, { organizationId, limit: 1 })
  await db.query(`SET LOCAL TimeZone = 'Pacific/Auckland'`)

  const rest = await listCourses(db, { organizationId, after: first?.cursor })

  expect(rest.map((course) => course.id)).toEqual([early])
})

test('lists the courses of one author only when asked to', async ({ db }) => {
  const organizationId = await anOrganizationId(db)
  const mine = await createCourse(db, await aCourse(db, { organizationId }))
  await createCourse(db, await aCourse(db, { organizationId }))
  const userId = mine.userId ?? undefined

  const listed = await listCourses(db, { organizationId, userId })

  expect(listed.map((course) => course.id)).toEqual([mine.id])
})

test.for([{ after: 'yesterday' }, { limit: 0 }, { limit: 501 }, { limit: 1.5 }])(
  'refuses %o',
  async (given, { db }) => {
    const organizationId = '00000000-0000-0000-0000-00000000dead'

    await expect(listCourses(db, { organizationId, ...given })).rejects.toThrow(InvalidInputError)
  },
)
