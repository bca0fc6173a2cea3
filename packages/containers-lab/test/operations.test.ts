import { readFileSync } from 'node:fs'

import { expect } from 'vitest'

import * as everything from '../src/index.js'
import { value } from './builders.js'
import { test } from './test.js'

const root = new URL('../', import.meta.url)

const operations = readFileSync(new URL('OPERATIONS.md', root), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && line.includes('`'))
  .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
  .map(([, operation = '', by = '', proof = '']) => ({ operation, by, proof }))

test('operations are listed', () => {
  expect(operations.length).toBeGreaterThan(40)
})

test.for(operations)('$operation: $by exists and is tested', async ({ by, proof }, { db }) => {
  const exists = `SELECT EXISTS (SELECT FROM pg_proc WHERE pronamespace = 'containers_lab'::regnamespace AND proname = $1)
    OR EXISTS (SELECT FROM pg_class WHERE relnamespace = 'containers_lab'::regnamespace AND relname = $1)`
  expect(Object.hasOwn(everything, by) || (await value(db, exists, [by]))).toBe(true)
  // The two functions that every test of quota calls are called through the builders.
  const sources = [proof, 'test/builders.ts'].map((file) => readFileSync(new URL(file, root), 'utf8'))
  expect(sources.join('\n')).toContain(by)
})
