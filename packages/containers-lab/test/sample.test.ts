import { readFileSync } from 'node:fs'

import { expect } from 'vitest'

import { rowsOf } from './builders.js'
import { test } from './test.js'

const sample = readFileSync(new URL('../dev/sample_data.sql', import.meta.url), 'utf8')

const COUNTS = `SELECT
  (SELECT count(*)::integer FROM containers_lab.users) AS users,
  (SELECT count(*)::integer FROM containers_lab.tasks) AS tasks,
  (SELECT count(*)::integer FROM containers_lab.assignments) AS assignments,
  (SELECT count(*)::integer FROM containers_lab.containers) AS containers,
  (SELECT count(*)::integer FROM containers_lab.quotas) AS quotas,
  (SELECT count(*)::integer FROM containers_lab.local_auth) AS passwords`

test('the sample data goes in once, however often it is put in, and nobody gets a password', async ({ db }) => {
  await db.query(sample)
  const first = await rowsOf(db, COUNTS)
  await db.query(sample)

  expect(first).toEqual([{ users: 4, tasks: 3, assignments: 4, containers: 3, quotas: 1, passwords: 0 }])
  expect(await rowsOf(db, COUNTS)).toEqual(first)
  expect(await rowsOf(db, 'SELECT * FROM containers_lab.reconcile_quota()')).toEqual([])
})
