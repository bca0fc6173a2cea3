import { expect, test } from 'vitest'

import * as exported from '../src/index.js'

test('exports these names and no others', () => {
  expect(Object.keys(exported).sort()).toMatchInlineSnapshot(`
    [
      "EmailTakenError",
      "InvalidInputError",
      "NotInTransactionError",
      "RoleUnavailableError",
      "UnknownUserError",
      "UserIdTakenError",
      "asUser",
      "auth",
      "createUser",
      "deleteUser",
      "findUser",
      "findUserByEmail",
      "getUser",
      "userRow",
    ]
  `)
})
