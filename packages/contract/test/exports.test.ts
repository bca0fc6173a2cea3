import { expect, test } from 'vitest'

import * as contract from '../src/index.js'

test('exports these names', () => {
  expect(Object.keys(contract).sort()).toMatchInlineSnapshot(`
    [
      "DuplicatePackageError",
      "InvalidManifestError",
      "InvalidStackError",
      "SchemaError",
      "defineSchema",
      "defineStack",
      "inSchema",
      "isSchemaName",
      "nearestName",
      "redactUrl",
      "renameSchema",
      "stepId",
      "violates",
    ]
  `)
})
