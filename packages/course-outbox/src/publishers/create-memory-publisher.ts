import type { ClaimedJob } from '../job-outbox/claimed-job.js'
import { JobRefusedError, PublisherUnavailableError } from './errors.js'
import type { JobPublisher } from './job-publisher.js'

export interface MemoryPublisher extends JobPublisher {
  /** What was handed over, in order; a known id is not added again. */
  readonly jobs: readonly ClaimedJob[]
  /** How often `publish` was called. */
  readonly calls: number
  /** From now on the queue is away, or there again. */
  setAvailable(available: boolean): void
  /** Refuses jobs for which this holds: for good, or until told otherwise. */
  refuse(when: (job: ClaimedJob) => 'never' | 'later' | undefined): void
  /** Forgets everything, as a queue that lost its memory. */
  clear(): void
}

/**
 * Makes a queue that lives in this process, for tests of an application.
 *
 * As BullMQ does, it takes a batch as a whole or not at all and ignores a known id.
 *
 * @example
 * const publisher = createMemoryPublisher()
 * const relay = new OutboxRelay({ pool, publisher, queue: 'course-generation' })
 */
export function createMemoryPublisher(): MemoryPublisher {
  const held = new Map<string, ClaimedJob>()
  let calls = 0
  let available = true
  let verdict: Parameters<MemoryPublisher['refuse']>[0] = () => undefined
  const demandAvailable = (): void => {
    if (!available) throw new PublisherUnavailableError({ publisher: 'memory', reason: 'it was told to be away' })
  }
  const add = (jobs: readonly ClaimedJob[]): string[] => {
    const fresh = jobs.filter(({ outboxId }) => !held.has(outboxId))
    for (const job of fresh) held.set(job.outboxId, job)
    return fresh.map(({ outboxId }) => outboxId)
  }
  return {
    name: 'memory',
    get jobs() {
      return [...held.values()]
    },
    get calls() {
      return calls
    },
    setAvailable(next) {
      available = next
    },
    refuse(when) {
      verdict = when
    },
    clear: () => held.clear(),
    async publish(_queue, jobs) {
      calls += 1
      demandAvailable()
      for (const job of jobs) {
        const refused = verdict(job)
        if (refused === 'never')
          throw new JobRefusedError({ outboxId: job.outboxId, reason: 'it was told to refuse it' })
        if (refused === 'later') throw new Error(`Job ${job.outboxId} was refused.`)
      }
      add(jobs)
    },
    isUnavailable: (error) => error instanceof PublisherUnavailableError,
    probe: async () => demandAvailable(),
    countWaiting: async () => held.size,
    republish: async (_queue, jobs) => {
      demandAvailable()
      return add(jobs)
    },
    withdraw: async (_queue, ids) => ids.filter((id) => held.delete(id)),
    close: async () => {},
  }
}
