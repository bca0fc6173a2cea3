import { defineStack } from '@schemata/contract'
import { expect, test } from 'vitest'

import { aPackage } from '../../test/a-package.js'
import type { ForeignEntry, ForeignLedger } from './foreign-ledger.js'
import { matchEntries } from './match-entries.js'

const shop = aPackage({
  key: 'shop',
  steps: { '001_InitialSchema': 'SELECT 1;', '20240102000000_orders': 'SELECT 1;' },
})
const lab = aPackage({ key: 'lab', steps: { '001_courses': 'SELECT 1;' } })
const both = defineStack({ packages: [shop, lab] })

const anEntry = (entry: Partial<ForeignEntry>): ForeignEntry => ({
  version: null,
  name: null,
  failed: false,
  reaches: false,
  sqlDigest: null,
  ...entry,
})
const aLedger = (schema: string, ...entries: Partial<ForeignEntry>[]): ForeignLedger => ({
  tool: 'schema_migrations',
  schema,
  table: 'schema_migrations',
  readable: true,
  entries: entries.map(anEntry),
})
const claimed = (ledger: ForeignLedger, stack = both) =>
  matchEntries(ledger, stack).claims.map(({ instance, step }) => `${instance.package.key} ${step.name}`)

test('tells packages with the same version apart by name', () => {
  expect(claimed(aLedger('public', { version: '001', name: 'courses' }))).toEqual(['lab courses'])
  expect(claimed(aLedger('public', { version: '1', name: 'Initial schema' }))).toEqual(['shop InitialSchema'])
})

test('counts a version that several packages have for none of them', () => {
  const { claims, ambiguous } = matchEntries(aLedger('public', { version: '001' }), both)

  expect({ claims, ambiguous }).toEqual({ claims: [], ambiguous: ['001'] })
})

test('counts a short version in the table of the package, or where only one package has it', () => {
  expect(claimed(aLedger('lab', { version: '001', name: 'courses' }))).toEqual(['lab courses'])
  expect(claimed(aLedger('public', { version: '001' }), defineStack({ packages: [lab] }))).toEqual(['lab courses'])
})

test('leaves entries alone that share a short version by chance', () => {
  const { claims, unmatched } = matchEntries(aLedger('public', { version: '001', name: 'create_users' }), both)

  expect({ claims, unmatched }).toEqual({ claims: [], unmatched: ['001_create_users'] })
})

test('tells of a long version under another name', () => {
  const { claims } = matchEntries(aLedger('public', { version: '20240102000000', name: 'purchases' }), both)

  expect(claims).toMatchObject([{ renamed: true, certain: true }])
})

test('finds a step under a version of the tool by its whole id', () => {
  const exported = aLedger('public', { version: '20000101000001', name: 'lab_001_courses' })

  expect(claimed(exported)).toEqual(['lab courses'])
  expect(claimed(aLedger('public', { version: '7', name: '001 InitialSchema' }))).toEqual(['shop InitialSchema'])
})

test('does not count what the host provides', () => {
  const provided = defineStack({ packages: [shop, lab], provided: ['lab'] })

  expect(claimed(aLedger('public', { version: '001', name: 'courses' }), provided)).toEqual([])
})
