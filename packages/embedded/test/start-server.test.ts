import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

import { type StartServerParameters, startServer } from '../src/index.js'
import { queryOnce } from './query.js'

async function started(parameters?: StartServerParameters) {
  const server = await startServer(parameters)
  onTestFinished(() => server.stop())
  return server
}

async function publicDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'embedded-test-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  // mkdtemp makes it private; a directory below it is made by the server itself.
  await chmod(directory, 0o755)
  return directory
}

test.each([15, 18] as const)('starts PostgreSQL %i and says which version it is', async (major) => {
  const server = await started({ major })

  const row = await queryOnce(server.url, 'SHOW server_version')

  expect(server.major).toBe(major)
  expect(row).toEqual({ server_version: server.version })
  expect(Number.parseInt(server.version, 10)).toBe(major)
})

test.each([15, 18] as const)('orders text by code point and speaks UTF8 on %i', async (major) => {
  const server = await started({ major })

  const row = await queryOnce(
    server.url,
    `SELECT current_setting('server_encoding') AS encoding, 'a' > 'B' AS by_code_point, upper('é') AS upper`,
  )

  expect(row).toEqual({
    encoding: 'UTF8',
    by_code_point: true,
    upper: process.platform === 'linux' || major === 18 ? 'É' : 'é',
  })
})

test('deletes its data on stop, and may be stopped twice', async () => {
  const server = await startServer()
  expect(existsSync(server.dataDir)).toBe(true)

  await Promise.all([server.stop(), server.stop()])
  await server.stop()

  expect(existsSync(dirname(server.dataDir))).toBe(false)
  await expect(queryOnce(server.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED')
})

test('runs side by side with others', async () => {
  const servers = await Promise.all([started(), started(), started({ major: 15 })])

  const names = servers.map(async ({ url }, index) => {
    await queryOnce(url, `CREATE DATABASE only_here_${index}`)
    return queryOnce(url, `SELECT count(*)::int AS count FROM pg_database WHERE datname LIKE 'only_here_%'`)
  })

  expect(await Promise.all(names)).toEqual([{ count: 1 }, { count: 1 }, { count: 1 }])
  expect(new Set(servers.map(({ port }) => port)).size).toBe(3)
})

test('is fast rather than durable unless told otherwise, and takes settings', async () => {
  const settings = { work_mem: '9MB', max_prepared_transactions: 3, autovacuum: false }
  const quick = await started({ settings })
  const durable = await started({ durable: true })
  const sql = `SELECT current_setting('fsync') AS fsync, current_setting('max_connections') AS connections,
    current_setting('work_mem') AS work_mem, current_setting('autovacuum') AS autovacuum`

  expect(await queryOnce(quick.url, sql)).toEqual({
    fsync: 'off',
    connections: '200',
    work_mem: '9MB',
    autovacuum: 'off',
  })
  expect(await queryOnce(durable.url, sql)).toMatchObject({ fsync: 'on', autovacuum: 'on' })
})

test('keeps a data directory that the caller chose, and goes on with it', async () => {
  const dataDir = join(await publicDirectory(), 'data')
  const first = await started({ dataDir })
  await queryOnce(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer')
  await first.stop()

  const second = await started({ dataDir })

  expect(await queryOnce(second.url, 'SELECT answer FROM kept')).toEqual({ answer: 42 })
})

test('refuses a data directory of another major version', async () => {
  const dataDir = join(await publicDirectory(), 'data')
  await (await started({ dataDir, major: 15 })).stop()

  await expect(startServer({ dataDir, major: 18 })).rejects.toMatchObject({
    code: 'EMBEDDED_DATA_MAJOR',
    found: 15,
    expected: 18,
  })
})

test('refuses a data directory that another server has, and leaves that one alone', async () => {
  const dataDir = join(await publicDirectory(), 'data')
  const first = await started({ dataDir })

  await expect(startServer({ dataDir })).rejects.toMatchObject({ code: 'EMBEDDED_START_FAILED' })

  expect(await queryOnce(first.url, 'SELECT 1 AS one')).toEqual({ one: 1 })
})

test('says what the server said when a setting is wrong', async () => {
  await expect(startServer({ settings: { work_mem: 'plenty' } })).rejects.toMatchObject({
    code: 'EMBEDDED_START_FAILED',
    output: expect.stringContaining('invalid value for parameter "work_mem": "plenty"'),
  })
})

test('keeps to a port that was asked for, and fails when it is taken', async () => {
  const holder = createServer()
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void holder.close())
  const address = holder.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0

  await expect(startServer({ port })).rejects.toMatchObject({
    code: 'EMBEDDED_START_FAILED',
    output: expect.stringContaining('Address already in use'),
  })
})
