import { expect } from 'vitest'

import { billing, shop } from './shop.js'
import { test } from './test.js'

test('says as JSON where each package stands', async ({ project, cli }) => {
  await project.write(shop)
  await cli(['apply'])
  await project.write(shop, billing)

  const { exitCode, stdout } = await cli(['status', '--json'])

  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toEqual({
    packages: [
      { key: 'shop', version: '1.0.0', schema: 'shop', state: 'current', applied: 2, pending: 0, head: '002_orders' },
      { key: 'billing', version: '1.0.0', schema: 'billing', state: 'fresh', applied: 0, pending: 1, head: null },
    ],
    errors: [],
  })
})

test('says it to people in a table', async ({ project, cli }) => {
  await project.write(shop)

  const { stdout } = await cli(['status'])

  expect(stdout.split('\n').map((line) => line.split(/\s{2,}/))).toEqual([
    ['package', 'version', 'schema', 'state', 'steps', 'head'],
    ['shop', '1.0.0', 'shop', 'fresh', '0/2', '-'],
    [''],
  ])
})

test('checks without a word: 3 while steps are pending, 0 when all is current', async ({ project, cli }) => {
  await project.write(shop)

  const pending = await cli(['status', '--check'])
  await cli(['apply'])
  const current = await cli(['status', '--check'])

  expect(pending).toEqual({ exitCode: 3, stdout: '', stderr: '' })
  expect(current).toEqual({ exitCode: 0, stdout: '', stderr: '' })
})

test('accepts a database that is ahead within the floor, and no other', async ({ project, cli }) => {
  const newer = { ...shop, version: '1.1.0', steps: { ...shop.steps, '003_more': 'SELECT 1;' } }
  await project.write(newer)
  await cli(['apply'])
  await project.write(shop)
  const within = await cli(['status', '--check'])
  await project.write({
    ...newer,
    version: '1.2.0',
    floor: '1.1.0',
    steps: { ...newer.steps, '004_most': 'SELECT 1;' },
  })
  await cli(['apply'])
  await project.write(shop)

  const below = await cli(['status', '--check', '--json'])

  expect(within.exitCode).toBe(0)
  expect(below.exitCode).toBe(5)
  expect(JSON.parse(below.stdout).errors).toEqual([expect.objectContaining({ code: 'AHEAD_BELOW_FLOOR' })])
})

test('checks a damaged database with 5', async ({ project, cli, database }) => {
  await project.write(shop)
  await cli(['apply'])
  await database.query('DROP SCHEMA shop CASCADE')

  const { exitCode, stdout } = await cli(['status', '--check', '--json'])

  expect(exitCode).toBe(5)
  expect(JSON.parse(stdout)).toMatchObject({ packages: [{ state: 'damaged' }], errors: [{ code: 'SCHEMA_GONE' }] })
})
