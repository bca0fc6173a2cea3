--! requires: 1695473000000_container_quota
--
-- Mending what reconcile_quota reports, from the containers up: first the holds, then
-- the sums of them.
--
-- Repairing may run beside everything else. Holds that others are giving back are passed
-- over; balances are locked in the order in which everybody locks them, teams before
-- people.

CREATE FUNCTION containers_lab.repair_holds()
    RETURNS TABLE (problem text, user_id integer, team_id integer, container_id integer)
    LANGUAGE sql
    VOLATILE
    SET search_path = containers_lab, pg_temp
AS $$
    WITH orphaned AS (
        UPDATE containers_lab.quota_holds AS hold
        SET released_at = clock_timestamp()
        WHERE hold.id = ANY (ARRAY(
            SELECT live.id
            FROM containers_lab.quota_holds AS live
            WHERE live.released_at IS NULL AND live.container_id IS NOT NULL
                AND NOT EXISTS (
                    SELECT
                    FROM containers_lab.containers AS container
                    JOIN containers_lab.container_statuses AS status ON status.id = container.status_id
                    WHERE container.id = live.container_id AND status.holds_quota
                )
            FOR UPDATE SKIP LOCKED
        ))
        RETURNING hold.user_id, hold.team_id, hold.container_id
    ), missing AS (
        INSERT INTO containers_lab.quota_holds AS hold (user_id, team_id, container_id, cores, memory_mb, disk_mb)
        SELECT
            container.owner_user_id,
            (
                SELECT past.team_id
                FROM containers_lab.quota_holds AS past
                WHERE past.container_id = container.id AND past.user_id = container.owner_user_id
                ORDER BY past.id DESC
                LIMIT 1
            ),
            container.id, container.cpu, container.memory_mb, container.disk_mb
        FROM containers_lab.containers AS container
        JOIN containers_lab.container_statuses AS status ON status.id = container.status_id AND status.holds_quota
        WHERE container.owner_user_id IS NOT NULL
            AND NOT EXISTS (
                SELECT
                FROM containers_lab.quota_holds AS live
                WHERE live.container_id = container.id AND live.released_at IS NULL
            )
        -- What is being started now holds its quota when it is committed.
        FOR UPDATE OF container SKIP LOCKED
        ON CONFLICT DO NOTHING
        RETURNING hold.user_id, hold.team_id, hold.container_id
    )
    SELECT 'hold without a container', orphaned.user_id, orphaned.team_id, orphaned.container_id FROM orphaned
    UNION ALL
    SELECT 'container without a hold', missing.user_id, missing.team_id, missing.container_id FROM missing;
$$;

COMMENT ON FUNCTION containers_lab.repair_holds()
    IS 'Ends holds of containers that hold nothing any more, and makes those that are missing; part of repair_quota.';

CREATE FUNCTION containers_lab.repair_quota()
    RETURNS TABLE (problem text, user_id integer, team_id integer, container_id integer)
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    v_holds  jsonb;
    v_wrong  jsonb;
BEGIN
    SELECT coalesce(jsonb_agg(to_jsonb(mended)), '[]') INTO v_holds FROM containers_lab.repair_holds() AS mended;
    SELECT coalesce(jsonb_agg(jsonb_build_object('source', wrong.source, 'user_id', wrong.user_id, 'team_id', wrong.team_id)), '[]')
    INTO v_wrong
    FROM containers_lab.reconcile_quota() AS wrong;

    PERFORM
    FROM containers_lab.quota_balances AS balance
    JOIN jsonb_to_recordset(v_wrong) AS wrong (user_id integer, team_id integer)
        ON wrong.user_id = balance.user_id OR wrong.team_id = balance.team_id
    ORDER BY balance.team_id NULLS LAST, balance.user_id
    FOR NO KEY UPDATE OF balance;

    -- A statement of its own: it sees what was committed before the locks were given.
    UPDATE containers_lab.quota_balances AS balance
    SET cores_used            = held.cores,
        memory_mb_used        = held.memory_mb,
        storage_mb_used       = held.disk_mb,
        concurrent_containers = held.containers
    FROM (
        SELECT
            wrong.user_id, wrong.team_id,
            coalesce(sum(hold.cores), 0) AS cores, coalesce(sum(hold.memory_mb), 0) AS memory_mb,
            coalesce(sum(hold.disk_mb), 0) AS disk_mb, count(hold.container_id) AS containers
        FROM (
            SELECT DISTINCT item.user_id, item.team_id
            FROM jsonb_to_recordset(v_wrong) AS item (user_id integer, team_id integer)
        ) AS wrong
        LEFT JOIN containers_lab.quota_holds AS hold
            ON hold.released_at IS NULL AND (hold.user_id = wrong.user_id OR hold.team_id = wrong.team_id)
        GROUP BY wrong.user_id, wrong.team_id
    ) AS held
    WHERE balance.user_id = held.user_id OR balance.team_id = held.team_id;

    INSERT INTO containers_lab.usage_counters AS counter (
        user_id, team_id, period_start, cores_used, memory_mb_used, storage_mb_used, concurrent_containers
    )
    SELECT
        balance.user_id, balance.team_id, CURRENT_DATE, balance.cores_used, balance.memory_mb_used, balance.storage_mb_used,
        balance.concurrent_containers
    FROM containers_lab.quota_balances AS balance
    JOIN jsonb_to_recordset(v_wrong) AS wrong (source text, user_id integer, team_id integer)
        ON wrong.source = 'counter' AND wrong.user_id = balance.user_id
    ON CONFLICT (user_id, period_start) DO UPDATE
    SET cores_used            = excluded.cores_used,
        memory_mb_used        = excluded.memory_mb_used,
        storage_mb_used       = excluded.storage_mb_used,
        concurrent_containers = excluded.concurrent_containers,
        updated_at            = now();

    INSERT INTO containers_lab.usage_counters AS counter (
        team_id, period_start, cores_used, memory_mb_used, storage_mb_used, concurrent_containers
    )
    SELECT
        balance.team_id, CURRENT_DATE, balance.cores_used, balance.memory_mb_used, balance.storage_mb_used,
        balance.concurrent_containers
    FROM containers_lab.quota_balances AS balance
    JOIN jsonb_to_recordset(v_wrong) AS wrong (source text, team_id integer)
        ON wrong.source = 'counter' AND wrong.team_id = balance.team_id
    ON CONFLICT (team_id, period_start) WHERE user_id IS NULL DO UPDATE
    SET cores_used            = excluded.cores_used,
        memory_mb_used        = excluded.memory_mb_used,
        storage_mb_used       = excluded.storage_mb_used,
        concurrent_containers = excluded.concurrent_containers,
        updated_at            = now();

    RETURN QUERY
    SELECT mended.problem, mended.user_id, mended.team_id, mended.container_id
    FROM jsonb_to_recordset(v_holds) AS mended (problem text, user_id integer, team_id integer, container_id integer)
    UNION ALL
    SELECT wrong.source, wrong.user_id, wrong.team_id, NULL
    FROM jsonb_to_recordset(v_wrong) AS wrong (source text, user_id integer, team_id integer);
END;
$$;

COMMENT ON FUNCTION containers_lab.repair_quota()
    IS 'Makes holds follow the containers, and balances and today''s counters the holds; tells what was mended. A limit is not asked.';

REVOKE EXECUTE ON FUNCTION containers_lab.repair_holds(), containers_lab.repair_quota() FROM PUBLIC;
