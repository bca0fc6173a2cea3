import { z } from 'zod'

/** How users are called in reservations and disks. */
export const userName = z
  .string()
  .min(1)
  .max(255)
  .refine((name) => name.trim() !== '', 'Expected a name')
