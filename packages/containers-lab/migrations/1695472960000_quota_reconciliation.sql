--! requires: 1695471200000_quota_functions
--
-- Whether balances and counters are what their holds add up to.

-- Holds of people and teams that are gone have no balance and are left out.
CREATE FUNCTION containers_lab.reconcile_quota()
    RETURNS TABLE (
        user_id                integer,
        team_id                integer,
        source                 text,
        cores_used             bigint,
        cores_held             bigint,
        memory_mb_used         bigint,
        memory_mb_held         bigint,
        storage_mb_used        bigint,
        storage_mb_held        bigint,
        concurrent_containers  bigint,
        containers_held        bigint
    )
    LANGUAGE sql
    STABLE
    SET search_path = containers_lab, pg_temp
AS $$
    WITH live AS (
        SELECT hold.user_id, NULL::integer AS team_id, hold.cores, hold.memory_mb, hold.disk_mb, hold.container_id
        FROM containers_lab.quota_holds AS hold
        WHERE hold.released_at IS NULL
        UNION ALL
        SELECT NULL, hold.team_id, hold.cores, hold.memory_mb, hold.disk_mb, hold.container_id
        FROM containers_lab.quota_holds AS hold
        WHERE hold.released_at IS NULL AND hold.team_id IS NOT NULL
    ), held AS (
        SELECT
            live.user_id, live.team_id,
            sum(live.cores)::bigint AS cores, sum(live.memory_mb)::bigint AS memory_mb,
            sum(live.disk_mb)::bigint AS disk_mb, count(live.container_id) AS containers
        FROM live
        GROUP BY live.user_id, live.team_id
    ), counted AS (
        SELECT
            balance.user_id, balance.team_id, 'balance' AS source, balance.cores_used, balance.memory_mb_used,
            balance.storage_mb_used, balance.concurrent_containers
        FROM containers_lab.quota_balances AS balance
        UNION ALL
        (
            SELECT DISTINCT ON (counter.user_id, CASE WHEN counter.user_id IS NULL THEN counter.team_id END)
                counter.user_id, CASE WHEN counter.user_id IS NULL THEN counter.team_id END, 'counter',
                counter.cores_used, counter.memory_mb_used, counter.storage_mb_used, counter.concurrent_containers
            FROM containers_lab.usage_counters AS counter
            ORDER BY
                counter.user_id, CASE WHEN counter.user_id IS NULL THEN counter.team_id END, counter.period_start DESC
        )
    )
    SELECT
        counted.user_id, counted.team_id, counted.source,
        counted.cores_used::bigint, coalesce(held.cores, 0),
        counted.memory_mb_used, coalesce(held.memory_mb, 0),
        counted.storage_mb_used, coalesce(held.disk_mb, 0),
        counted.concurrent_containers::bigint, coalesce(held.containers, 0)
    FROM counted
    LEFT JOIN held
        ON held.user_id IS NOT DISTINCT FROM counted.user_id AND held.team_id IS NOT DISTINCT FROM counted.team_id
    WHERE (counted.cores_used, counted.memory_mb_used, counted.storage_mb_used, counted.concurrent_containers)
        IS DISTINCT FROM
        (coalesce(held.cores, 0), coalesce(held.memory_mb, 0), coalesce(held.disk_mb, 0), coalesce(held.containers, 0));
$$;

COMMENT ON FUNCTION containers_lab.reconcile_quota()
    IS 'Where a balance or the latest counter is not the sum of the live holds; no row when all is well.';

REVOKE EXECUTE ON FUNCTION containers_lab.reconcile_quota() FROM PUBLIC;
