import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import { afterEach, expect, inject } from 'vitest'

import { enqueueJobs } from '../src/index.js'
import { atEnd, runEndings } from './at-end.js'
import { aCourse, aJob } from './builders.js'
import { test } from './test.js'
import { until } from './until.js'

const redisUrl = inject('redisUrl') ?? ''
const directory = fileURLToPath(new URL('..', import.meta.url))
const cli = createRequire(import.meta.url).resolve('@schemata/cli/package.json')

afterEach(runEndings)

function schemata(parameters: string[], environment: Record<string, string> = {}) {
  const { REDIS_URL: _, ...env } = process.env
  const child = spawn(process.execPath, [join(dirname(cli), 'bin/schemata.js'), 'relay', ...parameters], {
    cwd: directory,
    env: { ...env, ...environment },
  })
  atEnd(async () => child.kill('SIGKILL'))
  const said = { out: '', notes: '' }
  child.stdout.on('data', (text) => {
    said.out += text
  })
  child.stderr.on('data', (text) => {
    said.notes += text
  })
  return { child, said, closed: once(child, 'close') }
}

test.runIf(redisUrl)(
  'schemata relay hands over, shows itself on a page, and ends cleanly on SIGTERM',
  async ({ pool, url }) => {
    const { entityId } = await aCourse(pool)
    const name = `command-${entityId}`
    const client = new Redis(redisUrl, { maxRetriesPerRequest: null })
    const queue = new Queue(name, { connection: client })
    atEnd(async () => {
      await queue.close()
      client.disconnect()
    })
    const [job] = await enqueueJobs(pool, { jobs: [aJob(entityId, { targetQueue: name })] })
    const options = ['--queue', name, '--database-url', url, '--redis-url', redisUrl, '--status-port', '0', '--json']
    const { child, said, closed } = schemata(options)

    await until(async () => (await queue.getWaitingCount()) === 1, 20_000)
    const page = /status (http:\S+)/.exec(said.notes)?.[1] ?? ''
    expect(await (await fetch(page)).text()).toContain('<title>Outbox</title>')
    const overview = (await (await fetch(`${page}overview`)).json()) as { relays: unknown[] }
    expect(overview.relays).toContainEqual(expect.objectContaining({ queue: name, state: 'running' }))
    child.kill('SIGTERM')

    expect(await closed).toEqual([0, null])
    expect(JSON.parse(said.out)).toMatchObject({ handedOver: 1, refused: 0, dead: 0, drained: true, errors: [] })
    expect((await queue.getWaiting())[0]?.id).toBe(job?.outboxId)
    expect((await pool.query('SELECT FROM course_outbox.relay_heartbeats')).rowCount).toBe(0)
  },
  40_000,
)

test('schemata relay says what is missing', async ({ url }) => {
  const bare = new URL(url)
  bare.pathname = '/postgres'

  const unnamed = schemata(['--queue', 'q', '--database-url', url, '--json'])
  expect(await unnamed.closed).toEqual([2, null])
  const absent = schemata(['--queue', 'q', '--database-url', bare.href, '--json'], { REDIS_URL: 'redis://127.0.0.1:1' })
  expect(await absent.closed).toEqual([10, null])
  expect(JSON.parse(absent.said.out).errors).toMatchObject([{ code: 'OUTBOX_NOT_INSTALLED' }])
}, 40_000)
