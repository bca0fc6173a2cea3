import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Where Debian puts PostgreSQL. */
const HOMES = [18, 17, 16, 15].map((major) => `/usr/lib/postgresql/${major}`)

export interface CronServer {
  readonly url: string
  stop(): Promise<void>
}

/** The PostgreSQL of this machine that has pg_cron; undefined where there is none. */
export function findCron(): string | undefined {
  return HOMES.find((home) => existsSync(join(home, 'lib/pg_cron.so')) && existsSync(join(home, 'bin/initdb')))
}

/** Starts a server whose database `postgres` runs jobs by pg_cron. */
export async function startCronServer(home: string): Promise<CronServer> {
  const account = await unprivileged()
  const as = { uid: account?.uid, gid: account?.gid, cwd: '/' }
  const data = await mkdtemp(join(tmpdir(), 'schemata-cron-'))
  if (account) await chown(data, account.uid, account.gid)
  const port = await freePort()
  await run(
    join(home, 'bin/initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', '--no-instructions'],
    as,
  )
  const settings = [`-p ${port}`, '-h 127.0.0.1', `-k ${data}`, '-c shared_preload_libraries=pg_cron', '-c fsync=off']
  const log = join(data, 'log')
  await run(join(home, 'bin/pg_ctl'), ['-D', data, '-w', '-l', log, '-o', settings.join(' '), 'start'], as)
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await run(join(home, 'bin/pg_ctl'), ['-D', data, '-m', 'immediate', 'stop'], as)
      await rm(data, { recursive: true, force: true })
    },
  }
}

/** PostgreSQL refuses to run as root. */
async function unprivileged(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, 'postgres'])))
  return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
