import { expect } from 'vitest'

import { billing, shop } from './shop.js'
import { test } from './test.js'

test('lists the steps in the order in which they would run, as JSON', async ({ project, cli, database }) => {
  await project.write(shop, billing)

  const { exitCode, stdout } = await cli(['plan', '--json'])

  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toEqual({
    digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    steps: [
      { package: 'shop', version: '001', name: 'items', mode: 'transaction', schema: 'shop' },
      { package: 'shop', version: '002', name: 'orders', mode: 'transaction', schema: 'shop' },
      { package: 'billing', version: '001', name: 'invoices', mode: 'transaction', schema: 'billing' },
    ],
    packages: [
      expect.objectContaining({ key: 'shop', state: 'fresh', pending: 2 }),
      expect.objectContaining({ key: 'billing', state: 'fresh', pending: 1 }),
    ],
    roles: [],
    errors: [],
  })
  expect(await database.query(`SELECT to_regnamespace('shop') AS shop`)).toEqual([{ shop: null }])
})

test('shows the steps to people within 80 columns, and how to bind the plan', async ({ project, cli }) => {
  const long = 'a_step_whose_name_goes_on_for_longer_than_any_column_of_a_table_should_be'
  await project.write({ ...shop, steps: { ...shop.steps, [`003_${long}`]: 'SELECT 1;' } })

  const { stdout } = await cli(['plan'])
  const lines = stdout.split('\n')
  const table = lines.filter((line) => !/^(plan|apply) /.test(line))

  expect(Math.max(...table.map((line) => line.length))).toBeLessThanOrEqual(80)
  expect(table.join('').replaceAll(/\s/g, '')).toContain('003_a_step')
  expect(stdout).toMatch(/^apply exactly this one with: schemata apply --plan [0-9a-f]{64}$/m)
})

test('prints the SQL of the pending steps', async ({ project, cli }) => {
  await project.write(shop)

  const { stdout } = await cli(['plan', '--sql'])

  expect(stdout).toContain('-- shop 001_items (transaction, schema shop)\nCREATE SCHEMA IF NOT EXISTS shop;\n')
  expect(stdout).toContain('CREATE TABLE shop.orders')
})

test('says why a plan cannot be carried out, exit 10', async ({ project, cli }) => {
  await project.write(shop, { ...billing, requires: [{ key: 'shop', range: '^3.0.0' }] })

  const { exitCode, stdout, stderr } = await cli(['plan'])

  expect(exitCode).toBe(10)
  expect(stdout).toContain('This plan cannot be carried out.')
  expect(stderr).toContain('error RANGE_NOT_MET\n  `billing` requires `shop` ^3.0.0')
})
