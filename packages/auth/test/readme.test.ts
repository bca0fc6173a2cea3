import { readFileSync } from 'node:fs'
import type { Pool } from 'pg'
import { expect } from 'vitest'

import { asUser, createUser, type User } from '../src/index.js'
import { test } from './test.js'

const AsyncFunction = (async () => {}).constructor as new (
  ...parts: string[]
) => (pool: Pool, as: typeof asUser, create: typeof createUser) => Promise<{ ada: User; rows: unknown[] }>

test('runs the first example of the README', async ({ pool }) => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1]?.replace(/^import .*$/m, '')

  const run = new AsyncFunction('pool', 'asUser', 'createUser', `${example}; return { ada, rows }`)
  const { ada, rows } = await run(pool, asUser, createUser)

  expect(rows).toEqual([{ uid: ada.id }])
})
