import { expect, test } from 'vitest'

import * as everything from '../src/index.js'

test('these names are public, and no others', () => {
  expect(Object.keys(everything).toSorted()).toMatchInlineSnapshot(`
    [
      "InvalidInputError",
      "NotInTransactionError",
      "RULES",
      "RuleViolatedError",
      "asUser",
      "containersLab",
      "explainRaised",
      "inTransaction",
      "setActor",
    ]
  `)
})
