import { createRequire } from 'node:module'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'

import type { CompiledMigrations, Step } from '../src/index.js'
import { emptyMigrations } from './a-package.js'

const validate = new Ajv({ allErrors: true }).compile(createRequire(import.meta.url)('../manifest.schema.json'))
const digest = 'a'.repeat(64)

const step: Step = {
  version: '001',
  name: 'orders',
  file: 'migrations/001_orders.sql',
  downFile: 'migrations/down/001_orders.sql',
  up: {
    sql: 'CREATE SCHEMA IF NOT EXISTS shop;\n',
    digest,
    statements: [0],
    sites: [{ at: 28, kind: 'schema', name: 'shop' }],
    createSchema: { start: 0, end: 32 },
    concurrently: [],
  },
  down: {
    sql: 'DROP TABLE shop.orders;\n',
    digest,
    statements: [0],
    sites: [{ at: 11, kind: 'schema', name: 'shop' }],
    dropSchema: null,
    destroys: [{ statement: 'DROP TABLE', relation: 'shop.orders' }],
  },
  irreversible: null,
  independent: false,
  mode: 'transaction',
  probe: null,
  requires: [{ package: 'auth', step: '001_users' }],
  realises: null,
}

test('describes what the types describe', () => {
  const migrations: CompiledMigrations = {
    ...emptyMigrations(),
    steps: [step],
    fixtures: [{ name: 'rows', file: 'fixtures/rows.sql', script: step.up }],
    contract: {
      format: 1,
      schema: 'shop',
      objects: [{ kind: 'table', name: 'orders', facts: { unlogged: true } }],
    },
  }

  expect(validate(migrations), JSON.stringify(validate.errors)).toBe(true)
})

test.each([
  ['a digest that is none', { ...step, up: { ...step.up, digest: 'x' } }],
  ['text without a final newline', { ...step, up: { ...step.up, sql: 'SELECT 1' } }],
  ['an unknown mode', { ...step, mode: 'batch' }],
  ['a missing list of sites', { ...step, up: { ...step.up, sites: undefined } }],
])('refuses %s', (_what, wrong) => {
  expect(validate({ ...emptyMigrations(), steps: [wrong] })).toBe(false)
})
