import { z } from 'zod'

/** Which part of the system recorded an event. */
export const eventSource = z.enum(['API', 'QUEUE', 'WORKER'])
