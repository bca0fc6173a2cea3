import { expect } from 'vitest'

import { test } from '../../test/test.js'
import {
  authenticateKey,
  findApiUser,
  type LogIn,
  listApiKeys,
  logIn,
  logInWithIdentity,
  purgeApiKeys,
  renameApiUser,
  revokeApiKey,
  revokeApiKeys,
  rotateApiKey,
  setApiUserActive,
} from '../index.js'

function keyOf(login: LogIn) {
  if (login.outcome !== 'logged_in') throw new Error('Expected a key.')
  return login.key
}

test('a key is shown once, stored hashed, and lasts two hours', async ({ db }) => {
  const issued = keyOf(await logIn(db, { username: 'ada', email: 'ada@example.org' }))

  expect(issued.key).toHaveLength(86)
  expect(issued.expiresAt.getTime() - Date.now()).toBeGreaterThan(7_100_000)
  expect(issued.expiresAt.getTime() - Date.now()).toBeLessThan(7_300_000)
  const { rows } = await db.query('SELECT to_jsonb(k)::text AS stored, key_hash, key_prefix FROM gpu_dev.api_keys AS k')
  expect(rows[0].stored).not.toContain(issued.key)
  expect(rows[0].key_hash).toMatch(/^[0-9a-f]{64}$/)
  expect(rows[0].key_prefix).toBe(issued.key.slice(0, 8))
  expect(await findApiUser(db, { username: 'ada' })).toMatchObject({ email: 'ada@example.org', isActive: true })
  expect(await findApiUser(db, { username: 'nobody' })).toBeUndefined()
})

test('authenticateKey gives each reason its own outcome', async ({ db }) => {
  const { key, keyId } = keyOf(await logIn(db, { username: 'ada' }))
  const accepted = { outcome: 'accepted', keyId, username: 'ada' }

  expect(await authenticateKey(db, { key })).toMatchObject(accepted)
  expect(await authenticateKey(db, { key: `${key.slice(0, -1)}_` })).toEqual({ outcome: 'unknown' })
  expect(await authenticateKey(db, { key: 'short' })).toEqual({ outcome: 'unknown' })

  await setApiUserActive(db, { username: 'ada', isActive: false })
  expect(await authenticateKey(db, { key })).toEqual({ outcome: 'user_disabled', keyId, username: 'ada' })
  await setApiUserActive(db, { username: 'ada', isActive: true })

  await db.query('UPDATE gpu_dev.api_keys SET expires_at = clock_timestamp()')
  expect(await authenticateKey(db, { key })).toMatchObject({ outcome: 'expired' })
  await db.query('UPDATE gpu_dev.api_keys SET expires_at = NULL')
  expect(await authenticateKey(db, { key })).toMatchObject(accepted)

  expect(await revokeApiKey(db, { keyId, username: 'eve' })).toBe(false)
  expect(await revokeApiKey(db, { keyId, username: 'ada' })).toBe(true)
  expect(await revokeApiKey(db, { keyId })).toBe(false)
  expect(await authenticateKey(db, { key })).toMatchObject({ outcome: 'revoked' })
})

test('the last use is written at most once a minute', async ({ db }) => {
  const { key } = keyOf(await logIn(db, { username: 'ada' }))
  const lastUse = async () => (await listApiKeys(db, { username: 'ada' }))[0]?.lastUsedAt

  await authenticateKey(db, { key })
  const first = await lastUse()
  await authenticateKey(db, { key })
  expect(await lastUse()).toEqual(first)

  await db.query("UPDATE gpu_dev.api_keys SET last_used_at = last_used_at - interval '61 seconds'")
  await authenticateKey(db, { key })
  expect((await lastUse())?.getTime()).toBeGreaterThanOrEqual(first?.getTime() ?? Number.NaN)
})

test('logging in leaves a disabled user disabled, without a key', async ({ db }) => {
  await logIn(db, { username: 'ada' })
  await setApiUserActive(db, { username: 'ada', isActive: false })

  expect(await logIn(db, { username: 'ada' })).toEqual({ outcome: 'disabled' })

  expect(await findApiUser(db, { username: 'ada' })).toMatchObject({ isActive: false })
  expect(await listApiKeys(db, { username: 'ada' })).toHaveLength(1)
  expect(await setApiUserActive(db, { username: 'nobody', isActive: true })).toBe(false)
})

