import { defineStack } from '@schemata/contract'
import { findPgBouncer, startPooler } from '@schemata/vitest/pgbouncer'
import { Pool } from 'pg'
import { expect } from 'vitest'

import { createRunner, fromPool } from '../src/index.js'
import { aPackage } from './a-package.js'
import { test } from './database.js'
import { SHOP_STEPS, shop } from './shop.js'

const binary = findPgBouncer()
if (!binary)
  process.stderr.write(
    'pooler.test.ts: no pgbouncer on this machine (Debian: apt-get install pgbouncer); its tests do not run.\n',
  )

test.runIf(binary)(
  'behind PgBouncer in transaction mode ten runners end well, each step once',
  async ({ url, pool }) => {
    const pooler = await startPooler(binary!, url)
    const slow = aPackage({
      key: 'shop',
      steps: { ...SHOP_STEPS, '003_slow': 'CREATE TABLE shop.slow (id integer);\nSELECT pg_sleep(0.3);\n' },
    })
    const stack = defineStack({ packages: [slow] })
    const pools = Array.from({ length: 10 }, () => new Pool({ connectionString: pooler.url, max: 2 }))

    const results = await Promise.all(pools.map((own) => createRunner({ stack, sessions: fromPool(own) }).apply()))

    expect(results.flatMap((result) => result.errors)).toEqual([])
    expect(results.filter((result) => result.outcome === 'applied')).toHaveLength(1)
    const { rows } = await pool.query('SELECT count(*)::integer AS steps FROM schemata.step')
    expect(rows).toEqual([{ steps: 3 }])
    await Promise.all(pools.map((own) => own.end()))
    await pooler.stop()
  },
)

test.runIf(binary)('behind a pooler no lock and no setting stays behind', async ({ url, pool }) => {
  const pooler = await startPooler(binary!, url)
  const own = new Pool({ connectionString: pooler.url, max: 2 })

  const result = await createRunner({ stack: defineStack({ packages: [shop] }), sessions: fromPool(own) }).apply()

  expect(result.outcome).toBe('applied')
  const locks = await pool.query(`SELECT count(*)::integer AS held FROM pg_locks WHERE locktype = 'advisory'
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`)
  expect(locks.rows).toEqual([{ held: 0 }])
  const settings = await own.query('SHOW lock_timeout')
  expect(settings.rows).toEqual([{ lock_timeout: '0' }])
  await own.end()
  await pooler.stop()
})
