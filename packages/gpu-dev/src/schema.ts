import { defineSchema } from '@schemata/contract'
import { pgmq } from '@schemata/pgmq/schema'

import { migrations } from './generated/migrations.js'

/**
 * The schema `gpu_dev`: users and their keys, reservations of GPUs, persistent disks,
 * capacity, and the names under which reservations are reached.
 *
 * May be installed under another name, `public` among them, but once per database: the
 * queues `gpu_reservations` and `disk_operations` bear these names everywhere.
 */
export const gpuDev = defineSchema({
  key: 'gpu-dev',
  schema: 'gpu_dev',
  requires: [{ package: pgmq, range: '^1.0.0', from: '006_metrics' }],
  migrations,
})
