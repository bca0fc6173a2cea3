import { expect } from 'vitest'

import { test } from '../../test/test.js'
import { deleteSetting, findSetting, InvalidInputError, listSettings, saveSetting } from '../index.js'

test('a setting is saved, changed, listed and deleted', async ({ db }) => {
  const saved = await saveSetting(db, { key: 'ui.banner', value: 'Hello', description: 'Shown above.' })
  expect(await findSetting(db, { key: 'ui.banner' })).toEqual(saved)

  const changed = await saveSetting(db, { key: 'ui.banner', json: { text: 'Hi' } })

  expect(changed).toMatchObject({ value: null, json: { text: 'Hi' }, description: 'Shown above.' })
  expect(await listSettings(db, { prefix: 'ui.' })).toEqual([changed])
  expect(await deleteSetting(db, { key: 'ui.banner' })).toBe(true)
  expect(await deleteSetting(db, { key: 'ui.banner' })).toBe(false)
  expect(await findSetting(db, { key: 'ui.banner' })).toBeUndefined()
  await expect(saveSetting(db, { key: '' })).rejects.toThrow(InvalidInputError)
})
