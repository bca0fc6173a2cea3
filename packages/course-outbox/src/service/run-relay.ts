import { createWake } from '@schemata/worker'
import pg from 'pg'

import type { TransactionPool } from '../in-transaction.js'
import { poolInSchema } from '../pool-in-schema.js'
import { OutboxNotInstalledError } from '../publishers/errors.js'
import type { JobPublisher } from '../publishers/job-publisher.js'
import { OutboxRelay, type RelayStatus } from '../relay/outbox-relay.js'
import type { RelayEvent } from '../relay/relay-event.js'
import type { OutboxRelayOptions } from '../relay/relay-options.js'
import { serveStatus } from './serve-status.js'

export interface RunRelayOptions
  extends Pick<OutboxRelayOptions, 'queue' | 'batch' | 'concurrency' | 'mode' | 'receipts' | 'highWater' | 'drainMs'> {
  readonly databaseUrl: string
  readonly redisUrl: string
  /** Of the keys in Redis. @default 'bull' */
  readonly prefix?: string
  /** Where the package is installed. @default 'course_outbox' */
  readonly schema?: string
  /** Serves the status page on this port of the loopback interface; 0 takes a free one. @default no page */
  readonly statusPort?: number
  /** Ends it: batches under way finish first. */
  readonly signal: AbortSignal
  readonly onStart?: (running: { relay: OutboxRelay; statusUrl: string | undefined }) => void
  readonly onEvent?: (event: RelayEvent) => void
}

export interface RanRelay extends RelayStatus {
  /** False when something had to be aborted; it stays in the outbox. */
  readonly drained: boolean
}

const QUERY_TIMEOUT_MS = 30_000

/**
 * Runs a relay to BullMQ with all it needs, until the signal aborts: pool, wake, publisher
 * and status page are made here and ended here.
 *
 * For a process of its own; an application that has these makes an `OutboxRelay`.
 *
 * @throws OutboxNotInstalledError, or what connecting to the database says.
 * @example
 * const { handedOver } = await runRelay({ databaseUrl, redisUrl, queue: 'course-generation', signal })
 */
export async function runRelay(options: RunRelayOptions): Promise<RanRelay> {
  const { databaseUrl: connectionString, schema = 'course_outbox', concurrency = 3 } = options
  const pool = new pg.Pool({
    connectionString,
    max: concurrency + 3,
    keepAlive: true,
    query_timeout: QUERY_TIMEOUT_MS,
    application_name: 'schemata relay',
  })
  pool.on('error', () => {})
  try {
    const addressed = poolInSchema(pool, schema)
    await demandInstalled(addressed, schema)
    return await runOn(addressed, options)
  } finally {
    await pool.end()
  }
}

async function demandInstalled(pool: TransactionPool, schema: string): Promise<void> {
  try {
    await pool.query('SELECT 1 FROM course_outbox.relay_heartbeats LIMIT 1')
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (code === '42P01' || code === '3F000') throw new OutboxNotInstalledError({ schema, cause })
    throw cause
  }
}

async function runOn(pool: TransactionPool, options: RunRelayOptions): Promise<RanRelay> {
  const { databaseUrl: connectionString, statusPort, signal, onStart } = options
  const publisher = await publisherOf(options)
  const wake = createWake({ connect: () => new pg.Client({ connectionString, application_name: 'schemata relay' }) })
  let status: Awaited<ReturnType<typeof serveStatus>> | undefined
  try {
    const relay = new OutboxRelay({ pool, publisher, wake, ...relayOptions(options) })
    status = statusPort === undefined ? undefined : await serveStatus({ db: pool, port: statusPort })
    await wake.start()
    relay.start()
    onStart?.({ relay, statusUrl: status?.url })
    await aborted(signal)
    const { drained } = await relay.stop()
    return { ...relay.status(), drained }
  } finally {
    await Promise.allSettled([wake.stop(), publisher.close(), status?.stop()])
  }
}

/** BullMQ is loaded here, and by nobody who does not run a relay. */
async function publisherOf({ redisUrl: url, prefix }: RunRelayOptions): Promise<JobPublisher> {
  const { createBullmqPublisher } = await import('../publishers/create-bullmq-publisher.js')
  return createBullmqPublisher({ url, ...(prefix === undefined ? {} : { prefix }) })
}

function relayOptions({ queue, batch, concurrency, mode, receipts, highWater, drainMs, onEvent }: RunRelayOptions) {
  return {
    queue,
    ...(batch === undefined ? {} : { batch }),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(mode === undefined ? {} : { mode }),
    ...(receipts === undefined ? {} : { receipts }),
    ...(highWater === undefined ? {} : { highWater }),
    ...(drainMs === undefined ? {} : { drainMs }),
    ...(onEvent === undefined ? {} : { onEvent }),
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
