import { expect } from 'vitest'

import { test } from '../../test/test.js'
import { createUser, deleteUser, InvalidInputError } from '../index.js'

test('erases what is personal and keeps the row', async ({ db }) => {
  const { id } = await createUser(db, { email: 'ada@example.org', userMetadata: { name: 'Ada' } })

  expect(await deleteUser(db, { id })).toBe(true)

  const { rows } = await db.query(
    'SELECT email, raw_user_meta_data, deleted_at IS NOT NULL AS deleted FROM auth.users WHERE id = $1',
    [id],
  )
  expect(rows).toEqual([{ email: null, raw_user_meta_data: {}, deleted: true }])
})

test('says false when there is nobody left to delete', async ({ db }) => {
  const { id } = await createUser(db, {})
  await deleteUser(db, { id })

  expect(await deleteUser(db, { id })).toBe(false)
  expect(await deleteUser(db, { id: '00000000-0000-0000-0000-00000000dead' })).toBe(false)
})

test('refuses what is no id', async ({ db }) => {
  await expect(deleteUser(db, { id: '' })).rejects.toThrow(InvalidInputError)
})
