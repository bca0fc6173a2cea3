import { defineStack, type SchemaPackage, type StackDefinition } from '@schemata/contract'
import { expect, test } from 'vitest'

import { aPackage } from '../test/a-package.js'
import { SHOP_STEPS, shop } from '../test/shop.js'
import { chainDigest, toChained } from './chain.js'
import type { Facts } from './facts.js'
import { EMPTY_LEDGER, type Ledger, type Target } from './ledger.js'
import { makePlan } from './plan.js'

const facts = (schemas: string[] = []): Facts => ({
  serverVersion: 180000,
  backendPid: 1,
  schemas: new Set(schemas),
  roles: new Set(),
  extensions: { installed: new Set<string>(), available: new Set<string>() },
  missing: new Map(),
})

function planOf(definition: StackDefinition, ledger: Ledger = EMPTY_LEDGER, schemas: string[] = []) {
  return makePlan(defineStack(definition), ledger, facts(schemas), []).plan
}

/** The ledger after the first `count` steps of a package. */
function applied(schemaPackage: SchemaPackage, count: number, changes: Partial<Target> = {}): Ledger {
  const { steps, package: npm } = schemaPackage.migrations
  const done = steps.slice(0, count)
  const target: Target = {
    packageKey: schemaPackage.key,
    schema: schemaPackage.schema,
    version: count === steps.length ? npm.version : null,
    head: done.at(-1)?.name ?? '',
    chain: chainDigest(done.map(toChained)),
    fixtures: '',
    floor: '1.0.0',
    schemaExisted: false,
    steps: done.map(({ version, name, up }) => ({
      kind: 'step',
      version,
      name,
      checksum: up.digest,
      packageVersion: npm.version,
      irreversible: null,
      reversible: true,
    })),
    ...changes,
  }
  return { exists: true, outdated: false, targets: [target], intents: [] }
}

const ids = (plan: { steps: readonly { package: string; version: string }[] }): string[] =>
  plan.steps.map((step) => `${step.package}:${step.version}`)

test('plans dependencies first, whatever the order of the stack', () => {
  const billing = aPackage({
    key: 'billing',
    requires: [{ package: shop, range: '^1.0.0' }],
    steps: { '001_invoices': 'SELECT 1;\n' },
  })

  expect(ids(planOf({ packages: [billing, shop] }))).toEqual(['shop:001', 'shop:002', 'billing:001'])
})

test('interleaves packages where only an early step is required', () => {
  const billing = aPackage({
    key: 'billing',
    requires: [{ package: shop, range: '^1.0.0', from: '001_customers' }],
    steps: { '001_invoices': 'SELECT 1;\n' },
  })

  expect(ids(planOf({ packages: [billing, shop] }))).toEqual(['shop:001', 'billing:001', 'shop:002'])
})

test('keeps the order of ORDER, not that of the names', () => {
  const odd = aPackage({
    key: 'odd',
    steps: { '9_first': 'SELECT 1;\n', '10_second': 'SELECT 1;\n', '2_third': 'SELECT 1;\n' },
  })

  expect(ids(planOf({ packages: [odd] }))).toEqual(['odd:9', 'odd:10', 'odd:2'])
})

test('makes the same plan from the same state, and another one from another', () => {
  expect(planOf({ packages: [shop] }).digest).toBe(planOf({ packages: [shop] }).digest)
  expect(planOf({ packages: [shop] }).digest).not.toBe(planOf({ packages: [shop] }, applied(shop, 1), ['shop']).digest)
})

test('prints a circle with the files that draw it', () => {
  const one = aPackage({
    key: 'one',
    steps: { '001_a': { up: 'SELECT 1;\n', requires: [{ package: 'two', step: '002_d' }] } },
  })
  const two = aPackage({
    key: 'two',
    steps: { '001_c': { up: 'SELECT 1;\n', requires: [{ package: 'one', step: '001_a' }] }, '002_d': 'SELECT 1;\n' },
  })

  const { problems, steps } = planOf({ packages: [one, two] })

  expect(steps).toEqual([])
  expect(problems[0]).toMatchObject({
    code: 'STEP_CYCLE',
    message:
      'Steps wait for each other: one:001_a (migrations/001_a.sql) → two:001_c (migrations/001_c.sql) → one:001_a (migrations/001_a.sql).',
  })
})

test('names the nearest step when a head names none', () => {
  const wrong = aPackage({
    key: 'wrong',
    steps: { '001_a': { up: 'SELECT 1;\n', requires: [{ package: 'shop', step: '001_customer' }] } },
  })

  expect(planOf({ packages: [shop, wrong] }).problems[0]).toMatchObject({
    code: 'STEP_UNKNOWN',
    hint: 'Did you mean `001_customers`?',
    file: 'migrations/001_a.sql',
  })
})

