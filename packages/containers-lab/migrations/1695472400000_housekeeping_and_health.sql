-- The state of the lab at a glance.

CREATE VIEW containers_lab.db_health
    WITH (security_invoker = true)
AS
SELECT
    (SELECT count(*) FROM containers_lab.containers) AS total_containers,
    (
        SELECT count(*)
        FROM containers_lab.containers AS container
        JOIN containers_lab.container_statuses AS status ON status.id = container.status_id
        WHERE status.name = 'running'
    ) AS running_containers,
    (SELECT count(*) FROM containers_lab.users) AS total_users,
    (SELECT count(*) FROM containers_lab.assignments AS assignment WHERE assignment.status = 'assigned') AS assigned_tasks,
    now() AS last_checked;

COMMENT ON VIEW containers_lab.db_health IS 'One row: how many containers, running ones, people and waiting assignments the reader may see.';
