import { expect } from 'vitest'

import { billing, shop } from './shop.js'
import { test } from './test.js'

test('undoes the last steps, newest first', async ({ project, cli, database }) => {
  await project.write(shop)
  await cli(['apply'])

  const { exitCode, stdout } = await cli(['revert', 'shop', '--steps', '2', '--json'])

  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toEqual({
    outcome: 'reverted',
    reverted: [
      { package: 'shop', version: '002', name: 'orders', mode: 'transaction', schema: 'shop' },
      { package: 'shop', version: '001', name: 'items', mode: 'transaction', schema: 'shop' },
    ],
    errors: [],
  })
  expect(await database.query(`SELECT to_regnamespace('shop') AS shop`)).toEqual([{ shop: null }])
})

test('undoes what was applied after a step', async ({ project, cli }) => {
  await project.write(shop)
  await cli(['apply'])

  const { exitCode, stdout } = await cli(['revert', 'shop', '--to', '001_items'])

  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'undone shop 002_orders\n' })
})

test('undoes whole packages, dependents first', async ({ project, cli }) => {
  await project.write(shop, billing)
  await cli(['apply'])

  const { stdout } = await cli(['revert', 'shop', 'billing'])

  expect(stdout).toBe('undone billing 001_invoices\nundone shop 002_orders\nundone shop 001_items\n')
})

test('refuses what a package that stays requires, exit 7', async ({ project, cli }) => {
  await project.write(shop, billing)
  await cli(['apply'])

  const { exitCode, stderr } = await cli(['revert', 'shop'])

  expect(exitCode).toBe(7)
  expect(stderr).toContain('error REVERT_DEPENDENT')
})

test('destroys rows only with leave, exit 7 without', async ({ project, cli, database }) => {
  await project.write(shop)
  await cli(['apply'])
  await database.query('INSERT INTO shop.orders VALUES (1)')

  const refused = await cli(['revert', 'shop', '--steps', '1', '--json'])
  const allowed = await cli(['revert', 'shop', '--steps', '1', '--allow', 'data-loss'])

  expect(refused.exitCode).toBe(7)
  expect(JSON.parse(refused.stdout)).toMatchObject({ outcome: 'failed', errors: [{ code: 'REVERT_DATA_LOSS' }] })
  expect(allowed.exitCode).toBe(0)
})

test.for([
  [['revert', 'shopp'], 'Did you mean `shop`?'],
  [['revert', 'shop', 'billing', '--steps', '1'], 'Name one package'],
  [['revert', 'shop', '--steps', '0'], 'whole number from 1 on'],
  [['revert', 'shop', '--steps', '1', '--to', '001_items'], 'cannot be used with'],
  [['revert', 'shop', '--allow', 'everything'], 'Allowed choices are data-loss'],
] as const)('refuses `%s`, exit 2', async ([args, said], { project, cli }) => {
  await project.write(shop, billing)

  const { exitCode, stderr } = await cli(args)

  expect(exitCode).toBe(2)
  expect(stderr).toContain(said)
})
