import { expect } from 'vitest'

import { aContainer, aUser, insert, rowsOf, value } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  asUser,
  createSession,
  deleteExpiredSessions,
  InvalidInputError,
  listSessions,
  revokeSessions,
  rotateSession,
  signOut,
  useSession,
} from '../index.js'

test('createSession tells its token once and stores a digest only', async ({ db }) => {
  const userId = await aUser(db, { azure_ad_id: 'oid-1' })

  const session = await createSession(db, { externalId: 'oid-1', provider: 'azure_ad', meta: { device: 'laptop' } })

  expect(session).toMatchObject({ userId, roleName: 'employee', token: expect.stringMatching(/^[\w-]{43}$/) })
  const rows = await rowsOf(db, 'SELECT * FROM containers_lab.sessions WHERE user_id = $1', [userId])
  expect(rows).toMatchObject([{ user_id: userId, provider: 'azure_ad', meta: { device: 'laptop' } }])
  expect(JSON.stringify(rows)).not.toContain(session?.token)
  expect(await useSession(db, { token: session?.token ?? '' })).toMatchObject({ sessionId: session?.sessionId, userId })
  expect(await useSession(db, { token: String(rows[0]?.refresh_token_hash) })).toBeUndefined()
})

test('nobody unknown or inactive gets a session', async ({ db }) => {
  const userId = await aUser(db, { status: 'disabled' })

  expect(await createSession(db, { userId })).toBeUndefined()
  expect(await createSession(db, { externalId: 'nobody' })).toBeUndefined()
  await expect(createSession(db, { userId, validForSeconds: 1 })).rejects.toThrow(InvalidInputError)
})

test('a session is over when it expires, when it is ended, and while its person is not active', async ({ db }) => {
  const userId = await aUser(db)
  const token = async () => (await createSession(db, { userId }))?.token ?? ''
  const [expired, ended, open] = [await token(), await token(), await token()]
  await db.query(
    `UPDATE containers_lab.sessions SET token_expires_at = now() - interval '1 second' WHERE id = (SELECT min(id) FROM containers_lab.sessions WHERE user_id = $1)`,
    [userId],
  )

  expect(await signOut(db, { token: ended })).toBe(true)
  expect(await signOut(db, { token: ended })).toBe(false)

  expect(await useSession(db, { token: expired })).toBeUndefined()
  expect(await useSession(db, { token: ended })).toBeUndefined()
  expect(await useSession(db, { token: open })).toMatchObject({ userId })
  await db.query(`UPDATE containers_lab.users SET status = 'disabled' WHERE id = $1`, [userId])
  expect(await useSession(db, { token: open })).toBeUndefined()
  expect(await rotateSession(db, { token: open })).toBeUndefined()
})

test('useSession writes activity once a minute', async ({ db }) => {
  const userId = await aUser(db)
  const token = (await createSession(db, { userId }))?.token ?? ''
  const seen = () => value(db, 'SELECT last_active_at FROM containers_lab.sessions WHERE user_id = $1', [userId])
  const before = await seen()

  await useSession(db, { token })
  expect(await seen()).toEqual(before)
  await db.query(`UPDATE containers_lab.sessions SET last_active_at = '2001-01-01T00:00Z' WHERE user_id = $1`, [userId])
  await useSession(db, { token })
  expect(Number(await seen())).toBeGreaterThanOrEqual(Number(before))
})

test('of two callers who rotate one token, one gets the next', async ({ pool }) => {
  const userId = await aUser(pool)
  const token = (await createSession(pool, { userId, validForSeconds: 60 }))?.token ?? ''

  const rotated = await Promise.all(Array.from({ length: 5 }, () => rotateSession(pool, { token })))

  const [next, ...more] = rotated.filter((session) => session !== undefined)
  expect(more).toEqual([])
  expect(await useSession(pool, { token })).toBeUndefined()
  expect(await useSession(pool, { token: next?.token ?? '' })).toMatchObject({ userId, expiresAt: next?.expiresAt })
})

test('a person lists and ends their own sessions, and sees nobody else’s', async ({ pool }) => {
  const [userId, other] = [await aUser(pool), await aUser(pool)]
  const [kept, first] = [await createSession(pool, { userId }), await createSession(pool, { userId })]
  await createSession(pool, { userId })
  await createSession(pool, { userId: other })
  const act = <Value>(work: Parameters<typeof asUser<Value>>[2]) => asUser(pool, { userId, role: 'app_role' }, work)

  expect(await act((db) => listSessions(db, { userId }))).toHaveLength(3)
  expect(await act((db) => listSessions(db, { userId: other }))).toEqual([])
  expect(await act((db) => revokeSessions(db, { userId, sessionIds: [first?.sessionId ?? ''] }))).toBe(1)
  expect(await act((db) => revokeSessions(db, { userId, exceptSessionId: kept?.sessionId }))).toBe(1)
  expect(await act((db) => revokeSessions(db, { userId: other }))).toBe(0)
  expect(await listSessions(pool, { userId })).toMatchObject([{ sessionId: kept?.sessionId, provider: 'local' }])
})

test('deleteExpiredSessions deletes what is over for long enough, in portions', async ({ db }) => {
  const user_id = await aUser(db)
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000)
  for (const days of [1, 8, 9, 10]) await insert(db, 'sessions', { user_id, token_expires_at: ago(days) })
  await insert(db, 'sessions', { user_id, revoked_at: ago(20), token_expires_at: new Date(Date.now() + 1e9) })
  await insert(db, 'sessions', { user_id })

  expect(await deleteExpiredSessions(db, { limit: 3 })).toBe(3)
  expect(await deleteExpiredSessions(db)).toBe(1)
  expect(await deleteExpiredSessions(db)).toBe(0)
  expect(await value(db, 'SELECT count(*)::integer FROM containers_lab.sessions WHERE user_id = $1', [user_id])).toBe(2)
  await expect(deleteExpiredSessions(db, { keepDays: -1 })).rejects.toThrow(InvalidInputError)
})

test('a session carries no credential in its notes', async ({ db }) => {
  const userId = await aUser(db)
  await aContainer(db)

  await expect(createSession(db, { userId, meta: { password: 'x' } })).rejects.toMatchObject({
    constraint: 'ck_sessions_no_credentials',
  })
})
