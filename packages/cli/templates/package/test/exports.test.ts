import { expect, test } from 'vitest'

import * as exported from '../src/index.js'

test('exports these names and no others', () => {
  const names = ['InvalidInputError', 'TitleTakenError', 'addExample', 'exampleRow', 'newPackage']

  expect(Object.keys(exported).sort()).toEqual(names.sort())
})
