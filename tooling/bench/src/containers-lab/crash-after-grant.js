import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { checkAndReserveHotQuota } from '@schemata/containers-lab'
import { startServer } from '@schemata/embedded'

import { labDatabase } from './lab-database.js'

/**
 * Kills a server process in the middle of hot grants, again and again: the server starts
 * anew from its log each time, and every grant that was answered must be in it.
 *
 *     node src/containers-lab/crash-after-grant.js 20
 */
const crashes = Number(process.argv[2] ?? 20)
const home = await mkdtemp(join(tmpdir(), 'schemata-bench-'))
await chmod(home, 0o755)
const server = await startServer({ major: 18, durable: true, dataDir: join(home, 'data') })
const lab = await labDatabase(server.url, { connections: 10 })
lab.pool.on('error', () => {})
const [person] = lab.people
const asked = { userId: person, cores: 1, memoryMb: 1, diskMb: 1 }
await lab.pool.query(
  'INSERT INTO containers_lab.quotas (user_id, cores_limit, memory_mb_limit, disk_mb_limit) VALUES ($1, 1000000, NULL, NULL)',
  [person],
)

const HELD = 'SELECT count(*)::integer AS n FROM containers_lab.quota_holds'
let answered = 0
let lost = 0
for (let crash = 0; crash < crashes; crash += 1) {
  let going = true
  const callers = Array.from({ length: 9 }, async () => {
    while (going) if (await checkAndReserveHotQuota(lab.pool, asked).catch(() => false)) answered += 1
  })
  await sleep(200 + Math.random() * 300)
  process.kill(await ask('SELECT pg_backend_pid() AS n'), 'SIGKILL')
  await sleep(500)
  going = false
  await Promise.all(callers)
  lost = Math.max(lost, answered - (await ask(HELD)))
}
const report = { crashes, answered, held: await ask(HELD), lost }
await lab.drop()
await server.stop()
await rm(home, { recursive: true, force: true })
console.log(JSON.stringify(report))
process.exit(report.lost > 0 ? 1 : 0)

/** One number, once the server answers again. */
async function ask(sql) {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = await lab.pool.query(sql).catch(() => sleep(50))
    if (found) return found.rows[0].n
  }
  throw new Error('The server did not come back.')
}
