import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Redis } from 'ioredis'

/** A Redis of one's own, which may be killed. */
export interface OwnRedis {
  readonly url: string
  /** As by `kill -9`. */
  kill(): Promise<void>
  /** Starts it again, with the data that reached its disk. */
  restart(): Promise<void>
  /** It keeps its connections and answers nothing, until `thaw`. */
  freeze(): void
  thaw(): void
  stop(): Promise<void>
}

/** Where `redis-server` is, or undefined. */
export function findRedisServer(): string | undefined {
  return ['redis-server', '/usr/bin/redis-server'].find((path) => spawnSync(path, ['--version']).status === 0)
}

/** Starts a server on a free port, in a directory of its own; with `durable`, every write reaches the disk. */
export async function startRedis({ durable = false }: { durable?: boolean } = {}): Promise<OwnRedis> {
  const binary = findRedisServer()
  if (binary === undefined) throw new Error('There is no redis-server on this machine.')
  const directory = await mkdtemp(join(tmpdir(), 'schemata-redis-'))
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  const parameters = ['--port', String(port), '--dir', directory, '--save', '']
  if (durable) parameters.push('--appendonly', 'yes', '--appendfsync', 'always')
  let child: ChildProcess
  const start = async (): Promise<void> => {
    child = spawn(binary, parameters, { stdio: 'ignore' })
    await untilReady(url)
  }
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const closed = new Promise((resolve) => child.on('close', resolve))
    child.kill('SIGKILL')
    await closed
  }
  await start()
  return {
    url,
    kill,
    restart: start,
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    async stop() {
      await kill()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function untilReady(url: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 })
    client.on('error', () => {})
    try {
      await client.connect()
      await client.ping()
      return
    } catch (error) {
      if (attempt === 100) throw error
      await delay(30)
    } finally {
      client.disconnect()
    }
  }
}
