import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { buildOrchestrator } from '@schemata/build-orchestrator/schema'
import { defineStack } from '@schemata/contract'
import { createTest } from '@schemata/testing'
import { expect } from 'vitest'

const test = createTest(defineStack({ packages: [buildOrchestrator] }))

test('runs from sign-up to a finished build', async ({ url }) => {
  const main = fileURLToPath(new URL('../src/main.js', import.meta.url))

  const { stdout } = await promisify(execFile)(process.execPath, [main], { env: { ...process.env, DATABASE_URL: url } })

  expect(stdout).toContain("manifest: { image: 'web-critical' }, priority: 10")
  expect(stdout).toMatch(/completeBuild\n {2}\{ success: true/)
})
