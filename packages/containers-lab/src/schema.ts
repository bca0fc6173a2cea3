import { defineSchema } from '@schemata/contract'

import { migrations } from './generated/migrations.js'

/**
 * The schema `containers_lab`: people and their roles, courses and assignments,
 * containers with their quota, and the audit trail of all of it.
 *
 * May be installed under other names, `public` among them.
 */
export const containersLab = defineSchema({
  key: 'containers-lab',
  schema: 'containers_lab',
  roles: ['app_role', 'readonly_role'],
  // Searches by a part of a name work without it; with it, indexes make them fast.
  extensions: [{ name: 'pg_trgm', optional: true }],
  jobs: [
    { name: 'sweep-operations', schedule: '* * * * *', sql: 'SELECT containers_lab.sweep_operations();' },
    { name: 'sweep-import-jobs', schedule: '* * * * *', sql: 'SELECT containers_lab.sweep_import_jobs();' },
    { name: 'seal-audit-logs', schedule: '*/10 * * * *', sql: 'SELECT containers_lab.seal_audit_logs();' },
    {
      name: 'refresh-monitoring-views',
      schedule: '*/15 * * * *',
      sql: 'SELECT containers_lab.refresh_monitoring_materialized_views();',
    },
    {
      name: 'delete-expired-ssh-keys',
      schedule: '30 * * * *',
      sql: 'SELECT containers_lab.delete_expired_ssh_keys();',
    },
    {
      name: 'delete-expired-web-ssh-sessions',
      schedule: '45 * * * *',
      sql: 'SELECT containers_lab.delete_expired_web_ssh_sessions();',
    },
    {
      name: 'delete-expired-sessions',
      schedule: '30 1 * * *',
      sql: `DELETE FROM containers_lab.sessions WHERE least(token_expires_at, revoked_at) < now() - interval '7 days';`,
    },
    { name: 'carry-usage-forward', schedule: '5 0 * * *', sql: 'SELECT containers_lab.carry_usage_forward();' },
    { name: 'apply-retention', schedule: '15 * * * *', sql: 'SELECT containers_lab.apply_retention(50000);' },
  ],
  migrations,
})
