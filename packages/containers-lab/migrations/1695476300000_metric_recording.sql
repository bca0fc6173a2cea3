--! requires: 1695473600000_container_policies
--
-- Measurements come from agents and workers, many at a time.
--
-- Somebody who acts may record only what belongs to a container they see, or to a team of
-- theirs; of the lab as a whole only who manages containers.

CREATE POLICY metrics_insert ON containers_lab.metrics
    FOR INSERT
    TO app_role
    WITH CHECK (
        (SELECT containers_lab.actor_may('containers:manage'))
        OR (
            num_nonnulls(container_id, team_id) > 0
            AND (
                container_id IS NULL
                OR EXISTS (SELECT FROM containers_lab.containers AS container WHERE container.id = container_id)
            )
            AND (team_id IS NULL OR team_id = ANY ((SELECT containers_lab.actor_team_ids())::integer[]))
        )
    );

GRANT INSERT ON containers_lab.metrics TO app_role;

-- Serves the latest measurement of each name of a container.
CREATE INDEX idx_metrics_latest ON containers_lab.metrics (container_id, metric_name, recorded_at DESC, id DESC)
    WHERE container_id IS NOT NULL;
