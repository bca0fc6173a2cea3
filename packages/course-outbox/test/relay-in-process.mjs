// A relay in a process of its own, to be killed: node relay-in-process.mjs <database url> <redis url> <queue>
import { OutboxRelay } from '@schemata/course-outbox'
import { createBullmqPublisher } from '@schemata/course-outbox/bullmq'
import { createWake } from '@schemata/worker'
import { Client, Pool } from 'pg'

const [connectionString, url, queue] = process.argv.slice(2)
const pool = new Pool({ connectionString, application_name: 'relay', query_timeout: 5000 })
pool.on('error', () => {})
const wake = createWake({ connect: () => new Client({ connectionString, application_name: 'relay' }) })
await wake.start()
const publisher = createBullmqPublisher({ url, timeoutMs: 500 })
new OutboxRelay({
  pool,
  publisher,
  queue,
  wake,
  pollMs: 100,
  publishTimeoutMs: 500,
  receipts: { withinMs: 500, sweepMs: 100 },
}).start()
process.send?.('started')
