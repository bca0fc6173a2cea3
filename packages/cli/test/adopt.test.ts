import { expect } from 'vitest'

import { shop } from './shop.js'
import { test } from './test.js'

const BY_HAND = `CREATE SCHEMA shop;
  CREATE TABLE shop.items (item_id integer NOT NULL, CONSTRAINT pk_items PRIMARY KEY (item_id));`

test('shows what was made by hand, takes it over with --write, and apply goes on from there', async ({
  project,
  cli,
  database,
}) => {
  await project.write(shop)
  await database.query(BY_HAND)

  const shown = await cli(['adopt'])
  const written = await cli(['adopt', '--write', '--json'])
  const applied = await cli(['apply', '--json'])

  expect(shown).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('matches up to 001_items, 1 steps') })
  expect(JSON.parse(written.stdout)).toMatchObject({ outcome: 'adopted', adoptions: [{ package: 'shop' }], errors: [] })
  expect(JSON.parse(applied.stdout).applied).toMatchObject([{ version: '002' }])
})

test('says what differs and writes nothing, exit 4', async ({ project, cli, database }) => {
  await project.write(shop)
  await database.query(`${BY_HAND} ALTER TABLE shop.items ADD COLUMN colour text`)

  const { exitCode, stdout } = await cli(['adopt', '--write'])

  expect(exitCode).toBe(4)
  expect(stdout).toContain('items.colour')
  expect((await cli(['status', '--check'])).exitCode).toBe(3)
})

test('writes what apply would do as a script for psql', async ({ project, cli }) => {
  await project.write(shop)

  const { exitCode, stdout } = await cli(['export', '--psql'])

  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/^-- Written by schemata\. Plan [0-9a-f]{64}\./)
  expect(stdout).toContain('\\set ON_ERROR_STOP on')
})

test('shows what the ledger of another tool says, and where the catalog says otherwise', async ({
  project,
  cli,
  database,
}) => {
  await project.write(shop)
  await database.query(BY_HAND)
  await database.query(`CREATE TABLE schema_migrations (version text PRIMARY KEY, name text);
    INSERT INTO schema_migrations VALUES ('001', 'items'), ('002', 'orders'), ('20240101', 'our_own')`)

  const { stdout, exitCode } = await cli(['adopt'])
  const json = JSON.parse((await cli(['adopt', '--json'])).stdout)

  expect(exitCode).toBe(0)
  expect(stdout.split('\n').slice(0, 4)).toEqual([
    'public.schema_migrations (schema_migrations): 3 entries, 1 of no package here',
    'shop (schema shop): matches up to 001_items, 1 steps',
    '  schema_migrations records 2 steps',
    '    objects_missing: 002_orders is recorded as applied, but its work is not in the catalog: the record is not believed.',
  ])
  expect(json).toMatchObject({
    adoptions: [
      { sources: [{ disagreements: [{ reason: 'objects_missing', step: '002_orders', entry: '002_orders' }] }] },
    ],
    ledgers: [{ table: 'public.schema_migrations', unmatched: ['20240101_our_own'] }],
  })
})
