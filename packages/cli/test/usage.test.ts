import { existsSync } from 'node:fs'
import { mkdir, readdir, realpath, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test as plain } from 'vitest'

import { EXIT_CODES } from '../src/exit-code.js'
import { aProject } from './project.js'
import { runCli } from './run-cli.js'
import { shop } from './shop.js'
import { spawnCli } from './spawn-cli.js'
import { test } from './test.js'

const HERE = { cwd: process.cwd() }

plain('prints every verb and every exit code with --help', async () => {
  const { exitCode, stdout } = await runCli(['--help'], HERE)

  expect(exitCode).toBe(0)
  for (const verb of [
    'plan',
    'apply',
    'status',
    'verify',
    'revert',
    'graph',
    'doctor',
    'new',
    'build',
    'contract',
    'dev',
  ]) {
    expect(stdout).toMatch(new RegExp(`^  ${verb}\\b`, 'm'))
  }
  for (const [code, meaning] of Object.entries(EXIT_CODES)) expect(stdout).toContain(`${code}  ${meaning}`)
})

plain('prints help without loading driver, runner, compiler or embedded server', async () => {
  const { stderr } = await spawnCli(['--help'], { ...HERE, env: { NODE_DEBUG: 'esm,module' } })

  expect(stderr).toMatch(/commander/)
  expect(stderr).not.toMatch(/node_modules\/pg\/|packages\/(runner|compiler|embedded)\/dist|libpg-query|jiti/)
})

plain.for([
  [['aply'], 'Did you mean apply?'],
  [['apply', '--wiat', '1s'], 'Did you mean --wait?'],
  [['apply', '--wait', 'soon'], 'Write a whole number and its unit'],
  [['verify', '--level', 'deep'], 'Allowed choices are heads, ledger'],
  [['dev', '--major', '9'], 'Choose `--major 15`'],
  [['revert'], "Missing required argument 'package'"],
  [[], 'No verb was given.'],
] as const)('refuses `%s`, exit 2', async ([args, said]) => {
  const { exitCode, stdout, stderr } = await runCli(args, HERE)

  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toContain(said)
})

plain('reports wrong arguments as JSON too', async () => {
  const { exitCode, stdout } = await runCli(['aply', '--json'], HERE)

  expect(exitCode).toBe(2)
  expect(JSON.parse(stdout)).toEqual({
    errors: [{ code: 'USAGE', message: "Unknown command 'aply'.", hint: expect.stringContaining('apply') }],
  })
})

plain.for([['plan'], ['apply'], ['status'], ['verify'], ['revert', 'shop']])(
  '`%s` never falls back to a database that was not named, exit 2',
  async (args) => {
    const project = await aProject()
    await project.write(shop)

    const { exitCode, stdout, stderr } = await runCli([...args, '--json'], { cwd: project.directory })
    await project.remove()

    expect(exitCode).toBe(2)
    expect(stderr).toBe('')
    expect(JSON.parse(stdout).errors).toEqual([
      {
        code: 'DATABASE_URL_MISSING',
        message: expect.stringMatching(/--database-url .* DATABASE_URL/),
        hint: expect.stringContaining('schemata dev'),
      },
    ])
  },
)

test('says what to write where there is no configuration, exit 2', async ({ cli }) => {
  const { exitCode, stderr } = await cli(['status'])

  expect(exitCode).toBe(2)
  expect(stderr).toContain('error CONFIG_MISSING')
  expect(stderr).toContain('export default defineStack({ packages: [')
})

test('finds the configuration from a directory below', async ({ project, cli }) => {
  await project.write(shop)
  await project.file('src/deep/file.txt', '')

  expect(await cli(['status', '--check'], { cwd: `${project.directory}/src/deep` })).toMatchObject({ exitCode: 3 })
})

test('takes a named configuration, and a stack that is exported by name', async ({ project, cli }) => {
  await project.write(shop)
  await project.file('deploy/stack.ts', `export { default as stack } from '../schemata.config'`)

  const { stdout } = await cli(['status', '--config', 'deploy/stack.ts', '--json'])

  expect(JSON.parse(stdout).packages).toEqual([expect.objectContaining({ key: 'shop' })])
})

test('keeps what it transformed among the packages until it changes', async ({ project, cli }) => {
  const modules = join(project.directory, 'node_modules')
  const linked = await realpath(modules)
  await rm(modules)
  await mkdir(modules)
  await symlink(join(linked, '@schemata'), join(modules, '@schemata'))
  await project.write(shop)
  const keys = async () =>
    JSON.parse((await cli(['graph', '--json'])).stdout).packages.map(({ key }: { key: string }) => key)

  const first = await keys()
  const kept = await readdir(join(modules, '.cache/schemata'))
  const again = await keys()
  await project.file(
    'stack.ts',
    `import { defineStack } from '@schemata/contract'\nexport default defineStack({ packages: [] })`,
  )

  expect([first, again, await keys()]).toEqual([['shop'], ['shop'], []])
  expect(kept).toEqual(expect.arrayContaining([expect.stringMatching(/-stack\./)]))
})

test('keeps nothing among packages that are linked from elsewhere', async ({ project, cli }) => {
  await project.write(shop)

  expect(await cli(['graph'])).toMatchObject({ exitCode: 0 })
  expect(existsSync(join(project.directory, 'node_modules/.cache/schemata'))).toBe(false)
})

test.for([
  ['no stack', 'export default 1', 'CONFIG_INVALID', 'exports no stack'],
  ['an import that is not there', `import 'not-installed'`, 'CONFIG_INVALID', 'not-installed'],
  [
    'a stack that is refused',
    `import { defineStack } from '@schemata/contract'\nexport default defineStack({ packages: [], provided: ['auth'] })`,
    'STACK_INVALID',
    '`auth` in `provided`',
  ],
  ['a slip', 'export default 1 1', 'CONFIG_INVALID', 'schemata.config.ts:1:'],
] as const)('reports a configuration that is wrong: %s', async ([, source, code, said], { project, cli }) => {
  await project.file('schemata.config.ts', source)

  const { exitCode, stdout } = await cli(['status', '--json'])

  expect(exitCode).toBe(2)
  expect(JSON.parse(stdout)).toEqual({
    packages: [],
    errors: [expect.objectContaining({ code, message: expect.stringContaining(said) })],
  })
})

const SECRET = 'hunter2'

test.for([
  ['unreachable', `postgres://app:${SECRET}@127.0.0.1:1/app`, 10, 'CONNECTION_FAILED'],
  ['not readable', `postgres://app:${SECRET}/x@127.0.0.1/app`, 2, 'DATABASE_URL_INVALID'],
  ['of another kind', `mysql://app:${SECRET}@127.0.0.1/app`, 2, 'DATABASE_URL_INVALID'],
] as const)('never prints a password: %s', async ([, url, expected, code], { project, cli }) => {
  await project.write(shop)

  for (const verb of ['plan', 'apply', 'status', 'verify', 'doctor']) {
    const { exitCode, stdout, stderr } = await cli([verb, '--json', '--database-url', url])

    expect({ verb, exitCode }).toEqual({ verb, exitCode: expected })
    expect(JSON.parse(stdout).errors).toEqual([expect.objectContaining({ code })])
    expect(stdout + stderr).not.toContain(SECRET)
  }
})

test('prints no colours into a pipe', async ({ project, binary }) => {
  await project.write(shop)

  const { stdout, stderr } = await binary(['apply'])

  expect(stdout + stderr).not.toContain('\u001b[')
})
