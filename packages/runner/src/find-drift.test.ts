import { readCatalog } from '@schemata/catalog'
import { type CatalogContract, defineStack } from '@schemata/contract'
import { expect } from 'vitest'

import { aPackage } from '../test/a-package.js'
import { test } from '../test/database.js'
import { SHOP_STEPS, shop } from '../test/shop.js'
import { createRunner, fromPool, type Sessions } from './index.js'

const withIndex = {
  ...SHOP_STEPS,
  '003_index': {
    up: 'CREATE INDEX idx_orders_customer_id ON shop.orders (customer_id);\n',
    down: 'DROP INDEX shop.idx_orders_customer_id;\n',
  },
}

/** The shop as a package that knows what it amounts to. */
async function shopWithContract(
  pool: Parameters<typeof fromPool>[0] & { query: (sql: string) => Promise<{ rows: [] }> },
) {
  const bare = aPackage({ key: 'shop', steps: withIndex })
  const runner = createRunner({ stack: defineStack({ packages: [bare] }), sessions: fromPool(pool) })
  await runner.apply()
  const contract = await readCatalog(pool, { schema: 'shop' })
  await runner.revert({ packages: ['shop'] })
  return aPackage({ key: 'shop', steps: withIndex, contract })
}

test.for(['shop', 'tenant_1', 'public'])(
  'finds nothing in a fresh install, and names and mends what is changed: %s',
  async (schema, { pool }) => {
    const schemaPackage = await shopWithContract(pool)
    const stack = defineStack({ packages: [schemaPackage], schemas: { shop: schema } })
    const runner = createRunner({ stack, sessions: fromPool(pool) })
    await runner.apply()

    expect(await runner.verify({ level: 'drift' })).toMatchObject({ ok: true, differences: [] })
    await pool.query(`DROP INDEX ${schema}.idx_orders_customer_id`)
    const drifted = await runner.verify({ level: 'drift' })

    expect(drifted.differences).toEqual([
      expect.objectContaining({ package: 'shop', kind: 'index', object: 'idx_orders_customer_id', actual: null }),
    ])
    await pool.query((drifted.differences[0]?.mend ?? '').replace('CONCURRENTLY', ''))
    expect((await runner.verify({ level: 'drift' })).ok).toBe(true)
  },
)

test('says so when a package has no contract to compare with', async ({ pool }) => {
  const runner = createRunner({ stack: defineStack({ packages: [shop] }), sessions: fromPool(pool) })
  await runner.apply()

  expect(await runner.verify({ level: 'drift' })).toMatchObject({
    ok: false,
    differences: [{ package: 'shop', kind: 'contract', message: expect.stringContaining('schemata contract') }],
  })
})

test('passes over tables that come and go while the package runs', async ({ pool }) => {
  const { migrations } = await shopWithContract(pool)
  const contract = migrations.contract as CatalogContract
  const schemaPackage = aPackage({ key: 'shop', steps: withIndex, contract, unmanaged: ['q_*', 'a_*'] })
  const runner = createRunner({ stack: defineStack({ packages: [schemaPackage] }), sessions: fromPool(pool) })
  await runner.apply()

  await pool.query('CREATE TABLE shop.q_mail (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz)')
  await pool.query('CREATE INDEX ON shop.q_mail (at); GRANT SELECT ON shop.q_mail TO PUBLIC')

  expect(await runner.verify({ level: 'drift' })).toMatchObject({ ok: true, differences: [] })
  await pool.query('CREATE TABLE shop.mail_q_ (id integer)')
  expect((await runner.verify({ level: 'drift' })).differences).toEqual([
    expect.objectContaining({ kind: 'table', object: 'mail_q_', expected: null }),
  ])
})

