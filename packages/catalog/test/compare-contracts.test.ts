import type { CatalogContract, CatalogObject } from '@schemata/contract'
import { expect, test } from 'vitest'

import {
  compareContracts,
  contractDigest,
  describeDifference,
  isCompatibleType,
  mendDifference,
  missingFrom,
} from '../src/index.js'

function contractOf(...objects: CatalogObject[]): CatalogContract {
  return { format: 1, schema: 'courses', objects }
}

const table: CatalogObject = { kind: 'table', name: 'courses', facts: {} }
const title: CatalogObject = {
  kind: 'column',
  name: 'courses.title',
  parent: 'courses',
  facts: { type: 'character varying(100)', notNull: true },
}
const key: CatalogObject = {
  kind: 'constraint',
  name: 'courses.pk_courses',
  parent: 'courses',
  facts: { type: 'primary key', columns: ['title'], definition: 'PRIMARY KEY (title)' },
}
const publish: CatalogObject = {
  kind: 'function',
  name: 'publish(text)',
  facts: { arguments: [{ name: 'p_title', type: 'text' }], result: 'boolean', language: 'sql', body: 'a' },
}
const state: CatalogObject = { kind: 'type', name: 'state', facts: { kind: 'enum', labels: ['draft', 'live'] } }
const full = contractOf(table, title, key, publish, state)

test('gives a digest that ignores order and layout', () => {
  const shuffled = contractOf(state, publish, key, title, table)
  expect(contractDigest(shuffled)).toBe(contractDigest(full))
  expect(contractDigest(contractOf(table))).not.toBe(contractDigest(full))
})

test('names a missing table once, without its columns and keys', () => {
  expect(compareContracts(full, contractOf(publish, state))).toEqual([
    { kind: 'table', object: 'courses', expected: {}, actual: null },
  ])
})

test('passes over a conditional object that is absent, not over one that differs', () => {
  const optional: CatalogObject = { kind: 'index', name: 'idx', facts: { definition: 'a' }, when: 'extension pg_trgm' }
  expect(compareContracts(contractOf(optional), contractOf())).toEqual([])
  const other: CatalogObject = { kind: 'index', name: 'idx', facts: { definition: 'b' } }
  expect(compareContracts(contractOf(optional), contractOf(other))).toHaveLength(1)
})

test('ignores extras when asked to', () => {
  expect(compareContracts(contractOf(table), full, { ignoreExtras: true })).toEqual([])
  expect(compareContracts(contractOf(table), full)).toHaveLength(4)
})

test('says a difference in one line', () => {
  const renamed = contractOf(table, { ...title, facts: { type: 'text' } }, key, publish)
  expect(compareContracts(full, renamed).map(describeDifference)).toEqual([
    'Column `courses.title`: notNull is expected to be true, found none.',
    'Column `courses.title`: type is expected to be `character varying(100)`, found `text`.',
    'Type `state` is expected, found none.',
  ])
})

test('shows where long texts part, on one line', () => {
  const long = `SELECT ${'a, '.repeat(200)}`
  const sentence = describeDifference({
    kind: 'view',
    object: 'v',
    fact: 'definition',
    expected: `${long}\nb`,
    actual: `${long}\nc`,
  })
  expect(sentence).toMatch(/a, b`, found `…/)
  expect(sentence).not.toContain('\n')
})

test('accepts what the host provides in a wider form', () => {
  const host = contractOf(
    table,
    { kind: 'column', name: 'courses.title', parent: 'courses', facts: { type: 'text', notNull: true, comment: 'x' } },
    { kind: 'column', name: 'courses.more', parent: 'courses', facts: { type: 'text', notNull: true } },
    {
      ...key,
      name: 'courses.other',
      facts: { ...key.facts, type: 'unique', definition: 'UNIQUE (title)' },
    } as CatalogObject,
    { ...publish, facts: { ...publish.facts, body: 'b', securityDefiner: true } } as CatalogObject,
    { kind: 'type', name: 'state', facts: { kind: 'enum', labels: ['draft', 'review', 'live'] } },
  )
  expect(missingFrom(full, host)).toEqual([])
})

test('names what a host lacks', () => {
  const host = contractOf(
    table,
    { kind: 'column', name: 'courses.title', parent: 'courses', facts: { type: 'character varying(50)' } },
    { ...publish, facts: { ...publish.facts, result: 'integer' } } as CatalogObject,
    { kind: 'type', name: 'state', facts: { kind: 'enum', labels: ['draft'] } },
  )
  expect(missingFrom(full, host).map(({ object, fact }) => [object, fact])).toEqual([
    ['courses.title', 'notNull'],
    ['courses.title', 'type'],
    ['courses.pk_courses', undefined],
    ['publish(text)', 'result'],
    ['state', 'labels'],
  ])
})

test('lets a table stand for a view', () => {
  const view: CatalogObject = { kind: 'view', name: 'courses', facts: { definition: 'SELECT 1' } }
  expect(missingFrom(contractOf(view, title), contractOf(table, title))).toEqual([])
  expect(missingFrom(contractOf(view, title), contractOf())).toMatchObject([{ kind: 'view', object: 'courses' }])
})

test.each([
  ['text', 'text', true],
  ['character varying(10)', 'character varying(20)', true],
  ['character varying(10)', 'text', true],
  ['character varying(10)[]', 'text[]', true],
  ['text', 'character varying', true],
  ['text', 'character varying(20)', false],
  ['character varying(20)', 'character varying(10)', false],
  ['numeric(10,2)', 'numeric(12,2)', true],
  ['numeric(10,2)', 'numeric(12,3)', false],
  ['timestamp(3) with time zone', 'timestamp with time zone', true],
  ['timestamp with time zone', 'timestamp without time zone', false],
  ['timestamp with time zone', 'timestamp(3) with time zone', false],
  ['integer', 'bigint', false],
  ['text', 'text[]', false],
])('says of %s that %s can stand for it: %s', (expected, actual, isCompatible) => {
  expect(isCompatibleType(expected, actual)).toBe(isCompatible)
})

test('writes SQL for the name that the schema has in the database', () => {
  const [difference] = compareContracts(
    contractOf(table, title),
    contractOf(table, { ...title, facts: { type: 'character varying(100)' } }),
  )
  expect(mendDifference(difference!, { expected: full, schema: 'tenant_42' })).toBe(
    'ALTER TABLE tenant_42.courses ALTER COLUMN title SET NOT NULL;',
  )
})

test('writes no SQL for an unexpected object or a body', () => {
  const unexpected = compareContracts(contractOf(), contractOf(table))[0]!
  expect(mendDifference(unexpected, { expected: contractOf() })).toBeNull()
  const other = { ...publish, facts: { ...publish.facts, body: 'b' } } as CatalogObject
  const body = compareContracts(full, contractOf(table, title, key, other, state))[0]!
  expect(body.fact).toBe('body')
  expect(mendDifference(body, { expected: full })).toBeNull()
})
