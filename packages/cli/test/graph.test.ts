import { expect } from 'vitest'

import { billing, shop } from './shop.js'
import { test } from './test.js'

test('draws packages and ranges without a database', async ({ project, cli }) => {
  await project.write(shop, billing)

  const { exitCode, stdout } = await cli(['graph'], { env: { DATABASE_URL: '' } })

  expect(exitCode).toBe(0)
  expect(stdout).toBe(`flowchart TD
  shop_shop["shop 1.0.0<br/>shop"]
  billing_billing["billing 1.0.0<br/>billing"]
  billing_billing -->|"^1.0.0 from 001_items"| shop_shop
`)
})

test('draws the steps of each package on request', async ({ project, cli }) => {
  const head = '--! requires: shop:002_orders\n'
  const late = { ...billing, steps: { ...billing.steps, '002_late': `${head}SELECT 1;` } }
  await project.write(shop, late)

  const { stdout } = await cli(['graph', '--steps'])

  expect(stdout).toContain('  subgraph billing_billing["billing 1.0.0<br/>billing"]\n')
  expect(stdout).toContain('    shop_shop__002_orders --> shop_shop__001_items\n')
  expect(stdout).toContain('  billing_billing__002_late -.-> shop_shop__002_orders\n')
})

test('gives the same as JSON', async ({ project, cli }) => {
  await project.write(shop, billing)

  const { stdout } = await cli(['graph', '--format', 'json', '--steps'])

  expect(JSON.parse(stdout)).toEqual({
    packages: [
      {
        key: 'shop',
        version: '1.0.0',
        schema: 'shop',
        provided: false,
        requires: [],
        steps: [
          { id: '001_items', file: 'migrations/001_items.sql', requires: [] },
          { id: '002_orders', file: 'migrations/002_orders.sql', requires: [] },
        ],
      },
      expect.objectContaining({
        key: 'billing',
        requires: [{ package: 'shop', schema: 'shop', range: '^1.0.0', from: '001_items' }],
      }),
    ],
    errors: [],
  })
})
