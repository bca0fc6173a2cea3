import { readFileSync } from 'node:fs'

import type { Pool } from 'pg'
import { expect } from 'vitest'

import * as exported from '../src/index.js'
import { aUser } from './builders.js'
import { test } from './test.js'

test('the example of the README does what it says', async ({ pool }) => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const example = /```sql\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
  expect(await aUser(pool)).toBe(1)

  const results = await pool.query(example)

  expect(results).toHaveLength(6)
  const answers = [results].flat().flatMap(({ rows }) => rows.map(({ reserve_container_row: id }) => id))
  expect(answers.slice(1)).toEqual([expect.any(Number), null])
  expect(readme.split('\n').length).toBeLessThan(120)
})

const AsyncFunction = (async () => {}).constructor as new (
  ...parts: string[]
) => (pool: Pool, lab: typeof exported) => Promise<Record<string, unknown>>

test('the TypeScript of the README does what it says', async ({ pool }) => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1]?.replace(/^import (\{[^}]*\}) from .*$/m, 'const $1 = lab')

  const run = new AsyncFunction('pool', 'lab', `${example}; return { userId, result, added, courses }`)
  const { userId, result, added, courses } = await run(pool, exported)

  expect(result).toMatchObject({ outcome: 'signed-in', session: { userId, token: expect.any(String) } })
  expect(added).toEqual([userId])
  expect(courses).toMatchObject([{ title: 'Arc Welding', slug: 'arc-welding', wholeCourse: true, taskCount: 0 }])
  expect(await exported.findUser(pool, { userId: Number(userId) })).toMatchObject({ roleName: 'manager' })
})
