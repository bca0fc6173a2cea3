import type { CatalogContract } from '@schemata/contract'
import { expect, test } from 'vitest'

import { missingFrom, settleConditions, unpartitioned, withoutTuning, withoutUnmanaged } from '../src/index.js'

const shop: CatalogContract = {
  format: 1,
  schema: 'shop',
  objects: [
    { kind: 'column', name: 'orders.id', parent: 'orders', facts: { type: 'bigint', notNull: true } },
    { kind: 'column', name: 'q_mail.id', parent: 'q_mail', facts: { type: 'bigint' } },
    {
      kind: 'constraint',
      name: 'orders.orders_pkey',
      parent: 'orders',
      facts: { type: 'primary key', columns: ['id'], definition: 'PRIMARY KEY (id)' },
    },
    { kind: 'function', name: 'q_size()', facts: { arguments: [], language: 'sql', body: '' } },
    { kind: 'grant', name: 'column q_mail.id', facts: { PUBLIC: ['SELECT'] } },
    { kind: 'grant', name: 'function q_size()', facts: { PUBLIC: ['EXECUTE'] } },
    { kind: 'grant', name: 'table q_mail', facts: { PUBLIC: ['SELECT'] } },
    { kind: 'index', name: 'orders_trgm_idx', parent: 'orders', facts: { definition: '' }, when: 'extension pg_trgm' },
    { kind: 'index', name: 'q_mail_idx', parent: 'q_mail', facts: { definition: '' } },
    { kind: 'table', name: 'orders', facts: {} },
    { kind: 'table', name: 'q_mail', facts: {} },
  ],
}

const names = ({ objects }: CatalogContract) => objects.map(({ kind, name }) => `${kind} ${name}`)

test('unmanaged tables take everything with them that belongs to them', () => {
  expect(names(withoutUnmanaged(shop, ['q_*']))).toEqual([
    'column orders.id',
    'constraint orders.orders_pkey',
    'function q_size()',
    'grant function q_size()',
    'index orders_trgm_idx',
    'table orders',
  ])
})

test.each([[[]], [['mail']], [['*_mai']], [['q.mail']]])('patterns match whole names only: %j', (patterns) => {
  expect(withoutUnmanaged(shop, patterns)).toEqual(shop)
})

const log = (clause: { partitionBy?: string }, columns: string[]): CatalogContract => ({
  format: 1,
  schema: 'shop',
  objects: [
    {
      kind: 'constraint',
      name: 'log.pk_log',
      parent: 'log',
      facts: { type: 'primary key', columns, definition: `PRIMARY KEY (${columns.join(', ')})` },
    },
    { kind: 'index', name: 'log_at', parent: 'log', facts: { definition: 'CREATE INDEX log_at ON shop.log (id, at)' } },
    { kind: 'table', name: 'log', facts: { comment: 'What happened.', ...clause } },
  ],
})

test('a table that may be partitioned looks as it did before', () => {
  const cut = log({ partitionBy: 'RANGE (at)' }, ['id', 'at'])

  expect(unpartitioned(cut, { log: 'at' })).toEqual(log({}, ['id']))
  expect(unpartitioned(cut, {})).toEqual(cut)
  expect(unpartitioned(cut, { log: 'since' })).toEqual(cut)
  expect(unpartitioned(log({}, ['id', 'at']), { log: 'at' })).toEqual(log({}, ['id', 'at']))
})

test('how often an operator has a table vacuumed is no fact, unless the contract states one', () => {
  const table = (options: Record<string, string>): CatalogContract => ({
    format: 1,
    schema: 'shop',
    objects: [{ kind: 'table', name: 'log', facts: { options } }],
  })
  const tuned = table({ autovacuum_vacuum_scale_factor: '0.05', 'toast.autovacuum_enabled': 'true', fillfactor: '70' })

  expect(withoutTuning(tuned, table({}))).toEqual(table({ fillfactor: '70' }))
  expect(withoutTuning(tuned, table({ autovacuum_vacuum_scale_factor: '0.1' }))).toEqual(
    table({ autovacuum_vacuum_scale_factor: '0.05', fillfactor: '70' }),
  )
  expect(withoutTuning(table({ autovacuum_enabled: 'false' }), table({})).objects[0]?.facts).toEqual({})
  expect(withoutTuning(tuned, shop)).toEqual(tuned)
})

test('what depends on a condition is plain where it holds and left out where it does not', () => {
  const met = settleConditions(shop, new Set(['extension pg_trgm']))

  expect(met.objects.filter(({ when }) => when !== undefined)).toEqual([])
  expect(names(met)).toEqual(names(shop))
  expect(names(settleConditions(shop, new Set(['extension hstore'])))).toEqual(
    names(shop).filter((name) => name !== 'index orders_trgm_idx'),
  )
})

test('a primary key is missed only where its columns are used', () => {
  const host: CatalogContract = {
    ...shop,
    objects: shop.objects.filter(({ kind, parent }) => kind === 'table' || (kind === 'column' && parent === 'orders')),
  }

  const objects = (only: readonly string[]) => missingFrom(shop, host, { only }).map(({ object }) => object)

  expect(objects(['orders'])).toEqual([])
  expect(objects(['orders', 'orders.id'])).toEqual(['orders.orders_pkey'])
  expect(objects(['q_mail', 'q_mail.id'])).toEqual(['q_mail.id'])
})
