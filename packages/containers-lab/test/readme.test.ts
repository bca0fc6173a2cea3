import { readFileSync } from 'node:fs'

import { expect } from 'vitest'

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
