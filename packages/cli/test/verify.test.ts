import { expect } from 'vitest'

import { shop } from './shop.js'
import { test } from './test.js'

test.for(['heads', 'ledger'])('finds nothing after an apply, level %s', async (level, { project, cli }) => {
  await project.write(shop)
  await cli(['apply'])

  const { exitCode, stdout } = await cli(['verify', '--level', level, '--json'])

  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toEqual({ ok: true, differences: [], stamp: null, errors: [] })
})

test('names each difference, exit 4', async ({ project, cli }) => {
  await project.write(shop)
  await cli(['apply'])
  await project.write({ ...shop, steps: { ...shop.steps, '003_more': 'SELECT 1;' } })

  const heads = await cli(['verify', '--level', 'heads', '--json'])
  const ledger = await cli(['verify', '--json'])

  expect([heads.exitCode, ledger.exitCode]).toEqual([4, 4])
  expect(JSON.parse(heads.stdout).differences).toEqual([
    expect.objectContaining({
      package: 'shop',
      kind: 'head',
      object: 'shop',
      expected: expect.any(String),
      actual: expect.any(String),
    }),
  ])
  expect(JSON.parse(ledger.stdout)).toEqual({
    ok: false,
    differences: [
      expect.objectContaining({
        package: 'shop',
        kind: 'step',
        object: '003_more',
        expected: expect.stringMatching(/^[0-9a-f]{64}$/),
        actual: null,
      }),
    ],
    stamp: null,
    errors: [],
  })
})

test('shows differences to people, a sentence each', async ({ project, cli }) => {
  await project.write(shop)

  const { stdout } = await cli(['verify'])

  expect(stdout).toMatch(/^shop\n {2}step 001_items: expected [0-9a-f]{64}, found nothing$/m)
})

test('prints drift as SQL to be reviewed, exit 4, and says what cannot be compared', async ({ project, cli }) => {
  await project.write(shop)
  await cli(['apply'])

  const { exitCode, stdout } = await cli(['drift'])

  expect(exitCode).toBe(4)
  expect(stdout).toBe(
    '-- shop: Package `shop` was built without a contract (catalog.json): run `schemata contract`.\n-- No SQL mends this safely.\n',
  )
})
