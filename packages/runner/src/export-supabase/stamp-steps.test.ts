import { expect, test } from 'vitest'

import { stampSteps } from './stamp-steps.js'

const own = (...versions: (string | null)[]) => versions.map((version) => ({ own: version }))

test('keeps versions that are stamps, and begins others in the year 2000', () => {
  expect(stampSteps(own(null, null, '20251118094238', null), [])).toEqual([
    '20000101000001',
    '20000101000002',
    '20251118094238',
    '20251118094239',
  ])
})

test('comes after what is there, across the end of a year', () => {
  expect(stampSteps(own(null), ['20231231235959', '20200101000000'])).toEqual(['20240101000000'])
})

test('comes before a stamp that must follow, though later ones are there', () => {
  expect(stampSteps(own(null, '20251118094238'), ['20260101000000'])).toEqual(['20000101000001', '20251118094238'])
})

test('moves a stamp that would come too early, or is taken', () => {
  expect(stampSteps(own('20250101000000', '20240101000000'), [])).toEqual(['20250101000000', '20250101000001'])
  expect(stampSteps(own('20250101000000'), ['20250101000000'])).toEqual(['20250101000001'])
})

test('gives nothing two names', () => {
  const stamps = stampSteps(own(null, null, null), ['20000101000002'])

  expect(new Set([...stamps, '20000101000002']).size).toBe(4)
})
