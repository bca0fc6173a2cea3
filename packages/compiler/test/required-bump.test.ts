import type { CatalogContract, CatalogObject } from '@schemata/contract'
import { describe, expect, test } from 'vitest'

import { greatestBump, isEnough, requiredBump } from '../src/index.js'

type Facts<Kind extends CatalogObject['kind']> = Extract<CatalogObject, { kind: Kind }>['facts']

const table = (facts: Facts<'table'> = {}): CatalogObject => ({ kind: 'table', name: 'orders', facts })
const column = (facts: Facts<'column'>, name = 'total'): CatalogObject => {
  return { kind: 'column', name: `orders.${name}`, parent: 'orders', facts }
}
const constraint = (name: string, facts: Facts<'constraint'>): CatalogObject => {
  return { kind: 'constraint', name: `orders.${name}`, parent: 'orders', facts }
}
const check = (definition: string, columns = ['status']): CatalogObject => {
  return constraint('ck_orders_status', { type: 'check', columns, definition })
}
const unique = (columns: string[]): CatalogObject => {
  return constraint('uq_orders', { type: 'unique', columns, definition: `UNIQUE (${columns.join(', ')})` })
}
const reference = (facts: Partial<Facts<'constraint'>> = {}): CatalogObject => {
  const definition = 'FOREIGN KEY (owner) REFERENCES shop.owners(id)'
  const references = { table: 'shop.owners', columns: ['id'] }
  return constraint('fk_orders_owner', { type: 'foreign key', columns: ['owner'], references, definition, ...facts })
}
const index = (facts: Facts<'index'>): CatalogObject => ({ kind: 'index', name: 'idx_orders', parent: 'orders', facts })
const view = (facts: Partial<Facts<'view'>> = {}): CatalogObject => {
  return { kind: 'view', name: 'recent', facts: { definition: 'SELECT 1 AS total', ...facts } }
}
const routine = (facts: Partial<Facts<'function'>> = {}, name = 'sum_up(integer)'): CatalogObject => {
  const base = { arguments: [{ name: 'p_id', type: 'integer' }], result: 'numeric', language: 'sql', body: 'a' }
  return { kind: 'function', name, facts: { ...base, ...facts } }
}
const policy = (facts: Partial<Facts<'policy'>> = {}): CatalogObject => {
  return { kind: 'policy', name: 'orders.own', parent: 'orders', facts: { command: 'all', roles: ['app'], ...facts } }
}
const type = (facts: Facts<'type'>): CatalogObject => ({ kind: 'type', name: 'state', facts })
const grant = (facts: Facts<'grant'>): CatalogObject => ({ kind: 'grant', name: 'table orders', facts })
const trigger = (facts: Partial<Facts<'trigger'>> = {}): CatalogObject => {
  const base = { timing: 'before', events: ['update'], each: 'row', function: 'touch()', definition: 'x' } as const
  return { kind: 'trigger', name: 'orders.trg', parent: 'orders', facts: { ...base, events: ['update'], ...facts } }
}
const sequence = (facts: Partial<Facts<'sequence'>> = {}): CatalogObject => {
  const base = { type: 'bigint', start: '1', increment: '1', minimum: '1', maximum: '9', cache: '1' }
  return { kind: 'sequence', name: 'numbers', facts: { ...base, ...facts } }
}

const IN = (...labels: string[]) =>
  `CHECK (status = ANY (ARRAY[${labels.map((label) => `'${label}'::text`).join(', ')}]))`

interface Pair {
  readonly change: string
  readonly released: readonly CatalogObject[]
  readonly present: readonly CatalogObject[]
  readonly bump: string
  readonly reason: string
}

/** One change a line: what it is, before, after, what it needs, and why. */
function pair(
  change: string,
  released: readonly CatalogObject[],
  present: readonly CatalogObject[],
  bump: string,
  reason: string,
): Pair {
  return { change, released, present, bump, reason }
}

const TEXT = { type: 'text' }

