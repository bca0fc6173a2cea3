import { defineStack } from '@schemata/contract'
import { expect, test } from 'vitest'

import { aPackage } from '../../test/a-package.js'
import { exportSupabase } from '../index.js'

const courses = aPackage({ key: 'courses', steps: { '001_courses': 'CREATE TABLE courses.courses (id integer);\n' } })
const OUTBOX = { '20251118094238_tables': 'CREATE TABLE course_outbox.jobs (id integer);\n' }
const outboxOf = (steps: Parameters<typeof aPackage>[0]) =>
  aPackage({ key: 'course-outbox', requires: [{ package: courses, range: '^1.0.0' }], ...steps })
const outbox = outboxOf({ steps: OUTBOX })
const stack = defineStack({ packages: [outbox, courses] })

test('writes a file a step, required packages first, and nothing the second time', () => {
  const first = exportSupabase(stack, [])

  expect(first.files).toEqual([
    { name: '20000101000001_courses_001_courses.sql', sql: 'CREATE TABLE courses.courses (id integer);\n' },
    { name: '20251118094238_tables.sql', sql: 'CREATE TABLE course_outbox.jobs (id integer);\n' },
  ])
  expect(exportSupabase(stack, first.files)).toEqual({ files: [], unchanged: 2, outOfOrder: [] })
})

test('adds later steps behind everything, the application’s own files included', () => {
  const own = { name: '20260101000000_ours.sql', sql: 'SELECT 1;' }
  const first = exportSupabase(stack, []).files
  const more = outboxOf({ steps: { ...OUTBOX, '002_more': 'CREATE TABLE course_outbox.more ();\n' } })

  const second = exportSupabase(defineStack({ packages: [more, courses] }), [...first, own])

  expect(second).toMatchObject({
    files: [{ name: '20260101000001_course_outbox_002_more.sql' }],
    unchanged: 2,
    outOfOrder: [],
  })
})

test('says which files come before one that is there', () => {
  const own = { name: '20260101000000_ours.sql', sql: 'SELECT 1;' }

  expect(exportSupabase(stack, [own]).outOfOrder).toEqual([
    '20000101000001_courses_001_courses.sql',
    '20251118094238_tables.sql',
  ])
})

test('refuses to go on where a file was changed, but bears other line ends', () => {
  const [file] = exportSupabase(stack, []).files
  const changed = { name: file?.name ?? '', sql: 'CREATE TABLE courses.courses (id bigint);\n' }
  const windows = { name: file?.name ?? '', sql: (file?.sql ?? '').replaceAll('\n', '\r\n') }

  expect(() => exportSupabase(stack, [changed])).toThrow(
    expect.objectContaining({ code: 'EXPORTED_FILE_CHANGED', file: changed.name }),
  )
  expect(exportSupabase(stack, [windows]).unchanged).toBe(1)
})

test('leaves out what the host provides, and writes under the names of the stack', () => {
  const hosted = defineStack({
    packages: [outbox, courses],
    provided: ['courses'],
    schemas: { courses: 'public', 'course-outbox': 'jobs' },
  })

  expect(exportSupabase(hosted, []).files).toEqual([
    { name: '20251118094238_tables.sql', sql: 'CREATE TABLE jobs.jobs (id integer);\n' },
  ])
})

test('creates roles that Supabase does not have', () => {
  const staffed = aPackage({ key: 'shop', roles: ['anon', 'clerk'], steps: { '001_shop': 'SELECT 1;\n' } })

  const { files } = exportSupabase(defineStack({ packages: [staffed] }), [])

  expect(files.map(({ name }) => name)).toEqual(['20000101000001_role_clerk.sql', '20000101000002_shop_001_shop.sql'])
  expect(files[0]?.sql).toContain('CREATE ROLE "clerk"')
})
