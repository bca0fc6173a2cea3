import type { Queryable } from '@schemata/contract'
import { expect, vi } from 'vitest'

import { aCourse, actAs, aUser } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  archiveAuditLogs,
  InvalidInputError,
  listAuditEntries,
  purgeArchivedAuditLogs,
  recordAuditEntry,
  sealAuditLogs,
  verifyAuditLogs,
} from '../index.js'

test('entries of tables and of the application are read by actor, action and target', async ({ db }) => {
  const actorUserId = await aUser(db)
  await actAs(db, actorUserId)
  const courseId = await aCourse(db)
  const auditLogId = await recordAuditEntry(db, { action: 'backup', targetType: 'lab', meta: { size: 7 } })

  expect(await listAuditEntries(db, { actorUserId, action: 'backup' })).toMatchObject([
    { auditLogId, actorUserId, targetType: 'lab', targetId: null, meta: { size: 7 } },
  ])
  expect(await listAuditEntries(db, { targetType: 'courses', targetId: String(courseId) })).toMatchObject([
    { action: 'INSERT', actorUserId },
  ])
  expect(await listAuditEntries(db, { actorUserId, before: new Date(0) })).toEqual([])
})

test('an archived entry is still read, and archived once', async ({ db }) => {
  const auditLogId = await recordAuditEntry(db, { action: 'old', targetType: 'lab' })
  await db.query("UPDATE containers_lab.audit_logs SET created_at = now() - interval '100 days' WHERE id = $1", [
    auditLogId,
  ])

  expect(await archiveAuditLogs(db, { days: 90 })).toBe(1)
  expect(await archiveAuditLogs(db, { days: 90 })).toBe(0)
  expect(await listAuditEntries(db, { action: 'old' })).toMatchObject([{ auditLogId }])
  await expect(archiveAuditLogs(db, { days: -1 })).rejects.toThrow(InvalidInputError)
})

test('a sealed trail shows when it was altered, and lawful deletion is no alteration', async ({ pool }) => {
  const auditLogId = await recordAuditEntry(pool, { action: 'sealed', targetType: 'lab' })
  await pool.query("UPDATE containers_lab.audit_logs SET created_at = now() - interval '500 days' WHERE id = $1", [
    auditLogId,
  ])
  const seal = await sealAll(pool, auditLogId)
  expect(seal?.chain).toMatch(/^[0-9a-f]{64}$/)
  expect(await verifyAuditLogs(pool, { knownChain: seal?.chain ?? '' })).toBeUndefined()
  expect(await verifyAuditLogs(pool, { knownChain: 'f'.repeat(64) })).toMatchObject({ problem: 'chain replaced' })

  await archiveAuditLogs(pool, { days: 400 })
  expect(await purgeArchivedAuditLogs(pool, { days: 400 })).toBe(1)
  expect(await verifyAuditLogs(pool)).toBeUndefined()

  const altered = await recordAuditEntry(pool, { action: 'sealed', targetType: 'lab' })
  await sealAll(pool, altered)
  await pool.query("UPDATE containers_lab.audit_logs SET action = 'other' WHERE id = $1", [altered])
  expect(await verifyAuditLogs(pool)).toMatchObject({ problem: 'altered', auditLogId: altered })
})

/** Transactions of other databases of the server hold sealing back, so that it may take a second call. */
async function sealAll(pool: Queryable, auditLogId: string) {
  let last: Awaited<ReturnType<typeof sealAuditLogs>>
  await vi.waitFor(
    async () => {
      last = (await sealAuditLogs(pool)) ?? last
      const sealed = 'SELECT FROM containers_lab.audit_leaves WHERE audit_log_id = $1'
      expect((await pool.query(sealed, [auditLogId])).rows).toHaveLength(1)
    },
    { timeout: 30_000, interval: 100 },
  )
  return last
}
