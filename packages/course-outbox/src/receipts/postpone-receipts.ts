import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface AwaitedJob {
  outboxId: string
  /** True when it was handed over again, false when it still stands in its queue. */
  resent: boolean
}

export interface PostponeReceiptsParameters {
  /** At most 1,000. */
  jobs: readonly AwaitedJob[]
  /** Doubled for each time that a job was handed over again, up to a day; in milliseconds. */
  receiptWithinMs: number
}

export interface PostponedReceipt {
  outboxId: string
  /** `dead` when it was handed over again more than `maxAttempts` times. */
  outcome: 'awaited' | 'dead'
}

const postponeReceiptsParameters = z.object({
  jobs: z.array(z.object({ outboxId: z.guid(), resent: z.boolean() })).max(1000),
  receiptWithinMs: z.int().min(100).max(2_592_000_000),
})

const postponedReceipts = z.array(
  z
    .object({ outbox_id: z.guid(), is_dead: z.boolean() })
    .transform((row): PostponedReceipt => ({ outboxId: row.outbox_id, outcome: row.is_dead ? 'dead' : 'awaited' })),
)

/**
 * Awaits receipts anew, and says which jobs are dead instead.
 *
 * A job left out of the answer was acknowledged in the meantime, or is gone.
 *
 * @throws InvalidInputError
 * @example
 * await postponeReceipts(client, { jobs: [{ outboxId, resent: true }], receiptWithinMs: 60_000 })
 */
export async function postponeReceipts(
  db: Queryable,
  parameters: PostponeReceiptsParameters,
): Promise<PostponedReceipt[]> {
  const { jobs, receiptWithinMs } = parseInput('postponeReceipts', postponeReceiptsParameters, parameters)
  const ids = jobs.map(({ outboxId }) => outboxId)
  const { rows } = await db.query(POSTPONE_RECEIPTS, [ids, jobs.map(({ resent }) => resent), receiptWithinMs])
  return postponedReceipts.parse(rows)
}

const POSTPONE_RECEIPTS = `
  SELECT outbox_id, is_dead FROM course_outbox.postpone_receipts($1::uuid[], $2::boolean[], $3)
`
