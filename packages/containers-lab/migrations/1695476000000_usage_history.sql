--! requires: 1695471200000_quota_functions
--! requires: 1695473700000_personal_policies
--
-- What was used, day by day and month by month.
--
-- A counter is made when something changes. Who keeps the same containers for weeks would
-- have no counter on most days, so each night the gaps are filled.

-- Today's counters start from the balances, which are locked: who is changing one
-- finishes first, and finds the counter afterwards.
CREATE FUNCTION containers_lab.carry_usage_forward()
    RETURNS bigint
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_past  bigint;
    v_today bigint;
BEGIN
    INSERT INTO containers_lab.usage_counters (
        user_id, team_id, period_start, cores_used, memory_mb_used, storage_mb_used, concurrent_containers
    )
    SELECT
        latest.user_id, latest.team_id, missed.day::date, latest.cores_used, latest.memory_mb_used, latest.storage_mb_used,
        latest.concurrent_containers
    FROM (
        SELECT DISTINCT ON (counter.user_id, CASE WHEN counter.user_id IS NULL THEN counter.team_id END) counter.*
        FROM containers_lab.usage_counters AS counter
        ORDER BY counter.user_id, CASE WHEN counter.user_id IS NULL THEN counter.team_id END, counter.period_start DESC
    ) AS latest
    CROSS JOIN LATERAL generate_series(latest.period_start + 1, CURRENT_DATE - 1, interval '1 day') AS missed (day)
    WHERE latest.cores_used > 0 OR latest.memory_mb_used > 0 OR latest.storage_mb_used > 0 OR latest.concurrent_containers > 0
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS v_past = ROW_COUNT;

    INSERT INTO containers_lab.usage_counters (
        user_id, team_id, period_start, cores_used, memory_mb_used, storage_mb_used, concurrent_containers
    )
    SELECT
        balance.user_id,
        coalesce(balance.team_id, (
            SELECT former.team_id
            FROM containers_lab.usage_counters AS former
            WHERE former.user_id = balance.user_id
            ORDER BY former.period_start DESC
            LIMIT 1
        )),
        CURRENT_DATE, balance.cores_used, balance.memory_mb_used, balance.storage_mb_used, balance.concurrent_containers
    FROM containers_lab.quota_balances AS balance
    WHERE balance.cores_used > 0 OR balance.memory_mb_used > 0 OR balance.storage_mb_used > 0
        OR balance.concurrent_containers > 0
    ORDER BY balance.team_id NULLS LAST, balance.user_id
    FOR NO KEY UPDATE OF balance
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS v_today = ROW_COUNT;
    RETURN v_past + v_today;
END;
$$;

COMMENT ON FUNCTION containers_lab.carry_usage_forward()
    IS 'Makes the counters of today, and of days that were missed, for whoever still holds something; gives their number.';

REVOKE EXECUTE ON FUNCTION containers_lab.carry_usage_forward() FROM PUBLIC;

CREATE VIEW containers_lab.usage_by_month
    WITH (security_invoker = true)
AS
SELECT
    date_trunc('month', counter.period_start::timestamp)::date AS month,
    counter.user_id,
    CASE WHEN counter.user_id IS NULL THEN counter.team_id END AS team_id,
    count(*)::integer AS days,
    sum(counter.cores_used) AS core_days,
    sum(counter.memory_mb_used)::bigint AS memory_mb_days,
    sum(counter.storage_mb_used)::bigint AS storage_mb_days,
    sum(counter.concurrent_containers) AS container_days,
    max(counter.cores_used) AS peak_cores,
    max(counter.memory_mb_used) AS peak_memory_mb,
    max(counter.storage_mb_used) AS peak_storage_mb,
    max(counter.concurrent_containers) AS peak_containers
FROM containers_lab.usage_counters AS counter
GROUP BY
    date_trunc('month', counter.period_start::timestamp)::date, counter.user_id,
    CASE WHEN counter.user_id IS NULL THEN counter.team_id END;

COMMENT ON VIEW containers_lab.usage_by_month
    IS 'What a person, or a team together, occupied in a month: days times amount, and the most at the end of a day.';

GRANT SELECT ON containers_lab.usage_by_month TO app_role, readonly_role;
