import { z } from 'zod'

/** An address as it is stored and compared: without blanks around it, lower case, at most 255 characters. */
export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(255)
  .regex(/^[^\s@]+@[^\s@]+$/, 'expected an email address')
