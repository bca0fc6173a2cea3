import { PGlite } from '@electric-sql/pglite'
import { defineStack } from '@schemata/contract'
import { expect, test } from 'vitest'

import { aPackage } from '../test/a-package.js'
import { SHOP_STEPS, shop } from '../test/shop.js'
import { createRunner, fromPGlite } from './index.js'

test('works on the only connection there is: apply, fail, go on, undo', { timeout: 60_000 }, async () => {
  const db = new PGlite()
  const broken = aPackage({ key: 'shop', steps: { ...SHOP_STEPS, '003_broken': 'SELECT 1;\nSELECT 1 / 0;\n' } })
  const runner = createRunner({ stack: defineStack({ packages: [shop] }), sessions: fromPGlite(db) })

  const failed = await createRunner({ stack: defineStack({ packages: [broken] }), sessions: fromPGlite(db) }).apply()
  const current = await runner.apply()
  const reverted = await runner.revert({ package: 'shop', steps: 1 })
  const applied = await runner.apply()

  expect(failed).toMatchObject({
    outcome: 'failed',
    applied: [{ version: '001' }, { version: '002' }],
    errors: [{ code: 'STEP_FAILED' }],
  })
  expect(current.outcome).toBe('current')
  expect(reverted).toMatchObject({ outcome: 'reverted' })
  expect(applied).toMatchObject({ outcome: 'applied', applied: [{ version: '002' }] })
  await runner.assertReady()
  await db.close()
})
