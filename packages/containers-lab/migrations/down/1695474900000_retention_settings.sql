DROP FUNCTION containers_lab.purge_quota_holds(integer, integer);
DROP FUNCTION containers_lab.purge_import_jobs(integer, integer);
DROP FUNCTION containers_lab.purge_operations(integer, integer);
DROP FUNCTION containers_lab.purge_notifications(integer, integer);
DROP FUNCTION containers_lab.apply_retention(integer);
DROP FUNCTION containers_lab.retention_days(text);
DROP INDEX containers_lab.idx_operation_queue_over;
DROP INDEX containers_lab.idx_quota_holds_released_at;
DROP INDEX containers_lab.idx_notifications_read_created_at;
DELETE FROM containers_lab.settings
WHERE key IN (
    'retention.audit_logs.days', 'retention.audit_logs_archive.days', 'retention.metrics.days',
    'retention.notifications.days', 'retention.operations.days', 'retention.import_jobs.days', 'retention.quota_holds.days'
);
