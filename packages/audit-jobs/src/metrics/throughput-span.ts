import { z } from 'zod'

import { calendarDay, calendarMonth } from '../calendar.js'

/** Which buckets are asked for. */
export type ThroughputSpan =
  /** The hours of a day, `YYYY-MM-DD`: 23 or 25 of them when the clocks change. */
  | { by: 'hour'; day: string }
  /** The days of a month, `YYYY-MM`. */
  | { by: 'day'; month: string }
  /** The months of a year. */
  | { by: 'month'; year: number }
  /** The last hours, the present one included, up to 720. @default 48 */
  | { by: 'last_hours'; hours?: number }

export const throughputSpan = z.discriminatedUnion('by', [
  z.object({ by: z.literal('hour'), day: calendarDay }),
  z.object({ by: z.literal('day'), month: calendarMonth }),
  z.object({ by: z.literal('month'), year: z.int().min(1970).max(9999) }),
  z.object({ by: z.literal('last_hours'), hours: z.int().min(1).max(720).default(48) }),
])
