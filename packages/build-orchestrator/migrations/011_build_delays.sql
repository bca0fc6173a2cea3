--! requires: 010_build_admission
--
-- Builds that wait for a time: after a failure, or as they were asked for.

CREATE FUNCTION build_orchestrator.promote_due_builds(p_limit integer DEFAULT 100)
    RETURNS integer
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
    SET jit = off
    SET enable_seqscan = off
AS $$
DECLARE
    v_now       timestamptz := clock_timestamp();
    v_promoted  integer;
BEGIN
    WITH due AS (
        UPDATE build_orchestrator.build_queue AS build
        SET not_before = NULL,
            parked = build.waits_for > 0 OR EXISTS (
                SELECT FROM build_orchestrator.build_places AS place WHERE place.customer_id = build.customer_id
            )
        WHERE build.id = ANY (ARRAY(
            SELECT delayed.id
            FROM build_orchestrator.build_queue AS delayed
            WHERE delayed.status = 'queued' AND delayed.not_before IS NOT NULL AND delayed.not_before <= v_now
            ORDER BY delayed.not_before
            LIMIT p_limit
            FOR NO KEY UPDATE SKIP LOCKED
        ))
        RETURNING build.customer_id, build.parked
    ), noted AS (
        INSERT INTO build_orchestrator.build_admissions (customer_id)
        SELECT DISTINCT due.customer_id FROM due WHERE due.parked
    )
    SELECT count(*) INTO v_promoted FROM due;
    RETURN v_promoted;
END
$$;

COMMENT ON FUNCTION build_orchestrator.promote_due_builds(integer)
    IS 'Makes delayed builds ready whose time has come, longest due first; returns how many.';

REVOKE EXECUTE ON FUNCTION
    build_orchestrator.promote_due_builds(integer)
FROM PUBLIC;
