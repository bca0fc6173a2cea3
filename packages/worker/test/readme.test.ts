import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

import * as worker from '../src/index.js'
import { tasks } from './reference-queue.mjs'

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')

test('names no value that is not exported, and every error that a handler may throw', () => {
  const named = [...readme.matchAll(/\b(create[A-Z]\w+|[A-Z][a-z]\w+Error)\b/g)].map(([name]) => name)
  expect(named.filter((name) => !(name in worker))).toEqual([])
  for (const name of ['PermanentError', 'RetryLaterError', 'UnavailableError']) expect(named).toContain(name)
})

test('describes every member of a queue', () => {
  const rows = [...readme.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name)
  expect(rows).toEqual(expect.arrayContaining(Object.keys(tasks)))
})

test('stays under 120 lines', () => {
  expect(readme.split('\n').length).toBeLessThan(120)
})
