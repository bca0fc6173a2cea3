import { spawnSync } from 'node:child_process'
import type { TestProject } from 'vitest/node'

import { findRedisServer, startRedis } from './redis.js'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A Redis that every file may use; null where this machine has none. */
    redisUrl: string | null
  }
}

/**
 * The Redis that the whole run shares: the one in REDIS_URL, else a container where Docker
 * answers, else a server of its own from the PATH. Without any, its tests do not run.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.REDIS_URL
  const found = given ? { url: given, stop: async () => {} } : (startContainer() ?? (await startOwn()))
  project.provide('redisUrl', found?.url ?? null)
  return async () => {
    await found?.stop()
    if (found === undefined) {
      process.stderr.write(
        'course-outbox: no REDIS_URL, no Docker, no redis-server (Debian: apt-get install redis-server); ' +
          'the tests of the relay to BullMQ did not run.\n',
      )
    }
  }
}

async function startOwn() {
  return findRedisServer() === undefined ? undefined : await startRedis()
}

function docker(...parameters: string[]): string | undefined {
  const { status, stdout } = spawnSync('docker', parameters, { encoding: 'utf8', timeout: 60_000 })
  return status === 0 ? stdout.trim() : undefined
}

function startContainer(): { url: string; stop(): Promise<void> } | undefined {
  if (docker('info') === undefined) return undefined
  const id = docker('run', '--rm', '--detach', '--publish', '127.0.0.1::6379', 'redis:7-alpine')
  const address = id && docker('port', id, '6379/tcp')
  if (!id || !address) return undefined
  return { url: `redis://${address.split('\n')[0]}`, stop: async () => void docker('kill', id) }
}
