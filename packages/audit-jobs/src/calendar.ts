import { z } from 'zod'

/** `YYYY-MM-DD`, a day that exists. */
export const calendarDay = z.iso.date()

/** `YYYY-MM`. */
export const calendarMonth = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'expected a month as YYYY-MM')

/** Days from `first` up to `next`, which is not among them. */
export interface Days {
  readonly first: string
  readonly next: string
}

/** One day, as a span. */
export function spanOfDay(day: string): Days {
  return { first: day, next: new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10) }
}

/** All days of a month. */
export function spanOfMonth(month: string): Days {
  const first = new Date(`${month}-01T00:00:00Z`)
  first.setUTCMonth(first.getUTCMonth() + 1)
  return { first: `${month}-01`, next: first.toISOString().slice(0, 10) }
}
