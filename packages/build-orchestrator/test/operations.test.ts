import { existsSync, readdirSync, readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import * as everything from '../src/index.js'

const root = new URL('../', import.meta.url)

const operations = readFileSync(new URL('OPERATIONS.md', root), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && line.includes('`'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, operation, by, proof]) => ({
    operation,
    by: /`(\w+)/.exec(by ?? '')?.[1],
    proof: /`(.+)`/.exec(proof ?? '')?.[1],
  }))

const migrations = new URL('migrations/', root)

const sql = readdirSync(migrations)
  .filter((file) => file.endsWith('.sql'))
  .map((file) => readFileSync(new URL(file, migrations), 'utf8'))
  .join('\n')

test('operations are listed', () => {
  expect(operations.length).toBeGreaterThan(90)
})

test('every accessor is listed', () => {
  const listed = new Set(operations.map(({ by }) => by))
  const isError = (value: object) => 'prototype' in value && value.prototype instanceof Error
  const accessors = Object.entries(everything).filter(([, value]) => typeof value === 'function' && !isError(value))

  expect(accessors.map(([name]) => name).filter((name) => !listed.has(name))).toEqual([])
})

test.each(operations)('$operation: $by exists and is tested', ({ by, proof }) => {
  const inSql = sql.includes(`CREATE FUNCTION build_orchestrator.${by}(`)
  expect(inSql || Object.hasOwn(everything, by ?? '')).toBe(true)

  expect(existsSync(new URL(proof ?? '', root))).toBe(true)
  expect(readFileSync(new URL(proof ?? '', root), 'utf8')).toContain(by)
})
