import { spawn, spawnSync } from 'node:child_process'
import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'

/** Where Debian's PgBouncer is, or undefined. */
export function findPgBouncer() {
  return ['pgbouncer', '/usr/sbin/pgbouncer'].find((path) => spawnSync(path, ['--version']).status === 0)
}

/**
 * Starts a pooler that gives a server connection back after each transaction.
 *
 * @param {string} binary
 * @param {string} databaseUrl
 */
export async function startPooler(binary, databaseUrl) {
  const directory = await mkdtemp(join(tmpdir(), 'schemata-pgbouncer-'))
  const port = await freePort()
  const database = new URL(databaseUrl)
  const user = database.username || 'postgres'
  const userList = join(directory, 'users.txt')
  await writeFile(userList, `"${user}" ""\n`)
  await writeFile(join(directory, 'pgbouncer.ini'), configuration(database, port, userList))
  const account = process.getuid?.() === 0 ? unprivilegedAccount() : {}
  await giveTo(directory, account)
  const child = spawn(binary, [join(directory, 'pgbouncer.ini')], { stdio: 'ignore', ...account })
  const url = `postgres://${user}@127.0.0.1:${port}${database.pathname}`
  await untilReady(url)
  return { url, stop: () => stop(child, directory) }
}

function configuration(database, port, userList) {
  return [
    '[databases]',
    `${database.pathname.slice(1)} = user=${database.username || 'postgres'} host=${database.hostname} port=${database.port || 5432}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = any',
    `auth_file = ${userList}`,
    `ignore_startup_parameters = extra_float_digits`,
    'pool_mode = transaction',
    'default_pool_size = 3',
    '',
  ].join('\n')
}

/** PgBouncer refuses to run as root. */
function unprivilegedAccount() {
  const id = (flag) => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout)
  return { uid: id('-u'), gid: id('-g') }
}

async function giveTo(directory, { uid, gid }) {
  if (uid === undefined || gid === undefined) return
  await chown(directory, uid, gid)
  await chmod(directory, 0o755)
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

async function untilReady(url) {
  for (let attempt = 0; ; attempt += 1) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (attempt === 50) throw error
      await delay(50)
    }
  }
}

async function stop(child, directory) {
  const closed = new Promise((resolve) => child.on('close', resolve))
  child.kill('SIGKILL')
  await closed
  await rm(directory, { recursive: true, force: true })
}
