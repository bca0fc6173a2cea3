import { readFileSync } from 'node:fs'
import type { Pool } from 'pg'
import { expect } from 'vitest'
import { z } from 'zod'

import { createQueue, defineQueue } from '../src/index.js'
import { test } from './test.js'

const AsyncFunction = (async () => {}).constructor as new (
  ...parts: string[]
) => (
  pool: Pool,
  create: typeof createQueue,
  define: typeof defineQueue,
  zod: typeof z,
) => Promise<{ id: string; delivery: unknown }>

test('runs the first example of the README', async ({ pool }) => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1]?.replaceAll(/^import .*$/gm, '')

  const run = new AsyncFunction('pool', 'createQueue', 'defineQueue', 'z', `${example}; return { id, delivery }`)
  const { id, delivery } = await run(pool, createQueue, defineQueue, z)

  expect(delivery).toMatchObject({ id, readCount: 1, message: { action: 'create_disk', diskName: 'scratch' } })
  expect((await pool.query('SELECT msg_id FROM pgmq.q_disk_operations')).rows).toEqual([])
})
