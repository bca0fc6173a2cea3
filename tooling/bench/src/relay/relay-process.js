// A relay in a process of its own, to be killed: node relay-process.js <database url> <redis url> <queue>
import { OutboxRelay } from '@schemata/course-outbox'
import { createBullmqPublisher } from '@schemata/course-outbox/bullmq'
import { createWake } from '@schemata/worker'
import pg from 'pg'

const [connectionString, url, queue] = process.argv.slice(2)
const pool = new pg.Pool({ connectionString, query_timeout: 5000, keepAlive: true })
pool.on('error', () => {})
const wake = createWake({ connect: () => new pg.Client({ connectionString }) })
await wake.start()
const publisher = createBullmqPublisher({ url, timeoutMs: 1000 })
const receipts = { withinMs: 2000, sweepMs: 500 }
new OutboxRelay({ pool, publisher, queue, wake, pollMs: 200, publishTimeoutMs: 1000, receipts }).start()
