import { randomUUID } from 'node:crypto'

import type { Queryable } from '@schemata/contract'

import { recordEvents } from '../src/index.js'

export interface Past {
  jobId?: string
  botId?: string
  acceptedAt: Date | string
  startedAt?: Date | string
  finishedAt?: Date | string
  /** @default 'succeeded' when it has finished */
  state?: 'succeeded' | 'failed' | 'canceled'
  error?: string
  meta?: Record<string, unknown>
  createdBy?: { name: string }
  correlationId?: string
}

/** Records a job as it went, and gives its id. */
export async function recordPast(db: Queryable, past: Past): Promise<string> {
  const { jobId = randomUUID(), botId = 'invoice-bot', acceptedAt, startedAt, finishedAt, state = 'succeeded' } = past
  const { meta, createdBy, correlationId, error = 'It broke.' } = past
  const { rejected } = await recordEvents(db, {
    events: [
      { type: 'job.accepted', jobId, botId, at: acceptedAt, meta, createdBy, correlationId },
      ...(startedAt ? [{ type: 'job.started' as const, jobId, at: startedAt }] : []),
      ...(finishedAt ? [ending(jobId, state, finishedAt, error)] : []),
    ],
  })
  if (rejected[0]) throw rejected[0].error
  return jobId
}

function ending(jobId: string, state: 'succeeded' | 'failed' | 'canceled', at: Date | string, error: string) {
  if (state === 'failed') return { type: 'job.failed' as const, jobId, at, error }
  if (state === 'canceled') return { type: 'job.canceled' as const, jobId, at }
  return { type: 'job.succeeded' as const, jobId, at }
}

/** So many minutes before now. */
export function minutesAgo(minutes: number): Date {
  return new Date(Date.now() - minutes * 60_000)
}

/** So many days before now. */
export function daysAgo(days: number): Date {
  return minutesAgo(days * 24 * 60)
}
