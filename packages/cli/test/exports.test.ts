import { expect, test } from 'vitest'

import * as cli from '../src/index.js'

test('exports these names and no others', () => {
  expect(Object.keys(cli).sort()).toEqual(['EXIT_CODES', 'exitCodeOf', 'main'])
})
