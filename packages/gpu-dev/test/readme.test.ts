import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'

import { expect } from 'vitest'

import { test } from './test.js'

const root = new URL('../', import.meta.url)

test('the example of the README prints what it says', async ({ url }) => {
  const readme = readFileSync(new URL('README.md', root), 'utf8')
  const [, program = ''] = /```js\n([\s\S]*?)```/.exec(readme) ?? []
  const expected = [...program.matchAll(/^console\.log\(.*\) \/\/ (.*)$/gm)].map(([, output]) => output)
  expect(expected.length).toBeGreaterThan(3)

  const { stdout } = await promisify(execFile)('node', ['--input-type=module', '--eval', program], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: url },
  })

  expect(stdout.trimEnd().split('\n')).toEqual(expected)
})
