CREATE OR REPLACE FUNCTION build_orchestrator.update_build_progress(
    p_build_id          uuid,
    p_progress_percent  integer,
    p_current_step      varchar(255),
    p_steps_completed   integer  DEFAULT NULL
)
    RETURNS boolean
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
BEGIN
    UPDATE build_orchestrator.build_queue AS build
    SET progress_percent = coalesce(p_progress_percent, build.progress_percent),
        current_step     = coalesce(p_current_step, build.current_step),
        steps_completed  = coalesce(p_steps_completed, build.steps_completed)
    WHERE build.id = p_build_id AND build.status = 'building';
    RETURN FOUND;
END
$$;

COMMENT ON FUNCTION build_orchestrator.update_build_progress(uuid, integer, varchar, integer)
    IS 'Notes how far a build is; null keeps what was there. False when it is not being built.';
DROP FUNCTION build_orchestrator.release_builds(uuid[], bigint[]);
DROP FUNCTION build_orchestrator.heartbeat_builds(uuid[], bigint[], interval);
DROP FUNCTION build_orchestrator.report_build_progress(uuid, bigint, integer, varchar, integer, integer);
