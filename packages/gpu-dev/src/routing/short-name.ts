import { z } from 'zod'

const RESERVED = ['www', 'api', 'admin', 'root', 'mail', 'ftp', 'ns', 'ns1', 'ns2']

/** A label of the domain name system in any case, up to 63 characters, none of the reserved ones; read in lower case. */
export const shortName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'Expected letters, digits and inner hyphens, at most 63')
  .refine((name) => !RESERVED.includes(name), 'Expected a name that is not reserved')
