import { z } from 'zod'

/** An id as this package gives it. */
export const messageId = z.string().regex(/^\d{1,18}$/, 'Expected an id of digits, as text')
