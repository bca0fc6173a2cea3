import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'

import { ensureServer, serverStatus, stopServer } from '../src/index.js'
import { queryOnce } from './query.js'

async function projectDirectory(mode = 0o755): Promise<string> {
  const project = await mkdtemp(join(tmpdir(), 'embedded-dev-'))
  await chmod(project, mode)
  const directory = join(project, '.schemata')
  onTestFinished(async () => {
    const { dataDir } = await serverStatus({ directory })
    await stopServer({ directory })
    await rm(dirname(dataDir), { recursive: true, force: true })
    await rm(project, { recursive: true, force: true })
  })
  return directory
}

/** The same call in a process of its own, which ends before this resolves. */
async function ensureElsewhere(directory: string): Promise<{ url: string; outcome: string }> {
  const script = fileURLToPath(new URL('./ensure.mjs', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [script, directory])
  return JSON.parse(stdout)
}

test('outlives the process that started it and is used again', async () => {
  const directory = await projectDirectory()

  const first = await ensureElsewhere(directory)
  await queryOnce(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer')
  const second = await ensureServer({ directory })

  expect(first.outcome).toBe('started')
  expect(second).toMatchObject({ outcome: 'reused', url: first.url, major: 18 })
  expect(await queryOnce(second.url, 'SELECT answer FROM kept')).toEqual({ answer: 42 })
})

test('keeps its data and its port when it is stopped and started again', async () => {
  const directory = await projectDirectory()
  const before = await ensureServer({ directory })
  await queryOnce(before.url, 'CREATE TABLE kept AS SELECT 42 AS answer')

  expect(await stopServer({ directory })).toBe(true)
  expect(await stopServer({ directory })).toBe(false)
  const after = await ensureServer({ directory })

  expect(after).toMatchObject({ outcome: 'started', url: before.url })
  expect(await queryOnce(after.url, 'SELECT answer FROM kept')).toEqual({ answer: 42 })
})

test('is one server when several processes ask for it at once', async () => {
  const directory = await projectDirectory()

  const results = await Promise.all([1, 2, 3].map(() => ensureElsewhere(directory)))

  expect(results.map(({ outcome }) => outcome).sort()).toEqual(['reused', 'reused', 'started'])
  expect(new Set(results.map(({ url }) => url)).size).toBe(1)
  const { dataDir } = await serverStatus({ directory })
  expect((await readdir(dirname(dataDir))).sort()).toEqual(['data', 'port', 'run', 'server.log'])
})

test('recovers from a crash', async () => {
  const directory = await projectDirectory()
  const before = await ensureServer({ directory })
  await queryOnce(before.url, 'CREATE TABLE kept AS SELECT 42 AS answer')
  process.kill(Number((await readFile(join(before.dataDir, 'postmaster.pid'), 'utf8')).split('\n')[0]), 'SIGKILL')

  const after = await ensureServer({ directory })

  expect(after.outcome).toBe('started')
  expect(await queryOnce(after.url, 'SELECT answer FROM kept')).toEqual({ answer: 42 })
})

test('is durable', async () => {
  const { url } = await ensureServer({ directory: await projectDirectory() })

  expect(
    await queryOnce(url, `SELECT current_setting('fsync') AS fsync, current_setting('data_checksums') AS sums`),
  ).toEqual({ fsync: 'on', sums: 'on' })
})

test('tells its status before, during and after', async () => {
  const directory = await projectDirectory()

  expect(await serverStatus({ directory })).toMatchObject({ running: false, url: null, major: null })
  const { url, dataDir, stop } = await ensureServer({ directory, major: 15 })
  expect(await serverStatus({ directory })).toMatchObject({ running: true, url, major: 15, dataDir })
  await stop()
  expect(await serverStatus({ directory })).toMatchObject({ running: false, url: null, major: 15 })
})

test('refuses data of another major version', async () => {
  const directory = await projectDirectory()
  await ensureServer({ directory, major: 15 })

  await expect(ensureServer({ directory, major: 18 })).rejects.toMatchObject({ code: 'EMBEDDED_DATA_MAJOR', found: 15 })
})

test('works from a private directory and does not open it', async () => {
  const directory = await projectDirectory(0o700)
  await mkdir(directory)
  await chmod(directory, 0o700)

  const { url } = await ensureServer({ directory })

  expect(await queryOnce(url, 'SELECT 1 AS one')).toEqual({ one: 1 })
  expect((await stat(directory)).mode & 0o777).toBe(0o700)
  expect((await stat(dirname(directory))).mode & 0o777).toBe(0o700)
})
