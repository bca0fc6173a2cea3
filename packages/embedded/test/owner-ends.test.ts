import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

import { startServer, sweepOrphans } from '../src/index.js'
import { readPostmasterFile } from '../src/postmaster-file.js'
import { isAlive } from '../src/process-facts.js'
import { waitUntil } from '../src/wait-until.js'
import { queryOnce } from './query.js'

interface Owned {
  owner: ChildProcess
  url: string
  scratch: string
  postmaster: number
}

async function ownerProcess(mode: 'stay' | 'end' | 'throw'): Promise<Owned> {
  const script = fileURLToPath(new URL('./owner.mjs', import.meta.url))
  const owner = spawn(process.execPath, [script, mode], { stdio: ['ignore', 'pipe', 'ignore'] })
  const [line] = await once(owner.stdout, 'data')
  const { url, dataDir }: { url: string; dataDir: string } = JSON.parse(String(line))
  return { owner, url, scratch: dirname(dataDir), postmaster: readPostmasterFile(dataDir)?.pid ?? 0 }
}

/** The process that waits for the owner's end. */
function watcherOf({ owner }: Owned): number {
  const children = readFileSync(`/proc/${owner.pid}/task/${owner.pid}/children`, 'utf8').trim().split(' ').map(Number)
  const watcher = children.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('schemata-watch'))
  if (watcher === undefined) throw new Error('The owner has no watcher.')
  return watcher
}

async function killOwnerAndWatcher(owned: Owned): Promise<void> {
  process.kill(watcherOf(owned), 'SIGKILL')
  owned.owner.kill('SIGKILL')
  await once(owned.owner, 'exit')
}

test.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)('ends with an owner that gets %s', async (signal) => {
  const { owner, scratch, postmaster } = await ownerProcess('stay')
  expect(isAlive(postmaster)).toBe(true)

  owner.kill(signal)

  expect(await once(owner, 'exit')).toEqual([null, signal])
  expect(await waitUntil(() => !existsSync(scratch) && !isAlive(postmaster), { seconds: 10 })).toBe(true)
})

test.each([
  ['has nothing more to do', 'end', 0],
  ['fails', 'throw', 1],
] as const)('is gone already when an owner that %s has ended', async (_title, mode, code) => {
  const { owner, scratch, postmaster } = await ownerProcess(mode)

  if (owner.exitCode === null) await once(owner, 'exit')

  expect(owner.exitCode).toBe(code)
  expect(existsSync(scratch)).toBe(false)
  expect(isAlive(postmaster)).toBe(false)
})

test('is swept by the next start when even the watcher was killed', async () => {
  const orphan = await ownerProcess('stay')
  await killOwnerAndWatcher(orphan)
  expect(await queryOnce(orphan.url, 'SELECT 1 AS one')).toEqual({ one: 1 })

  const next = await startServer()

  expect(existsSync(orphan.scratch)).toBe(false)
  expect(isAlive(orphan.postmaster)).toBe(false)
  await next.stop()
})

test('is not swept while its owner lives', async () => {
  const alive = await ownerProcess('stay')

  const swept = await sweepOrphans()

  expect(swept).not.toContain(alive.scratch)
  expect(await queryOnce(alive.url, 'SELECT 1 AS one')).toEqual({ one: 1 })
  alive.owner.kill()
  await waitUntil(() => !existsSync(alive.scratch), { seconds: 10 })
})

test('is not swept when another container made it and it still answers', async () => {
  const foreign = await ownerProcess('stay')
  const ownerFile = join(foreign.scratch, 'owner.json')
  const record: object = JSON.parse(readFileSync(ownerFile, 'utf8'))
  await writeFile(ownerFile, JSON.stringify({ ...record, pid: 999_999_999, processSpace: 'elsewhere' }))
  await utimes(foreign.scratch, new Date(0), new Date(0))

  expect(await sweepOrphans()).not.toContain(foreign.scratch)

  expect(await queryOnce(foreign.url, 'SELECT 1 AS one')).toEqual({ one: 1 })
  foreign.owner.kill()
  await waitUntil(() => !existsSync(foreign.scratch), { seconds: 10 })
})
