import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'

import { brokenShop, shop } from './shop.js'
import { test } from './test.js'

const MANIFEST = new URL('../package.json', import.meta.url)

test('is the file that npm links, and says its version', async ({ project }) => {
  const { bin, version } = JSON.parse(readFileSync(MANIFEST, 'utf8'))
  const link = join(project.directory, 'schemata')
  await symlink(fileURLToPath(new URL(bin.schemata, MANIFEST)), link)

  expect(execFileSync(link, ['--version'], { encoding: 'utf8' })).toBe(`${version}\n`)
})

test('ends with the exit code of the verb, results on stdout, the rest on stderr', async ({ project, binary }) => {
  await project.write(brokenShop)
  const pending = await binary(['status', '--check'])
  const failed = await binary(['apply'])
  const usage = await binary(['aply'])

  expect(pending).toEqual({ exitCode: 3, stdout: '', stderr: '' })
  expect(failed).toMatchObject({ exitCode: 8, stdout: 'Applied 2 steps, which stay; then stopped.\n' })
  expect(failed.stderr).toMatch(/^database postgres:.*\n\[1\/3\] done {3}shop 001_items/)
  expect(usage).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining('Did you mean apply?') })
})

test('takes no harm from a reader that goes away', async ({ project, binary }) => {
  await project.write(shop)

  const { exitCode, stderr } = await binary(['graph', '--steps'], { onSpawn: ({ stdout }) => stdout?.destroy() })

  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
})

test('reports an error that nobody expected, exit 1, with its stack for who asks', async ({ project, binary }) => {
  await project.file('schemata.config.mjs', `export default { instances: [{ package: { key: 'shop' } }], roles: {} }\n`)

  const plain = await binary(['graph', '--json'])
  const debugged = await binary(['graph'], { env: { SCHEMATA_DEBUG: '1' } })

  expect(plain).toMatchObject({ exitCode: 1, stderr: '' })
  expect(JSON.parse(plain.stdout).errors).toEqual([expect.objectContaining({ code: 'UNEXPECTED' })])
  expect(debugged).toMatchObject({ exitCode: 1, stdout: '' })
  expect(debugged.stderr).toMatch(/^TypeError: .*\n {4}at /)
})
