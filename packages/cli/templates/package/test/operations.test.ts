import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import * as exported from '../src/index.js'

const OPERATIONS = readFileSync(new URL('../OPERATIONS.md', import.meta.url), 'utf8')

test('every operation names an accessor that exists and a test that speaks of it', () => {
  const rows = [...OPERATIONS.matchAll(/^\| (.+?) +\| `(\w+)` +\| `([\w./-]+)` +\|$/gm)]

  expect(rows.length).toBeGreaterThan(0)
  for (const [, operation, accessor = '', file = ''] of rows) {
    expect(Object.keys(exported), operation).toContain(accessor)
    expect(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8'), operation).toContain(accessor)
  }
})
