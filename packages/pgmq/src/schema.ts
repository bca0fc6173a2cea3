import { defineSchema } from '@schemata/contract'

import { migrations } from './generated/migrations.js'

/**
 * The schema `pgmq`: message queues, by the calls of the extension of that name.
 *
 * Fixed, since clients call `pgmq.send()` by that name. Where the extension itself is
 * installed, the stack names this package `provided`.
 */
export const pgmq = defineSchema({
  key: 'pgmq',
  schema: 'pgmq',
  relocatable: false,
  // A table of messages and one of archived messages for each queue.
  unmanaged: ['q_*', 'a_*'],
  migrations,
})
