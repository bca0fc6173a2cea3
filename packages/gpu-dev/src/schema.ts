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
  fixtures: [
    {
      table: 'gpu_types',
      key: ['gpu_type'],
      owned: ['instance_type', 'max_gpus', 'cpus', 'memory_gb', 'max_per_node', 'description', 'updated_at'],
      // Counted in the cluster, and the operator's switch.
      initial: ['total_cluster_gpus', 'is_active'],
    },
  ],
  jobs: [
    { name: 'expire-reservations', schedule: '*/5 * * * *', sql: 'SELECT gpu_dev.expire_reservations(1000);' },
    { name: 'fail-stuck-reservations', schedule: '*/5 * * * *', sql: 'SELECT gpu_dev.fail_stuck_reservations(1000);' },
    {
      name: 'cancel-stale-reservations',
      schedule: '*/5 * * * *',
      sql: 'SELECT gpu_dev.cancel_stale_reservations(1000);',
    },
    { name: 'admit-reservations', schedule: '* * * * *', sql: 'SELECT gpu_dev.admit_reservations();' },
    {
      name: 'archive-reservations',
      schedule: '20 3 * * *',
      sql: "SELECT gpu_dev.archive_reservations(interval '90 days', 10000);",
    },
  ],
  migrations,
})
