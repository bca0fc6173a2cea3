-- Sums for a monitoring page, refreshed now and then. They show everybody's containers
-- and carry no row security, so no role is granted them.

CREATE MATERIALIZED VIEW containers_lab.mv_active_containers_per_user AS
SELECT
    owner.id                AS user_id,
    owner.email,
    count(container.id)     AS active_containers
FROM containers_lab.users AS owner
LEFT JOIN (
    containers_lab.containers AS container
    JOIN containers_lab.container_statuses AS status ON status.id = container.status_id AND status.name = 'running'
) ON container.owner_user_id = owner.id
GROUP BY owner.id, owner.email;

COMMENT ON MATERIALIZED VIEW containers_lab.mv_active_containers_per_user IS 'Every person with the number of their running containers, as of the last refresh.';

CREATE MATERIALIZED VIEW containers_lab.mv_containers_by_status AS
SELECT
    status.name             AS status_name,
    count(container.id)     AS cnt
FROM containers_lab.container_statuses AS status
LEFT JOIN containers_lab.containers AS container ON container.status_id = status.id
GROUP BY status.name;

COMMENT ON MATERIALIZED VIEW containers_lab.mv_containers_by_status IS 'Every state with the number of containers in it, as of the last refresh.';

-- A concurrent refresh compares rows by a unique index.
CREATE UNIQUE INDEX mv_active_containers_per_user_user_id_idx ON containers_lab.mv_active_containers_per_user (user_id);
CREATE UNIQUE INDEX uq_mv_containers_by_status_status_name ON containers_lab.mv_containers_by_status (status_name);

-- Readers go on reading. A view that was restored without its rows cannot be refreshed
-- that way and is filled first.
CREATE FUNCTION containers_lab.refresh_monitoring_materialized_views()
    RETURNS void
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
AS $$
BEGIN
    PERFORM FROM pg_class AS view
    WHERE view.oid = 'containers_lab.mv_active_containers_per_user'::regclass AND view.relispopulated;
    IF FOUND THEN
        REFRESH MATERIALIZED VIEW CONCURRENTLY containers_lab.mv_active_containers_per_user;
    ELSE
        REFRESH MATERIALIZED VIEW containers_lab.mv_active_containers_per_user;
    END IF;
    PERFORM FROM pg_class AS view
    WHERE view.oid = 'containers_lab.mv_containers_by_status'::regclass AND view.relispopulated;
    IF FOUND THEN
        REFRESH MATERIALIZED VIEW CONCURRENTLY containers_lab.mv_containers_by_status;
    ELSE
        REFRESH MATERIALIZED VIEW containers_lab.mv_containers_by_status;
    END IF;
END;
$$;

COMMENT ON FUNCTION containers_lab.refresh_monitoring_materialized_views() IS 'Brings both monitoring views up to date without keeping readers out.';

REVOKE EXECUTE ON FUNCTION containers_lab.refresh_monitoring_materialized_views() FROM PUBLIC;
