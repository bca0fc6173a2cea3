import pg from 'pg'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'

import { bindRoles, compareContracts, mendDifference, readCatalog } from '../src/index.js'

let db: pg.Client

beforeEach(async () => {
  db = new pg.Client(inject('url18'))
  await db.connect()
  await db.query('BEGIN')
})

afterEach(async () => {
  await db.query('ROLLBACK')
  await db.end()
})

/** A shop, and billing that refers to it in a key, a body and a view. */
async function install(shop: string, billing: string): Promise<void> {
  await db.query(`
    CREATE SCHEMA IF NOT EXISTS ${shop};
    CREATE TABLE ${shop}.customers (id integer PRIMARY KEY);
    CREATE SCHEMA IF NOT EXISTS ${billing};
    CREATE TABLE ${billing}.invoices (id integer, customer_id integer CONSTRAINT fk REFERENCES ${shop}.customers (id));
    CREATE VIEW ${billing}.debtors AS
      SELECT customers.id FROM ${shop}.customers JOIN ${billing}.invoices ON invoices.customer_id = customers.id;
    CREATE FUNCTION ${billing}.count_customers() RETURNS bigint LANGUAGE sql
      AS $$ SELECT count(*) FROM ${shop}.customers WHERE '${shop}.customers'::regclass IS NOT NULL $$`)
}

test.each([
  ['both under other names', 'host', 'tenant_1'],
  ['under each other’s names', 'billing', 'shop'],
  ['both in public', 'public', 'public'],
])('is equal where a required schema has another name: %s', async (_what, hostShop, hostBilling) => {
  await install('shop', 'billing')
  const shop = await readCatalog(db, { schema: 'shop' })
  const billing = await readCatalog(db, { schema: 'billing' })
  await db.query('DROP SCHEMA billing CASCADE; DROP SCHEMA shop CASCADE')
  await install(hostShop, hostBilling)

  const required = [{ schema: hostShop, contract: shop }]
  const live = await readCatalog(db, { schema: hostBilling, as: 'billing', required })

  // In a schema that both share, what the other one made is extra.
  expect(compareContracts(billing, live, { ignoreExtras: hostShop === hostBilling })).toEqual([])
})

test('mends under the names of the database', async () => {
  await install('shop', 'billing')
  const shop = await readCatalog(db, { schema: 'shop' })
  const billing = await readCatalog(db, { schema: 'billing' })
  await db.query('DROP SCHEMA billing CASCADE; DROP SCHEMA shop CASCADE')
  await install('host', 'tenant_1')
  await db.query('ALTER TABLE tenant_1.invoices DROP CONSTRAINT fk')
  const required = [{ schema: 'host', contract: shop }]

  const [difference] = compareContracts(billing, await readCatalog(db, { schema: 'tenant_1', as: 'billing', required }))
  const sql = mendDifference(difference!, { expected: billing, schema: 'tenant_1', required })
  await db.query(sql ?? '')

  expect(compareContracts(billing, await readCatalog(db, { schema: 'tenant_1', as: 'billing', required }))).toEqual([])
})

test('compares grants and policies under the names that a stack gives to roles', async () => {
  await db.query(`
    CREATE ROLE catalog_symbolic; CREATE ROLE catalog_real; CREATE SCHEMA shop;
    CREATE TABLE shop.customers (id integer); ALTER TABLE shop.customers ENABLE ROW LEVEL SECURITY;
    GRANT SELECT ON shop.customers TO catalog_symbolic;
    CREATE POLICY own ON shop.customers FOR SELECT TO catalog_symbolic USING (id = 1)`)
  const contract = await readCatalog(db, { schema: 'shop' })
  await db.query(`
    DROP POLICY own ON shop.customers; REVOKE ALL ON shop.customers FROM catalog_symbolic;
    GRANT SELECT ON shop.customers TO catalog_real;
    CREATE POLICY own ON shop.customers FOR SELECT TO catalog_real USING (id = 1)`)

  const bound = bindRoles(contract, { catalog_symbolic: 'catalog_real' })

  expect(compareContracts(bound, await readCatalog(db, { schema: 'shop' }))).toEqual([])
})
