--! requires: 1695473600000_container_policies
--
-- What has become of a container: states, operations and snapshots in one line.

CREATE VIEW containers_lab.container_timeline
    WITH (security_invoker = true)
AS
SELECT
    entry.container_id, entry.changed_at AS at, 'status' AS kind, after.name AS what, entry.changed_by AS user_id,
    jsonb_build_object('from', before.name, 'to', after.name, 'reason', entry.reason) AS details
FROM containers_lab.container_lifecycle AS entry
LEFT JOIN containers_lab.container_statuses AS before ON before.id = entry.old_status_id
LEFT JOIN containers_lab.container_statuses AS after ON after.id = entry.new_status_id
UNION ALL
SELECT
    entry.container_id, entry.created_at, 'operation', entry.action, entry.created_by,
    jsonb_build_object('operation', operation.operation, 'operation_id', operation.id, 'details', entry.details)
FROM containers_lab.operation_audit AS entry
LEFT JOIN containers_lab.operation_queue AS operation ON operation.id = entry.operation_queue_id
UNION ALL
SELECT
    snapshot.container_id, snapshot.created_at, 'snapshot', snapshot.lxc_snapshot_name, snapshot.created_by,
    jsonb_build_object('notes', snapshot.notes)
FROM containers_lab.snapshots AS snapshot;

COMMENT ON VIEW containers_lab.container_timeline IS 'States, operations and snapshots of containers the reader may see; order it by at.';

GRANT SELECT ON containers_lab.container_timeline TO app_role, readonly_role;
