import { existsSync, readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import * as exported from '../src/index.js'

const root = new URL('../', import.meta.url)

const operations = readFileSync(new URL('OPERATIONS.md', root), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && line.includes('.test.ts'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, operation = '', by = '', proof = '']) => ({
    operation,
    by: /`([\w.]+)`/.exec(by)?.[1] ?? '',
    proof: proof.replaceAll('`', ''),
  }))

test('operations are listed', () => {
  expect(operations.length).toBeGreaterThan(30)
})

test.each(operations)('$operation: $by exists, and $proof speaks of it', ({ by, proof }) => {
  expect(by in exported || existsInFiles(by), by).toBe(true)
  expect(existsSync(new URL(proof, root)), proof).toBe(true)
  expect(readFileSync(new URL(proof, root), 'utf8'), proof).toContain(by)
})

/** A view, table or role of the steps, or a file of dev/. */
function existsInFiles(name: string): boolean {
  const { steps } = exported.auditJobs.migrations
  return steps.some(({ up }) => new RegExp(`\\b${name}\\b`).test(up.sql)) || existsSync(new URL(`dev/${name}`, root))
}
