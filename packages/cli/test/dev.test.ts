import { test as base, expect } from 'vitest'

import { aProject, type Project } from './project.js'
import type { Run } from './run-cli.js'
import { brokenShop, shop } from './shop.js'
import { type SpawnOptions, spawnCli } from './spawn-cli.js'
import { queryAt } from './test.js'

type Dev = (args?: readonly string[], options?: Partial<SpawnOptions>) => Promise<Run>

/** A project whose development server is stopped afterwards, whatever happened. */
const test = base.extend<{ project: Project; dev: Dev }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixture's needs from the pattern.
  project: async ({}, use) => {
    const project = await aProject()
    await project.write(shop)
    await use(project)
    await spawnCli(['dev', '--stop'], { cwd: project.directory })
    await project.remove()
  },
  dev: async ({ project }, use) => {
    await use((args = [], options = {}) => spawnCli(['dev', ...args], { cwd: project.directory, ...options }))
  },
})

test('starts a server once, applies the stack, prints nothing but the connection string, and stops', async ({
  dev,
}) => {
  const first = await dev(['--once'])
  const again = await dev(['--once', '--json'])
  const url = first.stdout.trim()

  expect(first.exitCode).toBe(0)
  expect(url).toMatch(/^postgres:\/\/\S+$/)
  expect(first.stderr).toMatch(/^PostgreSQL 18\.\d+ started; data in /)
  expect(JSON.parse(again.stdout)).toEqual({
    url,
    started: false,
    version: expect.stringMatching(/^18\./),
    outcome: 'current',
    applied: [],
    errors: [],
  })
  expect(await queryAt(url, 'SELECT head FROM schemata.target')).toEqual([{ head: '002_orders' }])

  const stopped = await dev(['--stop', '--json'])
  const twice = await dev(['--stop'])

  expect(JSON.parse(stopped.stdout)).toEqual({ stopped: true, errors: [] })
  expect(twice.stdout).toBe('No server was running.\n')
  await expect(queryAt(url, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/)
})

test('stays in the foreground until it is interrupted, and takes its server along', async ({ dev }) => {
  let interrupted = false
  const { exitCode, stdout } = await dev([], {
    onOutput: (said, child) => {
      if (interrupted || !said.includes('Ctrl-C ends this.')) return
      interrupted = child.kill('SIGINT')
    },
  })

  expect(exitCode).toBe(0)
  await expect(queryAt(stdout.trim(), 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/)
})

test('reports a step that fails, and leaves the server for a look at it', async ({ project, dev }) => {
  await project.write(brokenShop)

  const { exitCode, stdout } = await dev(['--json'])
  const { url, outcome, errors } = JSON.parse(stdout)

  expect({ exitCode, outcome }).toEqual({ exitCode: 8, outcome: 'failed' })
  expect(errors).toEqual([expect.objectContaining({ code: 'STEP_FAILED' })])
  expect(await queryAt(url, 'SELECT head FROM schemata.target')).toEqual([{ head: '002_orders' }])
})

test('keeps to the major version of its data', async ({ dev }) => {
  await dev(['--once', '--major', '15'])
  await dev(['--stop'])

  const again = await dev(['--once', '--json'])
  await dev(['--stop'])
  const other = await dev(['--once', '--major', '18', '--json'])

  expect(JSON.parse(again.stdout).version).toMatch(/^15\./)
  expect(other.exitCode).toBe(10)
  expect(JSON.parse(other.stdout).errors).toEqual([expect.objectContaining({ code: 'EMBEDDED_DATA_MAJOR' })])
})
