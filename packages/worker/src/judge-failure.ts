import { SchemaError } from '@schemata/contract'

import { errorText } from './error-text.js'
import { isConnectionError } from './is-connection-error.js'
import type { Failure } from './queue.js'

export interface FailureFacts {
  readonly error: unknown
  /** Why the handler had been told to stop; undefined when it had not. */
  readonly abortReason: SchemaError | undefined
  /** The wait before the next attempt if there is one. */
  readonly retryInMs: number
  /** No attempt may follow, whatever the error. */
  readonly lastAttempt: boolean
}

export type Verdict =
  /** Give it back, the attempt not counted. */
  | { readonly kind: 'release' }
  /** Give it back, and claim no more for a while: what the handler needs is away. */
  | { readonly kind: 'pause' }
  | { readonly kind: 'fail'; readonly failure: Omit<Failure, 'id' | 'fence'> }

/** Decides what becomes of an item whose handler threw. Pure. */
export function judgeFailure({ error, abortReason, retryInMs, lastAttempt }: FailureFacts): Verdict {
  const fail = (kind: Failure['kind'], delay: number | null, text: unknown = error): Verdict => ({
    kind: 'fail',
    failure: { kind, error: errorText(text), retryInMs: lastAttempt ? null : delay },
  })
  switch (abortReason?.code) {
    case 'WORKER_STOPPING':
    case 'WORKER_LEASE_LOST':
      return { kind: 'release' }
    case 'WORKER_CANCELLED':
      return fail('cancelled', null, abortReason)
    case 'WORKER_HANDLER_TIMEOUT':
      return fail('timeout', retryInMs, abortReason)
  }
  const code = SchemaError.is(error) ? error.code : undefined
  if (code === 'WORKER_PERMANENT') return fail('permanent', null)
  if (code === 'WORKER_UNAVAILABLE' || isConnectionError(error)) return { kind: 'pause' }
  return fail('error', askedDelay(error) ?? retryInMs)
}

/** The delay that a RetryLaterError asks for, of any copy of this package. */
function askedDelay(error: unknown): number | undefined {
  if (!SchemaError.is(error) || error.code !== 'WORKER_RETRY_LATER' || !('retryInMs' in error)) return undefined
  return typeof error.retryInMs === 'number' ? Math.max(0, error.retryInMs) : undefined
}
