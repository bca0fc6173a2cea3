import { SchemaError } from '@schemata/contract'
import { expect } from 'vitest'

import { test } from '../test/test.js'
import { explainRaised, RuleViolatedError } from './index.js'

test('explains an error that the schema raised, with its rule and its hint', async ({ db }) => {
  const cause = await db.query('SELECT containers_lab.move_old_audit_logs(-1)').catch((error: unknown) => error)

  const explained = explainRaised(cause)

  expect(explained).toBeInstanceOf(RuleViolatedError)
  expect(SchemaError.is(explained)).toBe(true)
  expect(explained).toMatchObject({ rule: 'retention-days', sqlState: 'LB002', hint: expect.any(String), cause })
})

test('gives any other error back as it is', async ({ db }) => {
  const cause = await db.query('SELECT nothing').catch((error: unknown) => error)

  expect(explainRaised(cause)).toBe(cause)
  expect(explainRaised(undefined)).toBeUndefined()
})
