import { expect } from 'vitest'

import { aContainer, aUser, value } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  addSshKey,
  deleteExpiredWebSshSessions,
  InvalidInputError,
  listSshKeys,
  listWebSshSessions,
  openWebSshSession,
  removeSshKey,
  revokeWebSshSession,
  UnknownReferenceError,
  useWebSshSession,
} from '../index.js'

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMXpmiw7VhxIqXxZ ada@laptop'

test('a shell is opened by the token that openWebSshSession tells once', async ({ db }) => {
  const userId = await aUser(db)
  const containerId = await aContainer(db, { owner_user_id: userId })

  const token = await openWebSshSession(db, { userId, containerId, clientIp: '10.0.0.7', validForSeconds: 600 })

  const shell = await useWebSshSession(db, { token })
  expect(shell).toMatchObject({ userId, containerId, expiresAt: expect.any(Date) })
  expect(await listWebSshSessions(db, { userId })).toMatchObject([
    { sessionId: shell?.sessionId, clientIp: '10.0.0.7', userAgent: null, lastActiveAt: expect.any(Date) },
  ])
  expect(await listWebSshSessions(db, { userId, containerId: 0 })).toEqual([])
  expect(await revokeWebSshSession(db, { sessionId: shell?.sessionId ?? '' })).toBe(true)
  expect(await revokeWebSshSession(db, { sessionId: shell?.sessionId ?? '' })).toBe(false)
  expect(await useWebSshSession(db, { token })).toBeUndefined()
  expect(await listWebSshSessions(db, { userId })).toEqual([])
})

test('an expired shell opens nothing and is deleted', async ({ db }) => {
  const userId = await aUser(db)
  const token = await openWebSshSession(db, { userId, containerId: await aContainer(db) })
  await db.query(
    `UPDATE containers_lab.web_ssh_sessions SET created_at = now() - interval '2 days', expires_at = now() - interval '1 day'`,
  )

  expect(await useWebSshSession(db, { token })).toBeUndefined()
  expect(await deleteExpiredWebSshSessions(db)).toBe(1)
  expect(await deleteExpiredWebSshSessions(db)).toBe(0)
  expect(await value(db, 'SELECT count(*)::integer FROM containers_lab.web_ssh_sessions')).toBe(0)
})

test('a shell into no container is refused', async ({ db }) => {
  await expect(openWebSshSession(db, { userId: await aUser(db), containerId: 2_000_000_000 })).rejects.toMatchObject({
    code: 'LAB_UNKNOWN_REFERENCE',
    kind: 'container',
    id: '2000000000',
  })
})

test('a key is added once, relabelled when added again, listed until it expires, and removed', async ({ db }) => {
  const userId = await aUser(db)
  const key = await addSshKey(db, { userId, publicKey: KEY, label: 'laptop' })
  expect(key).toMatchObject({ keyType: 'ssh-ed25519', label: 'laptop', ephemeral: false, expiresAt: null })

  const expiresAt = new Date(Date.now() + 60_000)
  const again = await addSshKey(db, { userId, publicKey: KEY, expiresAt })
  expect(again).toMatchObject({ keyId: key.keyId, label: null, ephemeral: true, expiresAt })
  expect(await listSshKeys(db, { userId })).toEqual([again])
  expect(await removeSshKey(db, { userId: await aUser(db), keyId: key.keyId })).toBe(false)
  await addSshKey(db, { userId, publicKey: KEY, expiresAt: new Date(Date.now() - 60_000) })
  expect(await listSshKeys(db, { userId })).toEqual([])
  expect(await removeSshKey(db, { userId, keyId: key.keyId })).toBe(true)
})

test('what is no public key, and nobody’s key, is refused', async ({ db }) => {
  await expect(addSshKey(db, { userId: 1, publicKey: '-----BEGIN OPENSSH PRIVATE KEY-----' })).rejects.toThrow(
    InvalidInputError,
  )
  await expect(addSshKey(db, { userId: 2_000_000_000, publicKey: KEY })).rejects.toThrow(UnknownReferenceError)
})
