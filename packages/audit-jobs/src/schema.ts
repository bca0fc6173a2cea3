import { defineSchema } from '@schemata/contract'

import { migrations } from './generated/migrations.js'

/**
 * The schema `audit_jobs`: jobs, the stages they went through, the log lines they came
 * from, and the views that sum them up.
 *
 * May be installed under other names, `public` among them. The role `audit_reader` reads
 * everything but payloads.
 */
export const auditJobs = defineSchema({
  key: 'audit-jobs',
  schema: 'audit_jobs',
  roles: ['audit_reader'],
  history: {
    table: 'migrations_log',
    since: '001_init',
    columns: {
      version: 'version',
      name: 'name',
      checksum: 'checksum',
      execution_time_ms: 'executionTimeMs',
      applied_at: 'appliedAt',
    },
  },
  migrations,
})
