import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileFiles } from '@schemata/compiler'
import { defineSchema, defineStack, type Requirement, type SchemaPackage } from '@schemata/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { createPGliteDatabase, type PGliteDatabase } from '../../src/pglite.js'

/** Compiles the first steps of a sibling from its files, which are there before anything is built. */
async function sibling(key: string, schema: string, more: { requires?: Requirement[]; roles?: string[] } = {}) {
  const { requires = [], roles = [] } = more
  const root = fileURLToPath(new URL(`../../../${key}/`, import.meta.url))
  const names = (await readdir(join(root, 'migrations'), { recursive: true })).map((name) => `migrations/${name}`)
  const paths = names.filter((path) => /\/00[1-5]_\w+\.sql$/.test(path))
  const files = Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, await readFile(join(root, path), 'utf8')])),
  )
  const migrations = await compileFiles({
    key,
    schema,
    npmName: `@schemata/${key}`,
    version: '1.0.0',
    requires: requires.map(({ package: required }) => required),
    roles,
    files,
  })
  return defineSchema({ key, schema, requires, roles, migrations })
}

async function theDomains(): Promise<readonly SchemaPackage[]> {
  const auth = await sibling('auth', 'auth', { roles: ['anon', 'authenticated', 'service_role'] })
  const requires = [{ package: auth, range: '^1.0.0', from: '001_users' }]
  const courses = await sibling('courses', 'course_catalog', { requires, roles: ['anon', 'authenticated'] })
  return [auth, courses, await sibling('build-orchestrator', 'build_orchestrator')]
}

let database: PGliteDatabase
let took: number
beforeAll(async () => {
  const stack = defineStack({ packages: await theDomains() })
  await (await createPGliteDatabase({ stack })).close()
  const start = performance.now()
  database = await createPGliteDatabase({ stack })
  took = performance.now() - start
})
afterAll(() => database.close())

test('starts within five seconds on a kept dump', () => {
  expect(took).toBeLessThan(5000)
})

test('has both domains, their functions and their rules', async () => {
  const { db } = database
  const organization = "INSERT INTO course_catalog.organizations (name, slug) VALUES ('Tidal', 'tidal') RETURNING id"
  const { rows } = await db.query(organization)
  const course = 'INSERT INTO course_catalog.courses (organization_id, title, slug) VALUES ($1, $2, $3) RETURNING slug'

  expect((await db.query(course, [rows[0].id, 'Tides', 'tides'])).rows).toEqual([{ slug: 'tides' }])
  await expect(db.query(course, [rows[0].id, 'Tides', 'a/b'])).rejects.toMatchObject({
    code: '23514',
    constraint: 'ck_courses_slug',
  })
  expect((await db.query('SELECT auth.uid() AS uid')).rows).toEqual([{ uid: null }])
  const next = "SELECT build_id FROM build_orchestrator.get_next_build_for_worker('worker-1', 'build-3')"
  expect((await db.query(next)).rows).toEqual([])
})