test('takes a table that may be partitioned either way, and nothing besides', async ({ pool }) => {
  const log = {
    '001_log': {
      up: 'CREATE SCHEMA IF NOT EXISTS shop;\nCREATE TABLE shop.log (id bigint, at date, CONSTRAINT pk_log PRIMARY KEY (id));\nALTER TABLE shop.log ALTER COLUMN at SET NOT NULL;\n',
      down: 'DROP TABLE shop.log;\nDROP SCHEMA shop;\n',
    },
  }
  const bare = aPackage({ key: 'shop', steps: log })
  await createRunner({ stack: defineStack({ packages: [bare] }), sessions: fromPool(pool) }).apply()
  const contract = await readCatalog(pool, { schema: 'shop' })
  await pool.query('DROP TABLE shop.log')
  await pool.query(
    'CREATE TABLE shop.log (id bigint, at date NOT NULL, CONSTRAINT pk_log PRIMARY KEY (id, at)) PARTITION BY RANGE (at)',
  )

  const differences = async (partitionable: Record<string, string>) => {
    const schemaPackage = aPackage({ key: 'shop', steps: log, contract, partitionable })
    const stack = defineStack({ packages: [schemaPackage] })
    return (await createRunner({ stack, sessions: fromPool(pool) }).verify({ level: 'drift' })).differences
  }

  expect(await differences({ log: 'at' })).toEqual([])
  expect(await differences({})).toHaveLength(2)
})

test('expects what needs an extension where that extension is', async ({ pool }) => {
  const { migrations } = await shopWithContract(pool)
  const { objects = [], ...rest } = migrations.contract ?? { format: 1, schema: 'shop' }
  const contract: CatalogContract = {
    ...rest,
    format: 1,
    schema: 'shop',
    objects: objects.map((object) => (object.kind === 'index' ? { ...object, when: 'extension hstore' } : object)),
  }
  const schemaPackage = aPackage({ key: 'shop', steps: withIndex, contract })
  const runner = createRunner({ stack: defineStack({ packages: [schemaPackage] }), sessions: fromPool(pool) })
  await runner.apply()
  await pool.query('DROP INDEX shop.idx_orders_customer_id')

  const without = await runner.verify({ level: 'drift' })
  await pool.query('CREATE EXTENSION hstore')
  const within = await runner.verify({ level: 'drift' })

  expect(without.ok).toBe(true)
  expect(within.differences).toEqual([expect.objectContaining({ object: 'idx_orders_customer_id', actual: null })])
})

test('does not read again what has not changed since an earlier check', async ({ pool }) => {
  const schemaPackage = await shopWithContract(pool)
  const stack = defineStack({ packages: [schemaPackage] })
  await createRunner({ stack, sessions: fromPool(pool) }).apply()
  const statements: string[] = []
  const sessions = watched(fromPool(pool), statements)
  const check = (since?: string | null) =>
    createRunner({ stack, sessions }).verify({ level: 'drift', ...(since && { since }) })
  const read = () => statements.splice(0).filter((sql) => sql.includes('pg_get_indexdef')).length

  const first = await check()
  const readFirst = read()
  const second = await check(first.stamp)
  const readSecond = read()
  await pool.query('DROP INDEX shop.idx_orders_customer_id')
  const third = await check(first.stamp)

  expect([first.ok, readFirst]).toEqual([true, 1])
  expect([second, readSecond]).toEqual([first, 0])
  expect(third).toMatchObject({ ok: false, stamp: null, differences: [{ object: 'idx_orders_customer_id' }] })
})

test('takes no stamp of another stack for its own', async ({ pool }) => {
  const schemaPackage = await shopWithContract(pool)
  const stack = defineStack({ packages: [schemaPackage] })
  const { stamp } = await createRunner({ stack, sessions: fromPool(pool) })
    .apply()
    .then(() => createRunner({ stack, sessions: fromPool(pool) }).verify({ level: 'drift' }))
  const contract = schemaPackage.migrations.contract as CatalogContract
  const other = aPackage({
    key: 'shop',
    steps: withIndex,
    contract: { ...contract, objects: contract.objects.filter(({ kind }) => kind !== 'index') },
  })

  const runner = createRunner({ stack: defineStack({ packages: [other] }), sessions: fromPool(pool) })

  expect((await runner.verify({ level: 'drift', since: stamp ?? '' })).ok).toBe(false)
})

/** Notes every statement with parameters. */
function watched(sessions: Sessions, statements: string[]): Sessions {
  return {
    ...sessions,
    open: async () => {
      const session = await sessions.open()
      const query: typeof session.query = (sql, parameters) => {
        statements.push(sql)
        return session.query(sql, parameters)
      }
      return Object.assign(Object.create(session), { query })
    },
  }
}
