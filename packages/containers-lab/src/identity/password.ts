import { z } from 'zod'

/** A password as it is chosen. The upper bound keeps a request from being made to cost much. */
export const password = z.string().min(8).max(1000)
