import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import type { TransactionPool } from '../in-transaction.js'
import { parseInput } from '../parse-input.js'
import { answerInTransaction } from './answer-in-transaction.js'
import { answerUnderLease } from './answer-under-lease.js'
import { storedKey } from './stored-key.js'

export interface WithIdempotencyParameters {
  /**
   * Who asks for what, such as `<organization>/publish`: the same key in another scope is
   * another key. At most 150 characters, no colon.
   */
  scope: string
  /** As the client sent it: 8 to 255 characters, blanks at the ends aside. */
  key: string
  /** What is asked for; see `fingerprint`. The same key with another one is refused. */
  fingerprint: string
  /** How long the answer is kept, in milliseconds. @default the default of the column, 24 hours */
  lifetimeMs?: number
  /**
   * For work that reaches outside the database: it then runs without a transaction, holds
   * the key for so long, and whoever asks meanwhile is told to come back.
   * @default the work runs in a transaction, and whoever asks meanwhile waits
   */
  leaseMs?: number
}

export interface IdempotentAnswer<Answer> {
  /** What `work` returned, in this call or in an earlier one; then as JSON brings it back. */
  answer: Answer
  /** It was an earlier call that did the work. */
  replayed: boolean
}

const withIdempotencyParameters = z.object({
  scope: z.string().regex(/^[^:]{1,150}$/, 'expected 1 to 150 characters and no colon'),
  key: z.string().trim().min(8).max(255),
  fingerprint: z.string().min(1).max(500),
  lifetimeMs: z.int().min(1).optional(),
  leaseMs: z.int().min(1).max(3_600_000).optional(),
})

/**
 * Does the work of a request once, however often the request is made, and gives every
 * repetition the answer of the first.
 *
 * Without `leaseMs`, `work` is given a client inside a transaction that also stores the
 * answer: its effects in this database and the answer commit together. With it, `work` is
 * given the pool and may be done more than once when a process dies; its second argument
 * holds a fence that grows with every attempt, for outside systems to tell them apart.
 * Work that throws stores nothing, so that the request may be made again. The answer must
 * be what JSON can say.
 *
 * @throws IdempotencyKeyReusedError when the key stands for another request.
 * @throws IdempotencyInProgressError when, under a lease, the request is being answered.
 * @throws IdempotencyLeaseLostError when the work took longer than its lease and was begun again elsewhere.
 * @throws InvalidInputError
 * @throws whatever `work` throws.
 * @example
 * const { answer, replayed } = await withIdempotency(
 *   pool,
 *   { scope: `${organizationId}/publish`, key: header, fingerprint: fingerprint(body) },
 *   (db) => publishCourse(db, body),
 * )
 */
export async function withIdempotency<Pool extends TransactionPool, Answer>(
  pool: Pool,
  parameters: WithIdempotencyParameters,
  work: (db: Queryable, lease?: { fence: string }) => Promise<Answer>,
): Promise<IdempotentAnswer<Answer>> {
  const input = parseInput('withIdempotency', withIdempotencyParameters, parameters)
  const { leaseMs } = input
  const request = { ...input, stored: storedKey(input), lifetimeMs: input.lifetimeMs }
  const given =
    leaseMs === undefined
      ? await answerInTransaction(pool, request, work)
      : await answerUnderLease(pool, { ...request, leaseMs }, work)
  return 'fresh' in given ? { answer: given.fresh, replayed: false } : replay(given)
}

/** The key and its fingerprint say that this is what the same work returned before. */
function replay<Answer>({ value }: { value: unknown }): IdempotentAnswer<Answer> {
  return { answer: value as Answer, replayed: true }
}
