import type { Backoff, WakeSource } from '@schemata/worker'
import { z } from 'zod'

import type { TransactionPool } from '../in-transaction.js'
import { targetQueue } from '../job-outbox/queue-name.js'
import { parseInput } from '../parse-input.js'
import type { JobPublisher } from '../publishers/job-publisher.js'
import type { RelayEvent } from './relay-event.js'

export interface OutboxRelayOptions {
  /** pg's pool. The relay uses `concurrency` connections of it and one more; give it `keepAlive` and `query_timeout`. */
  readonly pool: TransactionPool
  readonly publisher: JobPublisher
  /** The queue to serve, as `target_queue` of the rows names it: one an environment. */
  readonly queue: string
  /** Ends waits early when jobs were queued. Without one the outbox is polled. */
  readonly wake?: WakeSource
  /** Rows of a batch, up to 500. @default 500 */
  readonly batch?: number
  /**
   * Batches at once. At 1 jobs reach the queue in the order of their rows; at 3 one batch is
   * fetched and one marked while another is handed over. Jobs with an order key keep their order
   * at any. @default 3
   */
  readonly concurrency?: number
  /**
   * What protects a batch: the row locks of one short transaction, which a dying process lets
   * go at once, or a lease, for publishers that take longer than some seconds. Where transactions
   * keep being ended in mid-batch the relay changes to leases until it goes well. @default 'transaction'
   */
  readonly mode?: 'transaction' | 'lease'
  /** @default 30000 */
  readonly leaseMs?: number
  /** The longest wait between looks at an idle outbox. @default 1000 */
  readonly pollMs?: number
  /** How long one call of the publisher may take before the queue counts as away. @default 3000 */
  readonly publishTimeoutMs?: number
  /** How long a whole batch may take; what is left of it goes with a later one. @default 10000 */
  readonly batchTimeoutMs?: number
  /** The wait between attempts of a job that was refused. @default from a second on, doubling, up to five minutes */
  readonly backoff?: Backoff
  /** Awaits receipts, and hands jobs over again that have none. Every consumer of the queue must give them. */
  readonly receipts?: RelayReceipts
  /** Hands nothing over while so many jobs wait in the queue. @default no limit */
  readonly highWater?: number
  /** Which events of jobs go into `fsm_events`: JOB_FAILED for dead ones, JOB_CREATED for all others. @default 'failed' */
  readonly events?: 'none' | 'failed' | 'all'
  /** How often the relay says in the database that it lives. @default 5000 */
  readonly heartbeatMs?: number
  /** How long `stop` lets batches finish. @default 30000 */
  readonly drainMs?: number
  /** Stops the relay when it aborts. */
  readonly signal?: AbortSignal
  readonly onEvent?: (event: RelayEvent) => void
}

export interface RelayReceipts {
  /** A job without a receipt after this time is looked for in the queue. @default 60000 */
  readonly withinMs?: number
  /** How often late receipts are looked for. @default 5000 */
  readonly sweepMs?: number
}

const milliseconds = z.int().min(1).max(86_400_000)

const has = (...methods: string[]) =>
  z.custom(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      methods.every((method) => typeof Reflect.get(value, method) === 'function'),
    `expected an object with ${methods.join(', ')}`,
  )

const settings = z.strictObject({
  pool: has('query', 'connect'),
  publisher: has('publish', 'isUnavailable', 'probe', 'close'),
  queue: targetQueue,
  wake: has('subscribe').optional(),
  batch: z.int().min(1).max(500).default(500),
  concurrency: z.int().min(1).max(16).default(3),
  mode: z.enum(['transaction', 'lease']).default('transaction'),
  leaseMs: milliseconds.min(1000).default(30_000),
  pollMs: milliseconds.min(10).default(1000),
  publishTimeoutMs: milliseconds.default(3000),
  batchTimeoutMs: milliseconds.default(10_000),
  backoff: z
    .strictObject({
      baseMs: milliseconds,
      factor: z.number().min(1).max(100),
      maxMs: milliseconds,
      jitter: z.number().min(0).max(1),
    })
    .partial()
    .default({}),
  receipts: z
    .strictObject({ withinMs: milliseconds.min(100).default(60_000), sweepMs: milliseconds.default(5000) })
    .optional(),
  highWater: z.int().min(1).optional(),
  events: z.enum(['none', 'failed', 'all']).default('failed'),
  heartbeatMs: milliseconds.min(100).default(5000),
  drainMs: z.int().min(0).max(3_600_000).default(30_000),
  signal: z.instanceof(AbortSignal).optional(),
  onEvent: z.custom((value) => typeof value === 'function', 'expected a function').optional(),
})

type Checked = 'pool' | 'publisher' | 'wake' | 'signal' | 'onEvent'

/** Options with every default filled in. */
export type RelaySettings = Omit<z.output<typeof settings>, Checked> & Pick<OutboxRelayOptions, Checked>

/**
 * The options of a relay, checked.
 *
 * @throws InvalidInputError naming the option.
 */
export function relaySettings(options: OutboxRelayOptions): RelaySettings {
  const { pool, publisher, wake, signal, onEvent } = options
  const checked = parseInput('OutboxRelay', settings.refine(leaseOutlastsBatch, LEASE_TOO_SHORT), options)
  return { ...checked, pool, publisher, wake, signal, onEvent }
}

const LEASE_TOO_SHORT = { path: ['leaseMs'], message: 'expected a lease that is longer than batchTimeoutMs' }

function leaseOutlastsBatch({ mode, leaseMs, batchTimeoutMs }: z.output<typeof settings>): boolean {
  return mode === 'transaction' || leaseMs > batchTimeoutMs
}
