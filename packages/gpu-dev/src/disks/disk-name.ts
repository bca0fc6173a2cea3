import { z } from 'zod'

/** Letters, digits, `_` and `-`. */
export const diskName = z.string().regex(/^[A-Za-z0-9_-]{1,255}$/, 'Expected letters, digits, _ and -')
