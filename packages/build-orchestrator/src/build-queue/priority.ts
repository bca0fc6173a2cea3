import { z } from 'zod'

const LEVELS = { low: 2, normal: 5, high: 8, critical: 10 } as const

/** 1 is lowest, 10 is highest; the names stand for 2, 5, 8 and 10. */
export type Priority = number | keyof typeof LEVELS

/** A priority as a number, whichever way it was given. */
export const priority = z.union([
  z.int().min(1).max(10),
  z.enum(['low', 'normal', 'high', 'critical']).transform((name) => LEVELS[name]),
])
