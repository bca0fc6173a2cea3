--! requires: 007_queue_indexes
--
-- The result of every run. The latest one is in build_results, where readers that know
-- of one result a build find it; those before it move to build_result_history.

ALTER TABLE build_orchestrator.build_results ADD COLUMN attempt bigint NOT NULL DEFAULT 1;
COMMENT ON COLUMN build_orchestrator.build_results.attempt IS 'The fence of the run it came of.';

ALTER TABLE build_orchestrator.build_artifacts ADD COLUMN attempt bigint NOT NULL DEFAULT 1;
COMMENT ON COLUMN build_orchestrator.build_artifacts.attempt IS 'The fence of the run that made it.';

CREATE TABLE build_orchestrator.build_result_history (
    LIKE build_orchestrator.build_results,
    superseded_at  timestamptz  NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT pk_build_result_history PRIMARY KEY (build_queue_id, attempt),
    CONSTRAINT fk_build_result_history_queue FOREIGN KEY (build_queue_id)
        REFERENCES build_orchestrator.build_queue (id) ON DELETE CASCADE
);

COMMENT ON TABLE  build_orchestrator.build_result_history                         IS 'Results of runs that were followed by another one; written by trigger.';
COMMENT ON COLUMN build_orchestrator.build_result_history.id                      IS 'The id of the row in build_results, which all runs of a build share.';
COMMENT ON COLUMN build_orchestrator.build_result_history.build_queue_id          IS 'Which build.';
COMMENT ON COLUMN build_orchestrator.build_result_history.success                 IS 'As in build_results, like all that follows.';
COMMENT ON COLUMN build_orchestrator.build_result_history.exit_code               IS 'Of the build process.';
COMMENT ON COLUMN build_orchestrator.build_result_history.stdout_log              IS 'Its output.';
COMMENT ON COLUMN build_orchestrator.build_result_history.stderr_log              IS 'Its errors.';
COMMENT ON COLUMN build_orchestrator.build_result_history.error_message           IS 'Why it failed, for people.';
COMMENT ON COLUMN build_orchestrator.build_result_history.error_code              IS 'Why it failed, for programs.';
COMMENT ON COLUMN build_orchestrator.build_result_history.actual_duration_seconds IS 'From the start of the run to its end.';
COMMENT ON COLUMN build_orchestrator.build_result_history.peak_memory_mb          IS 'Most memory in use.';
COMMENT ON COLUMN build_orchestrator.build_result_history.peak_cpu_percent        IS 'Most processor time in use.';
COMMENT ON COLUMN build_orchestrator.build_result_history.disk_usage_mb           IS 'Disk in use.';
COMMENT ON COLUMN build_orchestrator.build_result_history.total_layers            IS 'Layers of the image.';
COMMENT ON COLUMN build_orchestrator.build_result_history.cache_layers_used       IS 'How many came from the cache.';
COMMENT ON COLUMN build_orchestrator.build_result_history.new_layers_built        IS 'How many were built.';
COMMENT ON COLUMN build_orchestrator.build_result_history.final_image_size_bytes  IS 'Size of the image.';
COMMENT ON COLUMN build_orchestrator.build_result_history.image_digest            IS 'What a deployment pins.';
COMMENT ON COLUMN build_orchestrator.build_result_history.image_tags              IS 'Tags it was pushed under.';
COMMENT ON COLUMN build_orchestrator.build_result_history.pushed_to_registry      IS 'Whether the registry has it.';
COMMENT ON COLUMN build_orchestrator.build_result_history.push_duration_seconds   IS 'How long the push took.';
COMMENT ON COLUMN build_orchestrator.build_result_history.build_cache_id          IS 'The cache entry that was used or made; kept though the entry may be gone.';
COMMENT ON COLUMN build_orchestrator.build_result_history.created_at              IS 'When the run ended.';
COMMENT ON COLUMN build_orchestrator.build_result_history.attempt                 IS 'The fence of the run.';
COMMENT ON COLUMN build_orchestrator.build_result_history.superseded_at           IS 'When a later run ended.';

CREATE FUNCTION build_orchestrator.keep_earlier_result()
    RETURNS trigger
    LANGUAGE plpgsql
    VOLATILE
    SECURITY DEFINER
    SET search_path = build_orchestrator, pg_temp
AS $$
BEGIN
    -- The columns of the history are those of build_results, in order, and then its own.
    INSERT INTO build_orchestrator.build_result_history
    SELECT OLD.*, clock_timestamp()
    ON CONFLICT ON CONSTRAINT pk_build_result_history DO NOTHING;
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION build_orchestrator.keep_earlier_result()
    IS 'Trigger: keeps the result of a run when that of a later one takes its place.';

CREATE TRIGGER trg_build_results_10_history
    AFTER UPDATE OF attempt ON build_orchestrator.build_results
    FOR EACH ROW WHEN (OLD.attempt IS DISTINCT FROM NEW.attempt)
    EXECUTE FUNCTION build_orchestrator.keep_earlier_result();

REVOKE EXECUTE ON FUNCTION build_orchestrator.keep_earlier_result() FROM PUBLIC;
