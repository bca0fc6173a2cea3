import fc from 'fast-check'
import { expect, test } from 'vitest'

import { errorText } from '../src/error-text.js'
import { CancelledError, PermanentError, RetryLaterError, UnavailableError } from '../src/errors.js'
import { idleDelay } from '../src/idle-delay.js'
import { isConnectionError } from '../src/is-connection-error.js'
import { isTransientError } from '../src/is-transient-error.js'
import { judgeFailure } from '../src/judge-failure.js'
import { prefetchSize } from '../src/prefetch-size.js'
import { retryDelay } from '../src/retry-delay.js'

const share = fc.double({ min: 0, max: 1, noNaN: true })

test('keeps every retry delay between its certain share and the whole, and the whole under the cap', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.record({
        baseMs: fc.integer({ min: 0, max: 60_000 }),
        factor: fc.double({ min: 1, max: 10, noNaN: true }),
        maxMs: fc.integer({ min: 0, max: 86_400_000 }),
        jitter: share,
      }),
      share,
      (attempt, backoff, random) => {
        const delay = retryDelay(attempt, backoff, () => random)
        const grown = backoff.baseMs === 0 ? 0 : backoff.baseMs * backoff.factor ** (attempt - 1)
        const whole = Math.min(backoff.maxMs, grown)
        expect(Number.isInteger(delay)).toBe(true)
        expect(delay).toBeGreaterThanOrEqual(Math.floor(whole * (1 - backoff.jitter)))
        expect(delay).toBeLessThanOrEqual(Math.ceil(whole))
      },
    ),
  )
})

test('never shortens a retry delay as attempts grow', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), share, (attempt, random) => {
      expect(retryDelay(attempt + 1, {}, () => random)).toBeGreaterThanOrEqual(retryDelay(attempt, {}, () => random))
    }),
  )
})

test('looks at an idle queue soon at first, then seldom, never later than the poll interval allows', () => {
  expect([1, 2, 3, 4].map((step) => idleDelay(step - 1, 1000, () => 0.5))).toEqual([5, 50, 250, 500])
  fc.assert(
    fc.property(fc.nat(10_000), fc.integer({ min: 1, max: 60_000 }), share, (step, pollMs, random) => {
      const delay = idleDelay(step, pollMs, () => random)
      expect(delay).toBeGreaterThan(0)
      expect(delay).toBeLessThanOrEqual(pollMs * 1.2 + 0.001)
    }),
  )
})

test('buffers nothing for slow handlers and a whole batch for fast ones', () => {
  expect(prefetchSize({ handlerMs: undefined, concurrency: 4, batch: 100 })).toBe(0)
  expect(prefetchSize({ handlerMs: 600_000, concurrency: 4, batch: 100 })).toBe(0)
  expect(prefetchSize({ handlerMs: 40, concurrency: 4, batch: 100 })).toBe(20)
  expect(prefetchSize({ handlerMs: 0, concurrency: 4, batch: 100 })).toBe(100)
})

const failure = (code: string, message = 'No.'): Error => Object.assign(new Error(message), { code })

test.each(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03', '08006', '53300'])(
  'knows %s for a lost connection, also as a cause',
  (code) => {
    expect(isConnectionError(failure(code))).toBe(true)
    expect(isConnectionError(new Error('Wrapped.', { cause: failure(code) }))).toBe(true)
  },
)

test('takes no other error for a lost connection', () => {
  for (const code of ['23505', '42P01', '40001', 'ENOENT', '57014'])
    expect(isConnectionError(failure(code))).toBe(false)
  // A message alone proves nothing once there is a code.
  expect(isConnectionError(failure('P0001', 'Connection terminated'))).toBe(false)
  expect(isConnectionError('ECONNRESET')).toBe(false)
  expect(isConnectionError(undefined)).toBe(false)
})

test('sends a statement again after a deadlock, on a standby, without room; not after a violation', () => {
  for (const code of ['40P01', '40001', '25006', '53100', '55P03', '57014'])
    expect(isTransientError(failure(code))).toBe(true)
  for (const code of ['23505', '42P01', '22P02']) expect(isTransientError(failure(code))).toBe(false)
})

const facts = { abortReason: undefined, retryInMs: 500, lastAttempt: false }

test('judges a failure by what was thrown', () => {
  expect(judgeFailure({ ...facts, error: new Error('No.') })).toEqual({
    kind: 'fail',
    failure: { kind: 'error', error: 'Error: No.', retryInMs: 500 },
  })
  expect(judgeFailure({ ...facts, error: new PermanentError({ reason: 'Never.' }) })).toMatchObject({
    failure: { kind: 'permanent', retryInMs: null },
  })
  expect(judgeFailure({ ...facts, error: new RetryLaterError({ retryInMs: 9000 }) })).toMatchObject({
    failure: { kind: 'error', retryInMs: 9000 },
  })
  expect(judgeFailure({ ...facts, error: new UnavailableError({ what: 'Redis' }) })).toEqual({ kind: 'pause' })
  expect(judgeFailure({ ...facts, error: failure('57P01') })).toEqual({ kind: 'pause' })
  expect(judgeFailure({ ...facts, lastAttempt: true, error: new Error('No.') })).toMatchObject({
    failure: { kind: 'error', retryInMs: null },
  })
})

test('judges it by the reason of the abort when there was one', () => {
  const cancelled = {
    ...facts,
    abortReason: new CancelledError({ id: '7' }),
    error: new PermanentError({ reason: 'No.' }),
  }
  expect(judgeFailure(cancelled)).toMatchObject({ failure: { kind: 'cancelled', retryInMs: null } })
})

test('writes down any thrown thing in a way that a text column takes', () => {
  expect(errorText(new TypeError('x\0y'))).toBe('TypeError: xy')
  expect(errorText('plain')).toBe('plain')
  expect(errorText({ status: 503 })).toBe('{"status":503}')
  expect(errorText(undefined)).toBe('undefined')
  expect(errorText(new AggregateError([new Error('a'), new Error('b')]))).toBe('Error: a; Error: b')
  expect(errorText(new Error('x'.repeat(9000)))).toHaveLength(2000)
})
