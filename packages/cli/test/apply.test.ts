import pg from 'pg'
import { expect } from 'vitest'

import { billing, brokenShop, shop } from './shop.js'
import { test } from './test.js'

test('applies the stack in order, a line a step on stderr', async ({ project, cli, database }) => {
  await project.write(shop, billing)

  const { exitCode, stdout, stderr } = await cli(['apply'])

  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'Applied 3 steps.\n' })
  expect(stderr.split('\n').map((line) => line.replace(/\d+ ms$/, 'N ms'))).toEqual([
    expect.stringMatching(/^database postgres:/),
    '[1/3] done   shop 001_items  N ms',
    '[2/3] done   shop 002_orders  N ms',
    '[3/3] done   billing 001_invoices  N ms',
    '',
  ])
  expect(await database.query('SELECT count(*)::integer AS count FROM billing.invoices')).toEqual([{ count: 0 }])
})

test('says as JSON what it applied', async ({ project, cli }) => {
  await project.write(shop)

  const { exitCode, stdout } = await cli(['apply', '--json'])

  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toEqual({
    outcome: 'applied',
    applied: [
      { package: 'shop', version: '001', name: 'items', executionTimeMs: expect.any(Number) },
      { package: 'shop', version: '002', name: 'orders', executionTimeMs: expect.any(Number) },
    ],
    errors: [],
  })
})

test('has nothing to do the second time', async ({ project, cli }) => {
  await project.write(shop)
  await cli(['apply'])

  expect(await cli(['apply'])).toMatchObject({ exitCode: 0, stdout: 'Everything is current.\n' })
})

test('names package, file, line and column of a statement that fails, exit 8', async ({ project, cli }) => {
  await project.write(brokenShop)

  const { exitCode, stdout } = await cli(['apply', '--json'])

  expect(exitCode).toBe(8)
  expect(JSON.parse(stdout)).toEqual({
    outcome: 'failed',
    applied: [expect.objectContaining({ name: 'items' }), expect.objectContaining({ name: 'orders' })],
    errors: [
      {
        code: 'STEP_FAILED',
        message: expect.stringContaining('table "nothing" does not exist'),
        hint: expect.any(String),
        package: 'shop',
        file: 'migrations/003_broken.sql',
        line: 2,
        column: 1,
      },
    ],
  })
})

test('shows a failure to people on stderr, with the place and what helps', async ({ project, cli }) => {
  await project.write(brokenShop)

  const { stdout, stderr } = await cli(['apply'])

  expect(stdout).toBe('Applied 2 steps, which stay; then stopped.\n')
  expect(stderr).toContain('error STEP_FAILED shop migrations/003_broken.sql:2:1\n')
  expect(stderr).toMatch(/^ {2}hint {3}\S/m)
})

test('keeps a DETAIL to itself unless asked for it', async ({ project, cli }) => {
  const secret = 'INSERT INTO shop.items VALUES (4711);\nINSERT INTO shop.items VALUES (4711);'
  await project.write({ ...shop, steps: { ...shop.steps, '003_twice': secret } })

  const discreet = await cli(['apply', '--json'])
  const open = await cli(['apply', '--json', '--details'])

  expect(discreet.stdout).not.toContain('4711')
  expect(open.stdout).toContain('(item_id)=(4711) already exists')
})

test('applies the plan that was reviewed and no other, exit 12', async ({ project, cli }) => {
  await project.write(shop)
  const { digest } = JSON.parse((await cli(['plan', '--json'])).stdout)
  await project.write(shop, billing)

  const stale = await cli(['apply', '--plan', digest, '--json'])
  await project.write(shop)
  const applied = await cli(['apply', '--plan', digest])

  expect(stale.exitCode).toBe(12)
  expect(JSON.parse(stale.stdout).errors).toEqual([expect.objectContaining({ code: 'PLAN_STALE' })])
  expect(applied.exitCode).toBe(0)
})

test('refuses a history that was rewritten, exit 5', async ({ project, cli }) => {
  await project.write(shop)
  await cli(['apply'])
  await project.write({ ...shop, steps: { ...shop.steps, '001_items': 'CREATE TABLE shop.items (item_id text);' } })

  const { exitCode, stdout } = await cli(['apply', '--json'])

  expect(exitCode).toBe(5)
  expect(JSON.parse(stdout).errors).toEqual([
    expect.objectContaining({ code: 'CHECKSUM_MISMATCH', package: 'shop', file: 'migrations/001_items.sql' }),
  ])
})

test('gives up when another run keeps the lock, exit 6', async ({ project, cli, database }) => {
  await project.write(shop)
  const other = new pg.Client({ connectionString: database.url, application_name: 'other-run' })
  await other.connect()
  await other.query('SELECT pg_advisory_lock(1935895653, 1)')

  const { exitCode, stderr, stdout } = await cli(['apply', '--wait', '3s', '--json'])
  await other.end()

  expect(exitCode).toBe(6)
  expect(stderr).toMatch(/^waiting [12]\.\d s for another run: pid \d+ \(other-run\)/m)
  expect(JSON.parse(stdout)).toMatchObject({ outcome: 'failed', errors: [{ code: 'LOCK_NOT_OBTAINED' }] })
})

const WAITING = /^waiting shop 003_note, attempt \d+: pid \d+ \(slow-reader/m

test('waits for a relation that is locked and names who keeps it', async ({ project, cli, database }) => {
  await project.write(shop)
  await cli(['apply'])
  await project.write({ ...shop, steps: { ...shop.steps, '003_note': 'ALTER TABLE shop.items ADD COLUMN note text;' } })
  const reader = new pg.Client({ connectionString: database.url, application_name: 'slow-reader' })
  await reader.connect()
  await reader.query('BEGIN; LOCK TABLE shop.items IN ACCESS SHARE MODE')
  let ended: Promise<void> | undefined
  const onNote = (said: string): void => {
    if (WAITING.test(said)) ended ??= reader.end()
  }
  const run = await cli(['apply'], { onNote })
  await ended

  expect(run).toMatchObject({ exitCode: 0, stderr: expect.stringMatching(WAITING) })
})

test('refuses a requirement that is not met, exit 10', async ({ project, cli }) => {
  await project.write(shop, { ...billing, requires: [{ key: 'shop', range: '^2.0.0' }] })

  const { exitCode, stdout } = await cli(['apply', '--json'])

  expect(exitCode).toBe(10)
  expect(JSON.parse(stdout).errors).toEqual([expect.objectContaining({ code: 'RANGE_NOT_MET' })])
})
