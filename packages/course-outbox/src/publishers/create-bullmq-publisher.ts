import { setImmediate as nextTurn } from 'node:timers/promises'
import { Queue } from 'bullmq'
import { z } from 'zod'

import type { ClaimedJob } from '../job-outbox/claimed-job.js'
import { type JobOptions, jobOptions } from '../job-outbox/job-options.js'
import { parseInput } from '../parse-input.js'
import { type BullmqJob, type JobRetention, type ToBullmqJob, toBullmqJob } from './bullmq-job.js'
import { PublisherUnavailableError } from './errors.js'
import { isRedisAway } from './is-redis-away.js'
import type { JobPublisher } from './job-publisher.js'
import { RedisConnection, type RedisPlace } from './redis-connection.js'

export type BullmqPublisherOptions = RedisPlace & {
  /** Of the keys in Redis, as the consumers have it. @default 'bull' */
  readonly prefix?: string
  /** For jobs that do not say. @default 3 attempts, a second apart and doubling */
  readonly defaultJobOptions?: JobOptions
  /**
   * How long finished jobs are kept at least: so long a job that was handed over twice runs
   * once without receipts. Longer than any outage. @default 24 hours, failed ones 7 days
   */
  readonly retention?: Partial<JobRetention>
  /** How long Redis may take to connect or to answer. @default 3000 */
  readonly timeoutMs?: number
}

const bullmqPublisherOptions = z.object({
  prefix: z.string().min(1).default('bull'),
  defaultJobOptions: jobOptions.default({ attempts: 3, backoff: { type: 'exponential', delay: 1000 } }),
  retention: z
    .object({
      completedSeconds: z.int().min(60).default(86_400),
      failedSeconds: z.int().min(60).default(604_800),
    })
    .prefault({}),
  timeoutMs: z.int().min(10).max(600_000).default(3000),
})

/** Finished, so that the same id may go again once the old job is out of the way. */
const OVER = new Set(['completed', 'failed'])
const LOST = 'unknown'
/** Enough for Redis to be busy with, few enough to be written at one go. */
const PART = 250
const NOT_BEGUN = new Set(['waiting', 'delayed', 'prioritized', 'waiting-children'])

/**
 * Makes the publisher that adds jobs to queues of BullMQ, by its public API alone.
 *
 * The name of a job is the row's `queue_name`, its queue the row's `target_queue`, its id the
 * outbox id. One connection serves all queues; it is opened now and kept until `close`.
 *
 * @throws InvalidInputError naming an option that cannot be used.
 * @example
 * const publisher = createBullmqPublisher({ url: 'redis://localhost:6379' })
 */
export function createBullmqPublisher(options: BullmqPublisherOptions): JobPublisher {
  const settings = parseInput('createBullmqPublisher', bullmqPublisherOptions, options)
  return new BullmqPublisher(new RedisConnection(options, settings.timeoutMs), settings)
}

class BullmqPublisher implements JobPublisher {
  readonly name = 'bullmq'
  readonly #connection: RedisConnection
  readonly #settings: z.output<typeof bullmqPublisherOptions>
  readonly #queues = new Map<string, Queue>()
  readonly #toBullmq: ToBullmqJob

  constructor(connection: RedisConnection, settings: z.output<typeof bullmqPublisherOptions>) {
    this.#connection = connection
    this.#settings = settings
    this.#toBullmq = toBullmqJob(settings.defaultJobOptions, settings.retention)
  }

  isUnavailable(error: unknown): boolean {
    return error instanceof PublisherUnavailableError || isRedisAway(error)
  }

  async publish(targetQueue: string, jobs: readonly ClaimedJob[]): Promise<void> {
    const bulk = jobs.map((job) => this.#toBullmq(job))
    await this.#withQueue(targetQueue, (queue) => addInParts(queue, bulk))
  }

  async probe(): Promise<void> {
    await this.#connection.demand()
    await this.#connection.client.ping()
  }

  countWaiting(targetQueue: string): Promise<number> {
    return this.#withQueue(targetQueue, (queue) => queue.getJobCountByTypes('waiting', 'prioritized'))
  }

  async republish(targetQueue: string, jobs: readonly ClaimedJob[]): Promise<readonly string[]> {
    const states = await this.#withQueue(targetQueue, (queue) =>
      Promise.all(jobs.map(({ outboxId }) => queue.getJobState(outboxId))),
    )
    const gone = jobs.filter((_, place) => OVER.has(states[place] ?? '') || states[place] === LOST)
    if (gone.length === 0) return []
    const twins = jobs.filter((_, place) => OVER.has(states[place] ?? ''))
    await this.#withQueue(targetQueue, (queue) => Promise.all(twins.map(({ outboxId }) => queue.remove(outboxId))))
    await this.publish(targetQueue, gone)
    return gone.map(({ outboxId }) => outboxId)
  }

  async withdraw(targetQueue: string, outboxIds: readonly string[]): Promise<readonly string[]> {
    const withdrawOne = async (queue: Queue, outboxId: string): Promise<boolean> =>
      NOT_BEGUN.has(await queue.getJobState(outboxId)) && (await queue.remove(outboxId)) === 1
    const removed = await this.#withQueue(targetQueue, (queue) =>
      Promise.all(outboxIds.map((outboxId) => withdrawOne(queue, outboxId))),
    )
    return outboxIds.filter((_, place) => removed[place])
  }

  async close(): Promise<void> {
    const queues = [...this.#queues.values()]
    this.#queues.clear()
    await Promise.allSettled(queues.map((queue) => queue.close()))
    this.#connection.close()
  }

  /** Runs something on a queue that is connected; after a failure of Redis the queue is made anew. */
  async #withQueue<Value>(name: string, work: (queue: Queue) => Promise<Value>): Promise<Value> {
    await this.#connection.demand()
    const queue = this.#queues.get(name) ?? this.#open(name)
    try {
      return await work(queue)
    } catch (error) {
      if (this.#queues.get(name) === queue && this.isUnavailable(error)) {
        this.#queues.delete(name)
        queue.close().catch(() => {})
      }
      throw error
    }
  }

  #open(name: string): Queue {
    const queue = new Queue(name, { connection: this.#connection.client, prefix: this.#settings.prefix })
    queue.on('error', () => {})
    this.#queues.set(name, queue)
    return queue
  }
}

/**
 * Adds jobs a part at a time, in order, on one connection: Redis takes a part while the next
 * one is written, and other work of this process has its turn in between. No part goes behind
 * one that is known to have failed.
 */
async function addInParts(queue: Queue, jobs: readonly BullmqJob[]): Promise<void> {
  const parts: Promise<unknown>[] = []
  let failed = false
  for (let first = 0; first < jobs.length && !failed; first += PART) {
    const part = queue.addBulk(jobs.slice(first, first + PART))
    parts.push(part)
    part.catch(() => {
      failed = true
    })
    if (first + PART < jobs.length) await nextTurn()
  }
  await Promise.allSettled(parts)
  await Promise.all(parts)
}
