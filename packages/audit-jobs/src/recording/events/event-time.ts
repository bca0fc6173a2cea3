import { z } from 'zod'

/** A `Date`, an ISO 8601 text with its zone, or milliseconds since 1970. */
export type EventTime = Date | string | number

const isoTime = z.iso.datetime({ offset: true })

/**
 * A moment as ISO text in UTC, to the millisecond.
 *
 * Years 1970 to 9999 only: within them the texts sort as the times do.
 */
export const eventTime = z.unknown().transform((value, context): string => {
  const time = toDate(value)
  const iso = Number.isNaN(time.getTime()) ? '' : time.toISOString()
  if (iso.length === 24 && iso >= '1970') return iso
  context.addIssue('expected a Date, an ISO time with its zone, or milliseconds since 1970')
  return z.NEVER
})

function toDate(value: unknown): Date {
  if (value instanceof Date) return value
  if (typeof value === 'number') return new Date(Math.round(value))
  return new Date(isoTime.safeParse(value).success ? String(value) : Number.NaN)
}
