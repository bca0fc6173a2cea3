import fc from 'fast-check'
import { expect, test } from 'vitest'

import { InvalidScheduleError } from '../errors.js'
import { parseSchedule } from './schedule.js'

const at = (text: string): Date => new Date(text)

test('finds the tick of this very moment, and the one before a moment earlier', () => {
  const daily = parseSchedule('job', '0 2 * * *')
  expect(daily.latest(at('2026-03-04T02:00:00.000Z'))).toEqual(at('2026-03-04T02:00:00Z'))
  expect(daily.latest(at('2026-03-04T01:59:59.999Z'))).toEqual(at('2026-03-03T02:00:00Z'))
  expect(daily.next(at('2026-03-04T02:00:00.000Z'))).toEqual(at('2026-03-05T02:00:00Z'))
})

test('runs on either day when both are restricted, as crontab does', () => {
  const either = parseSchedule('job', '0 0 13 * 5')
  expect(either.next(at('2026-01-01T00:00:00Z'))).toEqual(at('2026-01-02T00:00:00Z'))
  expect(either.next(at('2026-01-12T00:00:00Z'))).toEqual(at('2026-01-13T00:00:00Z'))
})

test('follows the clocks of its time zone', () => {
  const berlin = parseSchedule('job', '0 3 * * *', 'Europe/Berlin')
  expect(berlin.next(at('2026-03-28T00:00:00Z'))).toEqual(at('2026-03-28T02:00:00Z'))
  expect(berlin.next(at('2026-03-29T00:00:00Z'))).toEqual(at('2026-03-29T01:00:00Z'))
})

test('lays every moment between its latest tick and the next', () => {
  const schedules = ['*/5 * * * *', '0 2 * * 0', '30 4 1 * *', '15 10 * * 1-5'].map((text) =>
    parseSchedule('job', text),
  )
  fc.assert(
    fc.property(
      fc.constantFrom(...schedules),
      fc.date({ min: at('2020-01-01T00:00:00Z'), max: at('2035-01-01T00:00:00Z'), noInvalidDate: true }),
      (schedule, now) => {
        const latest = schedule.latest(now)
        const next = schedule.next(now)
        expect(latest?.getTime()).toBeLessThanOrEqual(now.getTime())
        expect(next?.getTime()).toBeGreaterThan(now.getTime())
        expect(latest && schedule.next(latest)).toEqual(next)
      },
    ),
    { numRuns: 200 },
  )
})

test('says what is wrong with a schedule and what one looks like', () => {
  expect(() => parseSchedule('clean-up', 'never')).toThrow(InvalidScheduleError)
  expect(() => parseSchedule('clean-up', 'never')).toThrow(
    'Job `clean-up`: the schedule `never` has neither five nor six fields.',
  )
  expect(() => parseSchedule('clean-up', '0 2 * * 0', 'Nowhere/City')).toThrow(/cannot be read/)
})
