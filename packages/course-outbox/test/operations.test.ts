import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import * as exported from '../src/index.js'

const rows = readFileSync(new URL('../OPERATIONS.md', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && line.includes('.test.ts'))
  .map((line) => line.split('|').map((cell) => cell.trim()))

test('every operation names an accessor or object that exists, and a test file that speaks of it', () => {
  expect(rows.length).toBeGreaterThan(5)
  for (const [, operation, code = '', file = ''] of rows) {
    const name = /`(?:course_outbox\.)?(\w+)/.exec(code)?.[1] ?? ''
    const path = new URL(`../${file.replaceAll('`', '')}`, import.meta.url)
    expect(name in exported || migrationsMention(name), `${operation}: ${code}`).toBe(true)
    expect(existsSync(path), `${operation}: ${file}`).toBe(true)
    expect(readFileSync(path, 'utf8'), `${operation}: ${file}`).toContain(name)
  }
})

function migrationsMention(name: string): boolean {
  return exported.courseOutbox.migrations.steps.some((step) => step.up.sql.includes(`course_outbox.${name}`))
}