const PAIRS: readonly Pair[] = [
  // Removing and renaming.
  pair('table removed, once for all it held', [table(), column(TEXT)], [], 'major', 'Table `orders` was removed.'),
  pair('column removed', [table(), column(TEXT)], [table()], 'major', 'Column `orders.total` was removed.'),
  pair(
    'column renamed',
    [table(), column(TEXT, 'sum')],
    [table(), column(TEXT)],
    'major',
    'Column `orders.sum` was removed.',
  ),
  pair('view removed', [view()], [], 'major', 'View `recent` was removed.'),
  pair(
    'signature changed',
    [routine()],
    [routine({ arguments: [{ name: 'p_id', type: 'bigint' }] }, 'sum_up(bigint)')],
    'major',
    'Function `sum_up(integer)` was removed; its signature is `sum_up(bigint)` now.',
  ),
  pair(
    'trigger removed',
    [table(), trigger()],
    [table()],
    'major',
    'Trigger `orders.trg` was removed: what it did is not done any more.',
  ),
  // Columns.
  pair(
    'retyped',
    [table(), column({ type: 'integer' })],
    [table(), column(TEXT)],
    'major',
    'Column `orders.total` has another type: `text`, was `integer`.',
  ),
  pair(
    'integer to bigint, which reads as text',
    [table(), column({ type: 'integer' })],
    [table(), column({ type: 'bigint' })],
    'major',
    'Column `orders.total` has another type: `bigint`, was `integer`.',
  ),
  pair(
    'narrowed',
    [table(), column({ type: 'character varying(50)' })],
    [table(), column({ type: 'character varying(20)' })],
    'major',
    'Column `orders.total` has another type: `character varying(20)`, was `character varying(50)`.',
  ),
  pair(
    'widened',
    [table(), column({ type: 'character varying(20)' })],
    [table(), column({ type: 'character varying(50)' })],
    'minor',
    'Column `orders.total` has a wider type: `character varying(50)`, was `character varying(20)`.',
  ),
  pair(
    'NOT NULL',
    [table(), column(TEXT)],
    [table(), column({ ...TEXT, notNull: true })],
    'major',
    'Column `orders.total` is NOT NULL now.',
  ),
  pair(
    'nullable again',
    [table(), column({ ...TEXT, notNull: true })],
    [table(), column(TEXT)],
    'minor',
    'Column `orders.total` may be null now.',
  ),
  pair(
    'default lost',
    [table(), column({ ...TEXT, default: "'a'" })],
    [table(), column(TEXT)],
    'major',
    "Column `orders.total` lost default, which was `'a'`.",
  ),
  pair(
    'default gained',
    [table(), column(TEXT)],
    [table(), column({ ...TEXT, default: "'a'" })],
    'minor',
    "Column `orders.total` has default now: `'a'`.",
  ),
  pair(
    'identity always',
    [table(), column(TEXT)],
    [table(), column({ ...TEXT, identity: 'always' })],
    'major',
    'Column `orders.total` has identity now: `always`.',
  ),
  pair(
    'required column',
    [table()],
    [table(), column({ ...TEXT, notNull: true })],
    'major',
    'Column `orders.total` is new, NOT NULL and has no default: inserts must name it.',
  ),
  pair(
    'column with a default',
    [table()],
    [table(), column({ ...TEXT, notNull: true, default: '0' })],
    'minor',
    'Column `orders.total` is new.',
  ),
  pair('optional column', [table()], [table(), column(TEXT)], 'minor', 'Column `orders.total` is new.'),
  // Rules.
  pair(
    'check on a column that was there',
    [table(), column(TEXT, 'status')],
    [table(), column(TEXT, 'status'), check(IN('a'))],
    'major',
    'Constraint `orders.ck_orders_status` is new: a check constraint on columns that were there.',
  ),
  pair(
    'check on a new column',
    [table()],
    [table(), column(TEXT, 'status'), check(IN('a'))],
    'minor',
    'Constraint `orders.ck_orders_status` is new, on new columns only.',
  ),
  pair(
    'check removed',
    [table(), check(IN('a'))],
    [table()],
    'minor',
    'Constraint `orders.ck_orders_status` was removed: writers may do more.',
  ),
  pair(
    'one more allowed text',
    [table(), check(IN('a'))],
    [table(), check(IN('a', 'b'))],
    'minor',
    `Constraint \`orders.ck_orders_status\` allows more: it says \`${IN('a', 'b')}\`, said \`${IN('a')}\`.`,
  ),
  pair(
    'one allowed text less',
    [table(), check(IN('a', 'b'))],
    [table(), check(IN('a'))],
    'major',
    `Constraint \`orders.ck_orders_status\` says \`${IN('a')}\`, said \`${IN('a', 'b')}\`.`,
  ),
  pair(
    'a rule that cannot be judged',
    [table(), check('CHECK (total > 0)')],
    [table(), check('CHECK (total > 1)')],
    'major',
    'Constraint `orders.ck_orders_status` says `CHECK (total > 1)`, said `CHECK (total > 0)`.',
  ),
  pair(
    'unique on columns that were there',
    [table(), column(TEXT)],
    [table(), column(TEXT), unique(['total'])],
    'major',
    'Constraint `orders.uq_orders` is new: a unique constraint on columns that were there.',
  ),
  pair(
    'unique over more columns',
    [table(), unique(['a'])],
    [table(), unique(['a', 'b'])],
    'major',
    'Constraint `orders.uq_orders` says `UNIQUE (a, b)`, said `UNIQUE (a)`.',
  ),
  pair(
    'unique removed',
    [table(), unique(['a'])],
    [table()],
    'major',
    'Constraint `orders.uq_orders` was removed: upserts and references may rest on it.',
  ),
  pair(
    'reference that deletes along',
    [table(), reference()],
    [table(), reference({ onDelete: 'cascade' })],
    'major',
    'Constraint `orders.fk_orders_owner` has ON DELETE now: `cascade`.',
  ),
  pair(
    'reference that may wait',
    [table(), reference()],
    [table(), reference({ deferrable: 'initially immediate' })],
    'minor',
    'Constraint `orders.fk_orders_owner` has deferral now: `initially immediate`.',
  ),
  pair(
    'reference validated',
    [table(), reference({ validated: false })],
    [table(), reference()],
    'patch',
    'Constraint `orders.fk_orders_owner` is validated now.',
  ),
  // What is the package's own affair.
  pair('index added', [table()], [table(), index({ definition: 'i' })], 'patch', 'Index `idx_orders` is new.'),
  pair('index removed', [table(), index({ definition: 'i' })], [table()], 'patch', 'Index `idx_orders` was removed.'),
  pair(
    'unique index added',
    [table()],
    [table(), index({ unique: true, definition: 'i' })],
    'major',
    'Index `idx_orders` is new and unique, on `orders` that was there.',
  ),
  pair('comment', [table()], [table({ comment: 'Orders.' })], 'patch', 'Table `orders` has another comment.'),
  pair(
    'storage',
    [table()],
    [table({ options: { fillfactor: '80' } })],
    'patch',
    'Table `orders` has options now: `{"fillfactor":"80"}`.',
  ),
  pair('function body', [routine()], [routine({ body: 'b' })], 'patch', 'Function `sum_up(integer)` has another body.'),
  pair(
    'view read otherwise',
    [view()],
    [view({ definition: 'SELECT 2 AS total' })],
    'patch',
    'View `recent` reads otherwise, with the same columns.',
  ),
  pair(
    'sequence starts elsewhere',
    [sequence()],
    [sequence({ start: '5' })],
    'patch',
    'Sequence `numbers` has another start: `5`, was `1`.',
  ),
  // Functions.
  pair(
    'result',
    [routine()],
    [routine({ result: 'text' })],
    'major',
    'Function `sum_up(integer)` has another result: `text`, was `numeric`.',
  ),
  pair(
    'volatility',
    [routine({ volatility: 'stable' })],
    [routine()],
    'major',
    'Function `sum_up(integer)` is volatile now, was stable.',
  ),
  pair(
    'security',
    [routine()],
    [routine({ securityDefiner: true })],
    'major',
    'Function `sum_up(integer)` runs as its owner now.',
  ),
  pair(
    'argument renamed',
    [routine()],
    [routine({ arguments: [{ name: 'p_key', type: 'integer' }] })],
    'major',
    'Function `sum_up(integer)` has another argument list: `p_key integer`, was `p_id integer`.',
  ),
  pair(
    'argument got a default',
    [routine()],
    [routine({ arguments: [{ name: 'p_id', type: 'integer', default: '1' }] })],
    'minor',
    'Function `sum_up(integer)` has other defaults for its arguments.',
  ),
  pair(
    'argument lost its default',
    [routine({ arguments: [{ name: 'p_id', type: 'integer', default: '1' }] })],
    [routine()],
    'major',
    'Function `sum_up(integer)` has no default for `p_id` any more.',
  ),
  pair('function added', [], [routine()], 'minor', 'Function `sum_up(integer)` is new.'),
  // Additions.
  pair(
    'table with rules and a unique index',
    [],
    [table(), column(TEXT), unique(['total']), index({ unique: true, definition: 'i' })],
    'minor',
    'Table `orders` is new.',
  ),
  pair('view added', [], [view()], 'minor', 'View `recent` is new.'),
  pair('trigger added', [table()], [table(), trigger()], 'minor', 'Trigger `orders.trg` is new.'),
  // Types.
  pair(
    'label added',
    [type({ kind: 'enum', labels: ['a'] })],
    [type({ kind: 'enum', labels: ['z', 'a'] })],
    'minor',
    'Type `state` has `z` too.',
  ),
  pair(
    'label removed',
    [type({ kind: 'enum', labels: ['a', 'b'] })],
    [type({ kind: 'enum', labels: ['a'] })],
    'major',
    'Type `state` lost `b`.',
  ),
  pair(
    'labels reordered',
    [type({ kind: 'enum', labels: ['a', 'b'] })],
    [type({ kind: 'enum', labels: ['b', 'a'] })],
    'major',
    'Type `state` has its labels in another order.',
  ),
  pair(
    'domain checked',
    [type({ kind: 'domain', base: 'text' })],
    [type({ kind: 'domain', base: 'text', checks: { ck: "CHECK (VALUE <> '')" } })],
    'major',
    "Type `state` is checked by `ck`: `CHECK (VALUE <> '')`.",
  ),
  pair(
    'domain allows more',
    [type({ kind: 'domain', base: 'text', checks: { ck: "CHECK (VALUE = 'a')" } })],
    [type({ kind: 'domain', base: 'text', checks: { ck: "CHECK (VALUE = ANY (ARRAY['a', 'b']))" } })],
    'minor',
    'Type `state` has weaker checks.',
  ),
  // Rights.
  pair(
    'grant removed',
    [table(), grant({ app: ['INSERT', 'SELECT'] })],
    [table(), grant({ app: ['SELECT'] })],
    'major',
    'Grants on `table orders` to `app` lost INSERT.',
  ),
  pair(
    'all grants removed',
    [table(), grant({ app: ['SELECT'] })],
    [table()],
    'major',
    'Grants on `table orders` to `app` lost SELECT.',
  ),
  pair(
    'grant added',
    [table(), grant({ app: ['SELECT'] })],
    [table(), grant({ app: ['SELECT*'], ops: ['SELECT'] })],
    'minor',
    'Grants on `table orders` to `ops` hold SELECT too.',
  ),
  pair(
    'row security',
    [table()],
    [table({ rowSecurity: 'enabled' })],
    'major',
    'Table `orders` has row security now: `enabled`.',
  ),
  pair(
    'permissive policy added',
    [table()],
    [table(), policy()],
    'minor',
    'Policy `orders.own` is new: more rows may be seen.',
  ),
  pair(
    'permissive policy removed',
    [table(), policy()],
    [table()],
    'major',
    'Policy `orders.own` was removed: fewer rows may be seen.',
  ),
  pair(
    'restrictive policy added',
    [table()],
    [table(), policy({ restrictive: true })],
    'major',
    'Policy `orders.own` is new and restrictive.',
  ),
  pair(
    'policy for one role more',
    [table(), policy()],
    [table(), policy({ roles: ['app', 'ops'] })],
    'minor',
    'Policy `orders.own` has another list of roles: `app, ops`, was `app`.',
  ),
  pair(
    'view that reads as its caller',
    [view()],
    [view({ options: { security_invoker: 'true' } })],
    'major',
    'View `recent` has security_invoker now: `true`.',
  ),
  // Conditions.
  pair(
    'object that became optional',
    [table()],
    [{ ...table(), when: 'extension vector' }],
    'major',
    'Table `orders` is there only with extension vector.',
  ),
  pair(
    'optional object removed',
    [{ ...table(), when: 'extension vector' }],
    [],
    'major',
    'Table `orders` was removed.',
  ),
]