test('says which required package the stack lacks', () => {
  const billing = aPackage({ key: 'billing', requires: [{ package: shop, range: '^1.0.0' }] })

  expect(planOf({ packages: [billing] }).problems).toEqual([
    expect.objectContaining({
      code: 'PACKAGE_MISSING',
      message: '`billing` requires `shop` ^1.0.0, which the stack does not hold.',
    }),
  ])
})

test('tests ranges against the release that the database will have', () => {
  const billing = aPackage({ key: 'billing', requires: [{ package: shop, range: '^1.0.0' }] })
  const further = applied(shop, 2, {
    version: '2.1.0',
    steps: [
      ...(applied(shop, 2).targets[0]?.steps ?? []),
      {
        kind: 'step',
        version: '003',
        name: 'x',
        checksum: 'f',
        packageVersion: '2.1.0',
        irreversible: null,
        reversible: true,
      },
    ],
  })

  expect(planOf({ packages: [billing, shop] }, further, ['shop']).problems).toEqual([
    expect.objectContaining({
      code: 'RANGE_NOT_MET',
      message: '`billing` requires `shop` ^1.0.0; the database has 2.1.0.',
    }),
  ])
})

test('lists every changed file with both digests', () => {
  const edited = aPackage({ key: 'shop', steps: { '001_customers': 'SELECT 1;\n', '002_orders': 'SELECT 2;\n' } })
  const { problems, packages } = planOf({ packages: [edited] }, applied(shop, 2), ['shop'])

  expect(packages[0]?.state).toBe('diverged')
  expect(problems.map((problem) => problem.code)).toEqual(['CHECKSUM_MISMATCH', 'CHECKSUM_MISMATCH'])
  expect(problems[0]?.message).toBe(
    `Migration 001 checksum mismatch! Expected: ${shop.migrations.steps[0]?.up.digest}, Found: ${edited.migrations.steps[0]?.up.digest}`,
  )
})

test('refuses a late-comer, unless it is independent', () => {
  const late = (independent: boolean) =>
    aPackage({
      key: 'shop',
      steps: {
        '001_customers': SHOP_STEPS['001_customers'],
        '001b_late': { up: 'SELECT 1;\n', independent },
        '002_orders': SHOP_STEPS['002_orders'],
      },
    })

  expect(planOf({ packages: [late(false)] }, applied(shop, 2), ['shop']).problems[0]).toMatchObject({
    code: 'STEP_OUT_OF_ORDER',
    file: 'migrations/001b_late.sql',
  })
  const allowed = planOf({ packages: [late(true)] }, applied(shop, 2), ['shop'])
  expect(allowed.problems).toEqual([])
  expect(ids(allowed)).toEqual(['shop:001b'])
})

test('calls a database that a newer release completed ahead, and an older one that lost a file diverged', () => {
  const older = aPackage({ key: 'shop', version: '1.0.0', steps: { '001_customers': SHOP_STEPS['001_customers'] } })
  const newer = aPackage({ key: 'shop', version: '1.1.0', steps: SHOP_STEPS })

  expect(planOf({ packages: [older] }, applied(newer, 2), ['shop']).packages[0]).toMatchObject({
    state: 'ahead',
    version: '1.1.0',
  })
  expect(planOf({ packages: [older] }, applied(shop, 2), ['shop'])).toMatchObject({
    packages: [{ state: 'diverged' }],
    problems: [{ code: 'STEP_FILE_MISSING' }],
  })
})

test('shuts out a release below the floor of the one that was there', () => {
  const older = aPackage({ key: 'shop', version: '1.4.0', steps: { '001_customers': SHOP_STEPS['001_customers'] } })
  const newer = aPackage({ key: 'shop', version: '2.0.0', steps: SHOP_STEPS })

  expect(planOf({ packages: [older] }, applied(newer, 2, { floor: '1.5.0' }), ['shop']).problems[0]).toMatchObject({
    code: 'AHEAD_BELOW_FLOOR',
  })
})

test('calls a package whose schema is gone damaged', () => {
  expect(planOf({ packages: [shop] }, applied(shop, 2), [])).toMatchObject({
    packages: [{ state: 'damaged' }],
    problems: [{ code: 'SCHEMA_GONE' }],
  })
})

test('plans five thousand steps quickly enough to be asked often', () => {
  const packages = Array.from({ length: 50 }, (_, index) =>
    aPackage({
      key: `p${index}`,
      steps: Object.fromEntries(Array.from({ length: 100 }, (_, step) => [`${step}_s`, 'SELECT 1;\n'])),
    }),
  )

  expect(planOf({ packages }).steps).toHaveLength(5000)
})
