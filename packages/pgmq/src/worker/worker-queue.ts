import type { Queryable } from '@schemata/contract'
import type { Claimed, Completion, FailureOutcome, Hold, Queue } from '@schemata/worker'
import { z } from 'zod'

import type { ReadMessage } from '../messages/delivery.js'
import type { MessageQueue } from '../messages/message-queue.js'
import { queryQueue } from '../messages/query-queue.js'
import { parseInput } from '../parse-input.js'
import { claimStatement } from './claim-statement.js'
import { failStatement } from './fail-statement.js'
import { heartbeatStatement, releaseStatement } from './hold-statements.js'
import { queueTables } from './queue-tables.js'

export interface WorkerQueueOptions {
  /** A message that was handled so often without success goes to the archive. @default 5 */
  readonly maxAttempts?: number
  /** Whether handled messages go to the archive; otherwise they are deleted. @default false */
  readonly archive?: boolean
}

const workerQueueOptions = z.object({ maxAttempts: z.int().min(1).default(5), archive: z.boolean().default(false) })

const touchedRow = z.object({ msg_id: z.string() })
const claimedRow = z.discriminatedUnion('is_done', [
  z.object({ is_done: z.literal(true), msg_id: z.string() }),
  z.looseObject({
    is_done: z.literal(false),
    msg_id: z.string(),
    read_ct: z.number(),
    attempt: z.number(),
    waited_ms: z.number(),
  }),
])
const outcomeRow = z
  .object({ msg_id: z.string(), outcome: z.enum(['retry', 'dead']) })
  .transform((row): FailureOutcome => ({ id: row.msg_id, outcome: row.outcome }))

/**
 * Hands a queue to a worker of `@schemata/worker`.
 *
 * The read count is the fence: what a worker says of a message that was read again since
 * is refused. The worker's lease is the visibility timeout, which heartbeats extend. A
 * message that is not what the queue promises goes to the archive unhandled; so does one
 * whose attempts are used up, even if its workers died. `x-schemata-reason` in its headers
 * is then `permanent`, `cancelled`, `attempts` or `unreadable`, and `x-schemata-error` says more.
 *
 * @throws InvalidInputError
 * @example
 * createWorker({ pool, queue: workerQueue(disks, { maxAttempts: 3 }), leaseMs: 900_000, handle: runDiskOperation })
 */
export function workerQueue<MessageIn, HeadersIn, Message, Headers>(
  queue: MessageQueue<MessageIn, HeadersIn, Message, Headers>,
  options: WorkerQueueOptions = {},
): Queue<ReadMessage<Message, Headers>> {
  const { maxAttempts, archive } = parseInput('workerQueue', workerQueueOptions, options)
  const tables = queueTables(queue.name)
  const claim = claimStatement(tables)
  const fail = failStatement(tables)
  const heartbeat = heartbeatStatement(tables)
  const release = releaseStatement(tables)
  const ask = (db: Queryable, text: string, values: unknown[]) => queryQueue(db, queue.name, text, values)

  const completeAndClaim = async (
    db: Queryable,
    { limit, leaseMs, completions }: { limit: number; leaseMs: number; completions: readonly Completion<void>[] },
  ) => {
    const rows = await ask(db, claim, [limit, leaseMs, maxAttempts, ...holdsOf(completions), archive])
    const completed: string[] = []
    const claimed: Claimed<ReadMessage<Message, Headers>>[] = []
    const unreadable: (Hold & { problem: string })[] = []
    for (const row of rows.map((found) => claimedRow.parse(found))) {
      if (row.is_done) {
        completed.push(row.msg_id)
        continue
      }
      const hold = { id: row.msg_id, fence: String(row.read_ct) }
      const item = queue.readDelivery(row)
      if (item.readable) claimed.push({ ...hold, attempt: row.attempt, waitedMs: row.waited_ms, item })
      else unreadable.push({ ...hold, problem: item.problem })
    }
    if (unreadable.length > 0) await bury(db, unreadable)
    return { completed, claimed }
  }

  const bury = (db: Queryable, messages: readonly (Hold & { problem: string })[]) =>
    ask(db, fail, [
      ...holdsOf(messages),
      messages.map(() => 'unreadable'),
      messages.map(({ problem }) => problem),
      messages.map(() => null),
      maxAttempts,
    ])

  return {
    name: `pgmq.${queue.name.toLowerCase()}`,
    claim: async (db, request) => (await completeAndClaim(db, { ...request, completions: [] })).claimed,
    complete: async (db, completions) => (await completeAndClaim(db, { completions, limit: 0, leaseMs: 0 })).completed,
    completeAndClaim,
    fail: async (db, failures) => {
      const rows = await ask(db, fail, [
        ...holdsOf(failures),
        failures.map(({ kind }) => kind),
        failures.map(({ error }) => error.replaceAll('\0', '\uFFFD')),
        failures.map(({ retryInMs }) => retryInMs),
        maxAttempts,
      ])
      return rows.map((row) => outcomeRow.parse(row))
    },
    heartbeat: async (db, { holds, leaseMs }) => ({
      held: idsOf(await ask(db, heartbeat, [...holdsOf(holds), leaseMs])),
      cancelRequested: [],
    }),
    release: async (db, holds) => idsOf(await ask(db, release, holdsOf(holds))),
  }
}

function holdsOf(holds: readonly Hold[]): [string[], string[]] {
  return [holds.map(({ id }) => id), holds.map(({ fence }) => fence)]
}

function idsOf(rows: readonly unknown[]): string[] {
  return rows.map((row) => touchedRow.parse(row).msg_id)
}