describe('one change', () => {
  test.for(PAIRS)('$change: $bump', async ({ released, present, bump, reason }) => {
    const required = await requiredBump(contract(released), contract(present))

    expect(required.bump).toBe(bump)
    expect(required.reasons.map((each) => each.reason)).toContain(reason)
  })
})

test('lists the gravest reason first', async () => {
  const released = contract([table(), column(TEXT)])
  const present = contract([table({ comment: 'Orders.' }), view()])

  const { bump, reasons } = await requiredBump(released, present)

  expect(bump).toBe('major')
  expect(reasons).toEqual([
    { bump: 'major', kind: 'column', object: 'orders.total', reason: 'Column `orders.total` was removed.' },
    { bump: 'minor', kind: 'view', object: 'recent', reason: 'View `recent` is new.' },
    { bump: 'patch', kind: 'table', object: 'orders', reason: 'Table `orders` has another comment.' },
  ])
})

test('needs nothing where nothing changed', async () => {
  const same = contract([table(), column(TEXT), routine(), grant({ app: ['SELECT'] })])

  expect(await requiredBump(same, same)).toEqual({ bump: 'none', reasons: [] })
})

test('gives another schema name as the one reason', async () => {
  const { bump, reasons } = await requiredBump(contract([table()]), { ...contract([table()]), schema: 'store' })

  expect({ bump, said: reasons.map(({ reason }) => reason) }).toEqual({
    bump: 'major',
    said: ['Schema `shop` is `store` now: every object has another name.'],
  })
})

test('orders bumps', () => {
  expect(greatestBump(['patch', 'major', 'minor'])).toBe('major')
  expect(greatestBump([])).toBe('none')
  expect([isEnough('minor', 'minor'), isEnough('major', 'minor'), isEnough('patch', 'minor')]).toEqual([
    true,
    true,
    false,
  ])
})

function contract(objects: readonly CatalogObject[]): CatalogContract {
  return { format: 1, schema: 'shop', objects }
}
