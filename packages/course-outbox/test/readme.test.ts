import { readFileSync } from 'node:fs'
import type { Pool } from 'pg'
import { expect } from 'vitest'

import * as exported from '../src/index.js'
import { aCourse } from './builders.js'
import { test } from './test.js'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

interface Given {
  id: string
  userId: string
  organizationId: string
}

const AsyncFunction = (async () => {}).constructor as new (
  ...parts: string[]
) => (pool: Pool, outbox: typeof exported, course: Given) => Promise<exported.InitializedFsm>

test('runs the first example of the README', async ({ pool }) => {
  const { entityId, ...owner } = await aCourse(pool)
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1]?.replace(/^import (\{.*\}) from .*$/m, 'const $1 = outbox')

  const run = new AsyncFunction('pool', 'outbox', 'course', `${example}; return { fsmState, outboxEntries }`)
  const { fsmState, outboxEntries } = await run(pool, exported, { id: entityId, ...owner })

  expect(fsmState.version).toBe(1)
  const [job] = await exported.lockJobs(pool)
  expect(job?.outboxId).toBe(outboxEntries[0]?.outboxId)
})

test('is short enough to be read', () => {
  expect(readme.split('\n').length).toBeLessThanOrEqual(120)
})
