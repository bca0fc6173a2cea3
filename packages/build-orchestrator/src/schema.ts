import { defineSchema } from '@schemata/contract'

import { migrations } from './generated/migrations.js'

/**
 * The schema `build_orchestrator`: customers and licenses, the build cache, the build
 * queue and the conversations from which builds come.
 *
 * May be installed under other names, `public` among them.
 */
export const buildOrchestrator = defineSchema({
  key: 'build-orchestrator',
  schema: 'build_orchestrator',
  roles: ['build_app', 'build_worker', 'build_maintenance'],
  history: {
    table: 'schema_migrations',
    since: '001_InitialSchema',
    columns: {
      version: 'version',
      name: 'name',
      checksum: 'checksum',
      execution_time_ms: 'executionTimeMs',
      applied_at: 'appliedAt',
    },
  },
  jobs: [
    {
      name: 'expire-conversations',
      schedule: '0 */6 * * *',
      sql: 'SELECT build_orchestrator.expire_old_conversations(24);',
    },
    {
      name: 'revoke-credentials',
      schedule: '0 2 * * *',
      sql: 'SELECT build_orchestrator.revoke_expired_credentials();',
    },
    { name: 'expire-licenses', schedule: '0 1 * * *', sql: 'SELECT build_orchestrator.expire_licenses();' },
    { name: 'handle-timeouts', schedule: '* * * * *', sql: 'SELECT build_orchestrator.handle_build_timeouts();' },
    { name: 'cleanup-logs', schedule: '0 3 * * 0', sql: 'SELECT build_orchestrator.cleanup_old_build_logs(90);' },
    { name: 'purge-deleted', schedule: '0 4 * * 0', sql: 'SELECT build_orchestrator.purge_soft_deleted_records(30);' },
    { name: 'create-partitions', schedule: '30 0 * * *', sql: 'SELECT build_orchestrator.create_partitions();' },
  ],
  partitionable: {
    build_access_log: 'accessed_at',
    build_events: 'event_timestamp',
    build_metrics: 'metric_timestamp',
  },
  unmanaged: ['build_access_log_p*', 'build_events_p*', 'build_metrics_p*'],
  migrations,
})
