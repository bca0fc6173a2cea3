import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { createQueue, defineQueue } from '../src/index.js'

let made = 0

/** A queue of numbered messages under a name that no other test has, created. */
export async function aQueue(db: Queryable) {
  made += 1
  const queue = defineQueue({ name: `numbers_${made}`, message: z.object({ n: z.int() }) })
  await createQueue(db, { name: queue.name })
  return queue
}

/** Messages 1 to count. */
export function numbers(count: number) {
  return Array.from({ length: count }, (_, index) => ({ message: { n: index + 1 } }))
}
