import { readFileSync } from 'node:fs'
import type { Pool } from 'pg'
import { expect } from 'vitest'

import * as exported from '../src/index.js'
import { test } from './test.js'

const AsyncFunction = (async () => {}).constructor as new (
  ...parts: string[]
) => (pool: Pool, courses: typeof exported) => Promise<{ course: exported.Course; page: exported.ListedCourse[] }>

test('runs the first example of the README', async ({ pool }) => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1]
  const body = example?.replace(/^import (\{.*\}) from .*$/m, 'const $1 = courses')

  const run = new AsyncFunction('pool', 'courses', `${body}; return { course, page }`)
  const { course, page } = await run(pool, exported)

  expect(page).toMatchObject([{ id: course.id, generationStatus: 'stage_2_init' }])
})
