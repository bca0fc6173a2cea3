import { request } from 'node:http'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'

import type { DockerFact } from './choose-provider.js'

const PATIENCE_MS = 1000

/**
 * Finds out whether a container could be started: the module is installed and a
 * Docker daemon answers a ping. Takes milliseconds; the module is not loaded for it.
 */
export async function dockerFact(): Promise<DockerFact> {
  const answers = await Promise.all(daemonAddresses(process.env).map(answersPing))
  if (!answers.includes(true)) return { usable: false, reason: 'no Docker answers' }
  if (isInstalled('@testcontainers/postgresql')) return { usable: true }
  return { usable: false, reason: 'Docker answers but @testcontainers/postgresql is not installed' }
}

type DaemonAddress = { readonly socketPath: string } | { readonly host: string; readonly port: number }

/** Where the Docker client would look. */
export function daemonAddresses(env: NodeJS.ProcessEnv): DaemonAddress[] {
  const named = env.DOCKER_HOST
  if (named?.startsWith('unix://')) return [{ socketPath: named.slice('unix://'.length) }]
  if (named && URL.canParse(named)) {
    const { hostname, port } = new URL(named)
    return [{ host: hostname, port: Number(port) || 2375 }]
  }
  if (process.platform === 'win32') return [{ socketPath: '//./pipe/docker_engine' }]
  return [
    '/var/run/docker.sock',
    join(homedir(), '.docker', 'run', 'docker.sock'),
    ...(env.XDG_RUNTIME_DIR ? [join(env.XDG_RUNTIME_DIR, 'docker.sock')] : []),
  ].map((socketPath) => ({ socketPath }))
}

/** A daemon that insists on TLS answers a plain ping with 400, which tells enough. */
export function answersPing(address: DaemonAddress): Promise<boolean> {
  return new Promise((resolve) => {
    const ping = request({ ...address, path: '/_ping', timeout: PATIENCE_MS }, (response) => {
      response.resume()
      resolve(response.statusCode === 200 || response.statusCode === 400)
    })
    ping.once('timeout', () => ping.destroy())
    ping.once('error', () => resolve(false))
    ping.end()
  })
}

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name)
    return true
  } catch {
    return false
  }
}
