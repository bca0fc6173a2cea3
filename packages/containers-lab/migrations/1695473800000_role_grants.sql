--! requires: 1695473700000_personal_policies
--
-- What the two roles may call, and what carries no row security because it concerns
-- nobody: names of roles, teams and states.
--
-- Nobody is granted the monitoring views, retention, reconciliation, or the functions
-- that put back what was given up: those belong to the owner of the schema.

GRANT SELECT ON
    containers_lab.roles,
    containers_lab.permissions,
    containers_lab.role_permissions,
    containers_lab.teams,
    containers_lab.container_statuses,
    containers_lab.container_status_moves,
    containers_lab.assignment_statuses
TO app_role, readonly_role;

GRANT SELECT ON containers_lab.settings TO app_role;
GRANT SELECT ON containers_lab.db_health TO app_role, readonly_role;
GRANT USAGE ON SEQUENCE containers_lab.containers_id_seq TO app_role;

GRANT EXECUTE ON FUNCTION
    containers_lab.check_and_reserve_quota(integer, integer, integer, bigint, bigint),
    containers_lab.hold_quota(integer, integer, integer, integer, bigint, bigint),
    containers_lab.release_quota(integer, integer, integer, bigint, bigint),
    containers_lab.reserve_container_row(integer, integer, integer, text, integer, integer, integer),
    containers_lab.record_snapshot(integer, text, integer, text),
    containers_lab.promote_template_version(integer, integer),
    containers_lab.generate_usage_export(date, date, integer),
    containers_lab.usage_export_rows(bigint),
    containers_lab.usage_export_csv(bigint),
    containers_lab.acquire_advisory_lock(bigint, integer),
    containers_lab.release_advisory_lock(bigint),
    containers_lab.acting_user_id(),
    containers_lab.enqueue_operation(integer, text, jsonb, timestamptz, integer),
    containers_lab.claim_operations(text, integer, interval),
    containers_lab.heartbeat_operations(bigint[], bigint[], interval),
    containers_lab.report_operation_progress(bigint, bigint, jsonb),
    containers_lab.complete_operation(bigint, bigint, jsonb),
    containers_lab.fail_operation(bigint, bigint, text, boolean),
    containers_lab.release_operations(bigint[], bigint[]),
    containers_lab.sweep_operations(integer),
    containers_lab.heartbeat_operation_worker(text, bigint[], bigint[], interval, interval),
    containers_lab.retire_operation_worker(text),
    containers_lab.complete_operations(bigint[], bigint[], jsonb[]),
    containers_lab.fail_operations(bigint[], bigint[], text[], double precision[]),
    containers_lab.complete_and_claim_operations(bigint[], bigint[], jsonb[], text, integer, interval),
    containers_lab.wake_operation_workers(),
    containers_lab.claim_import_jobs(text, integer, interval),
    containers_lab.heartbeat_import_job(integer, bigint, integer, integer, interval),
    containers_lab.record_import_error(integer, bigint, integer, text, jsonb),
    containers_lab.complete_import_job(integer, bigint, text),
    containers_lab.fail_import_job(integer, bigint, text, boolean),
    containers_lab.sweep_import_jobs(integer),
    containers_lab.open_web_ssh_session(integer, integer, interval, text, text),
    containers_lab.use_web_ssh_session(text),
    containers_lab.revoke_web_ssh_session(bigint)
TO app_role;

GRANT EXECUTE ON FUNCTION containers_lab.usage_export_rows(bigint), containers_lab.usage_export_csv(bigint) TO readonly_role;
