import { expect } from 'vitest'

import { test } from '../../test/test.js'
import { addExample, InvalidInputError, TitleTakenError } from '../index.js'

test('adds an example and gives it back', async ({ db }) => {
  const example = await addExample(db, { title: 'First' })

  expect(example).toEqual({ id: expect.stringMatching(/^[0-9a-f-]{36}$/), title: 'First', createdAt: expect.any(Date) })
})

test('refuses a title that another example has', async ({ pool }) => {
  await addExample(pool, { title: 'Taken' })

  await expect(addExample(pool, { title: 'Taken' })).rejects.toThrow(TitleTakenError)
})

test('refuses an empty title before the database does', async ({ db }) => {
  await expect(addExample(db, { title: '' })).rejects.toThrow(InvalidInputError)
})