test('a rotated key is new, and the old one goes on working', async ({ db }) => {
  const old = keyOf(await logIn(db, { username: 'ada', description: 'laptop' }))

  const rotation = await rotateApiKey(db, { keyId: old.keyId, lifetimeHours: 24 })

  if (rotation.outcome !== 'rotated') throw new Error('Expected a key.')
  expect(rotation.key.key).not.toBe(old.key)
  for (const { key } of [old, rotation.key]) {
    expect(await authenticateKey(db, { key })).toMatchObject({ outcome: 'accepted', username: 'ada' })
  }
  expect(await listApiKeys(db, { username: 'ada' })).toMatchObject([
    { keyId: rotation.key.keyId, description: 'laptop', isUsable: true },
    { keyId: old.keyId, description: 'laptop', isUsable: true },
  ])
  await revokeApiKey(db, { keyId: old.keyId })
  expect(await rotateApiKey(db, { keyId: old.keyId })).toEqual({ outcome: 'refused' })
  expect(await rotateApiKey(db, { keyId: 987_654 })).toEqual({ outcome: 'refused' })
})

test('revokeApiKeys revokes all but the one that is kept', async ({ db }) => {
  const kept = keyOf(await logIn(db, { username: 'ada' }))
  await logIn(db, { username: 'ada' })
  const others = keyOf(await logIn(db, { username: 'bob' }))

  expect(await revokeApiKeys(db, { username: 'ada', exceptKeyId: kept.keyId })).toBe(1)
  expect(await revokeApiKeys(db, { username: 'ada' })).toBe(1)
  expect(await revokeApiKeys(db, { username: 'ada' })).toBe(0)
  expect(await authenticateKey(db, { key: others.key })).toMatchObject({ outcome: 'accepted' })
})

test('purgeApiKeys deletes what expired more than a day ago', async ({ db }) => {
  for (const expiry of ['25 hours', '23 hours']) {
    const { keyId } = keyOf(await logIn(db, { username: 'ada' }))
    await db.query('UPDATE gpu_dev.api_keys SET expires_at = now() - $2::interval WHERE key_id = $1', [keyId, expiry])
  }
  await logIn(db, { username: 'ada' })

  expect(await purgeApiKeys(db)).toBe(1)
  expect(await listApiKeys(db, { username: 'ada' })).toHaveLength(2)
  expect(await listApiKeys(db, { username: 'nobody' })).toEqual([])
})

test('an identity has one account, and takes nobody else’s by name or address', async ({ pool }) => {
  const own = keyOf(await logIn(pool, { username: 'grace', email: 'grace@example.org' }))
  const identity = { issuer: 'https://id.example.org', subject: '42', username: 'grace', email: 'grace@example.org' }

  const logins = await Promise.all(Array.from({ length: 8 }, () => logInWithIdentity(pool, identity)))

  const ids = new Set(logins.map((login) => keyOf(login).userId))
  expect(ids.size).toBe(1)
  expect(ids.has(own.userId)).toBe(false)
  expect(keyOf(logins[0]!).username).toMatch(/^grace-[0-9a-f]{12}$/)
  expect(await findApiUser(pool, { username: 'grace' })).toMatchObject({ userId: own.userId })

  const stranger = keyOf(await logInWithIdentity(pool, { ...identity, subject: '43', username: 'linus' }))
  expect(stranger.username).toBe('linus')
  await setApiUserActive(pool, { username: 'linus', isActive: false })
  expect(await logInWithIdentity(pool, { ...identity, subject: '43' })).toEqual({ outcome: 'disabled' })
})

test('renaming a user takes reservations and disks along', async ({ db }) => {
  await logIn(db, { username: 'ada' })
  await logIn(db, { username: 'bob' })
  await db.query(
    `INSERT INTO gpu_dev.reservations (reservation_id, user_id, status, duration_hours, created_at)
     VALUES ('r-1', 'ada', 'pending', 1, now())`,
  )
  await db.query("INSERT INTO gpu_dev.disks (user_id, disk_name) VALUES ('ada', 'scratch')")

  expect(await renameApiUser(db, { username: 'ada', newUsername: 'bob' })).toBe('taken')
  expect(await renameApiUser(db, { username: 'nobody', newUsername: 'somebody' })).toBe('unknown')
  expect(await renameApiUser(db, { username: 'ada', newUsername: 'lovelace' })).toBe('renamed')

  const { rows } = await db.query(
    'SELECT user_id FROM gpu_dev.reservations UNION ALL SELECT user_id FROM gpu_dev.disks',
  )
  expect(rows).toEqual([{ user_id: 'lovelace' }, { user_id: 'lovelace' }])
})

test('a key without an owner, or an account without a name, cannot be stored', async ({ db }) => {
  await expect(db.query("INSERT INTO gpu_dev.api_keys (key_hash, key_prefix) VALUES ('x', 'x')")).rejects.toMatchObject(
    { code: '23502' },
  )
})

test.each([
  ['a blank name', { username: ' ' }],
  ['too long a life', { username: 'ada', lifetimeHours: 169 }],
])('logIn refuses %s', async (_, parameters) => {
  const nowhere = { query: () => Promise.reject(new Error('It was not asked.')) }

  await expect(logIn(nowhere, parameters)).rejects.toMatchObject({ code: 'GPU_INVALID_INPUT' })
})
