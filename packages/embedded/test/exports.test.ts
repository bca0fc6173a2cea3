import { createRequire } from 'node:module'
import { expect, test } from 'vitest'

import * as embedded from '../src/index.js'

test('exports these names', () => {
  expect(Object.keys(embedded).sort()).toMatchInlineSnapshot(`
    [
      "DataMajorError",
      "MissingBinariesError",
      "NoUnprivilegedAccountError",
      "ServerStartError",
      "ServerStopError",
      "UnreachableDirectoryError",
      "UnsupportedPlatformError",
      "ensureServer",
      "serverStatus",
      "startServer",
      "stopServer",
      "sweepOrphans",
    ]
  `)
})

test('gives CommonJS the same names', () => {
  const required: object = createRequire(import.meta.url)('@schemata/embedded')

  expect(Object.keys(required).sort()).toEqual(Object.keys(embedded).sort())
})
