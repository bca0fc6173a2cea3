import { expect } from 'vitest'

import { aUser, insert } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  applyRetention,
  deleteExpiredSshKeys,
  InvalidInputError,
  purgeMetrics,
  RuleViolatedError,
  saveSetting,
} from '../index.js'

const DAYS_AGO = (days: number) => new Date(Date.now() - days * 86_400_000)

test('what is past its period goes, with counts; without a period everything stays', async ({ db }) => {
  await insert(db, 'metrics', { metric_name: 'load', recorded_at: DAYS_AGO(40) })
  await insert(db, 'metrics', { metric_name: 'load', recorded_at: DAYS_AGO(20) })
  const metrics = async () => (await applyRetention(db)).find(({ kind }) => kind === 'metrics')

  expect(await metrics()).toEqual({ kind: 'metrics', removed: 1 })
  await saveSetting(db, { key: 'retention.metrics.days', value: '10' })
  expect(await metrics()).toEqual({ kind: 'metrics', removed: 1 })
  await saveSetting(db, { key: 'retention.metrics.days', value: null })
  expect(await metrics()).toBeUndefined()
  await saveSetting(db, { key: 'retention.metrics.days', value: 'soon' })
  await expect(applyRetention(db)).rejects.toThrow(RuleViolatedError)
})

test('metrics and expired keys are deleted, what is younger is not', async ({ db }) => {
  await insert(db, 'metrics', { metric_name: 'load', recorded_at: DAYS_AGO(40) })
  const user_id = await aUser(db)
  const key = { user_id, key_type: 'ssh-ed25519', ephemeral: true }
  await insert(db, 'ssh_keys', { ...key, public_key: 'a', expires_at: DAYS_AGO(1) })
  await insert(db, 'ssh_keys', { ...key, public_key: 'b', expires_at: DAYS_AGO(-1) })

  expect(await purgeMetrics(db, { days: 41 })).toBe(0)
  expect(await purgeMetrics(db, { days: 39 })).toBe(1)
  expect(await deleteExpiredSshKeys(db)).toBe(1)
  expect(await deleteExpiredSshKeys(db)).toBe(0)
  await expect(purgeMetrics(db, { days: -1 })).rejects.toThrow(InvalidInputError)
})
