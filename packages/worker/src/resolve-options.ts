import { InvalidOptionError } from './errors.js'
import type { WorkerPool } from './in-transaction.js'
import { retryDelay } from './retry-delay.js'
import { workerName } from './worker-name.js'
import type { WorkerOptions } from './worker-options.js'

/** Options with nothing left open. */
export type ResolvedOptions<Item, Result> = WorkerOptions<Item, Result> & Defaults & RetryPolicy<Item>

interface Defaults {
  readonly workerId: string
  readonly concurrency: number
  readonly batch: number
  readonly leaseMs: number
  readonly pollMs: number
  readonly sweepMs: number
  readonly maxPauseMs: number
  readonly drainMs: number
  readonly abortMs: number
}

interface PoolUse {
  readonly transactional?: boolean
  readonly concurrency: number
  readonly pool: WorkerPool
}

interface RetryPolicy<Item> {
  readonly retryInMs: (failed: { attempt: number; error: unknown; item: Item }) => number
}

/** @throws InvalidOptionError */
export function resolveOptions<Item, Result>(options: WorkerOptions<Item, Result>): ResolvedOptions<Item, Result> {
  const { backoff } = options
  const resolved = {
    ...options,
    workerId: options.workerId ?? workerName(),
    concurrency: atLeast(1, 'concurrency', options.concurrency ?? 4),
    batch: atLeast(1, 'batch', options.batch ?? 200),
    leaseMs: atLeast(100, 'leaseMs', options.leaseMs ?? 30_000),
    pollMs: atLeast(1, 'pollMs', options.pollMs ?? 1000),
    sweepMs: atLeast(10, 'sweepMs', options.sweepMs ?? 5000),
    maxPauseMs: atLeast(1, 'maxPauseMs', options.maxPauseMs ?? 30_000),
    drainMs: atLeast(0, 'drainMs', options.drainMs ?? 30_000),
    abortMs: atLeast(0, 'abortMs', options.abortMs ?? 2000),
    retryInMs: typeof backoff === 'function' ? backoff : delayBy<Item>(backoff),
  }
  for (const [option, least] of OPTIONAL) {
    const value = options[option]
    if (value !== undefined) atLeast(least, option, value)
  }
  refuseStarvation(resolved)
  return resolved
}

/** Handlers that hold every connection would keep the heartbeat from theirs, and lose their leases. */
function refuseStarvation({ transactional, concurrency, pool }: PoolUse): void {
  const max = pool.options?.max
  if (!transactional || max === undefined || concurrency + 2 <= max) return
  throw new InvalidOptionError({
    option: 'concurrency',
    found: `${concurrency} transactional handlers on a pool of ${max}`,
    expected: `two connections more than handlers, so \`max\` of ${concurrency + 2} or more`,
  })
}

const OPTIONAL = [
  ['prefetch', 0],
  ['timeoutMs', 1],
  ['maxAttempts', 1],
] as const

function delayBy<Item>(backoff: Parameters<typeof retryDelay>[1]): RetryPolicy<Item>['retryInMs'] {
  return ({ attempt }) => retryDelay(attempt, backoff)
}

function atLeast(least: number, option: string, value: number): number {
  if (Number.isInteger(value) && value >= least) return value
  throw new InvalidOptionError({ option, found: String(value), expected: `a whole number of ${least} or more` })
}
