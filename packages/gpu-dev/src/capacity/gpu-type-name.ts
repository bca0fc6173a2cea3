import { z } from 'zod'

/** A kind of GPU, in any case; stored in lower case. */
export const gpuTypeName = z.string().trim().toLowerCase().min(1).max(50)
