import { z } from 'zod'

/** Any text with something in it; usually a UUID. */
export const reservationId = z
  .string()
  .max(255)
  .refine((id) => id.trim() !== '', 'Expected an id')
