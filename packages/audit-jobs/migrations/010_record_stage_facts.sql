--! requires: 008_recording_stamps
--
-- Joins facts about stages into the rows that are there, by the rules of
-- record_job_facts; the start of a stage and its end complete one row.

CREATE OR REPLACE FUNCTION audit_jobs.merge_objects(p_one jsonb, p_other jsonb)
    RETURNS jsonb
    LANGUAGE sql
    IMMUTABLE
    STRICT
    PARALLEL SAFE
    SET search_path = audit_jobs, pg_temp
AS $$
    -- The greater value of a key that both have: which of the two is of no account, that
    -- it does not depend on their order is.
    SELECT coalesce(jsonb_object_agg(field.key, field.value ORDER BY field.value), '{}'::jsonb)
    FROM (
        SELECT one.key, one.value FROM jsonb_each(p_one) AS one
        UNION ALL
        SELECT other.key, other.value FROM jsonb_each(p_other) AS other
    ) AS field;
$$;

COMMENT ON FUNCTION audit_jobs.merge_objects(jsonb, jsonb)
    IS 'Both objects in one, the same whichever comes first.';

CREATE OR REPLACE FUNCTION audit_jobs.record_stage_facts(p_stages json)
    RETURNS integer
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = audit_jobs, pg_temp
AS $$
DECLARE
    v_changed integer;
BEGIN
    INSERT INTO audit_jobs.job_stages AS stage (
        job_id, stage_name, started_at, ended_at, status, ended_stamp, meta, error
    )
    SELECT
        fact.job_id, fact.stage_name, fact.started_at, fact.ended_at, fact.status, fact.ended_stamp,
        CASE
            WHEN job.redacted_keys IS NOT NULL THEN NULL
            WHEN fact.end_meta IS NULL THEN fact.meta::jsonb
            WHEN fact.meta IS NULL THEN fact.end_meta::jsonb
            ELSE audit_jobs.merge_objects(fact.meta::jsonb, fact.end_meta::jsonb)
        END,
        CASE WHEN job.redacted_keys IS NULL THEN fact.error::jsonb END
    FROM json_to_recordset(p_stages) AS fact (
        job_id uuid, stage_name text, started_at timestamptz, ended_at timestamptz, status text, ended_stamp text,
        meta text, end_meta text, error text
    )
    JOIN audit_jobs.jobs AS job ON job.job_id = fact.job_id
    ORDER BY fact.job_id, fact.stage_name, fact.started_at
    ON CONFLICT ON CONSTRAINT uq_job_stages_job_id_stage_name_started_at DO UPDATE SET
        status = CASE
            WHEN excluded.status <> 'start' AND (stage.status = 'start' OR excluded.ended_stamp < stage.ended_stamp)
                THEN excluded.status
            ELSE stage.status
        END,
        ended_at = CASE
            WHEN excluded.status <> 'start' AND (stage.status = 'start' OR excluded.ended_stamp < stage.ended_stamp)
                THEN excluded.ended_at
            ELSE stage.ended_at
        END,
        error = CASE
            WHEN excluded.status <> 'start' AND (stage.status = 'start' OR excluded.ended_stamp < stage.ended_stamp)
                THEN excluded.error
            ELSE stage.error
        END,
        ended_stamp = CASE
            WHEN excluded.status <> 'start' AND (stage.status = 'start' OR excluded.ended_stamp < stage.ended_stamp)
                THEN excluded.ended_stamp
            ELSE stage.ended_stamp
        END,
        meta = CASE
            WHEN stage.meta IS NULL THEN excluded.meta
            WHEN excluded.meta IS NULL OR excluded.meta = stage.meta THEN stage.meta
            ELSE audit_jobs.merge_objects(stage.meta, excluded.meta)
        END
    WHERE excluded.status <> 'start' AND (stage.status = 'start' OR excluded.ended_stamp < stage.ended_stamp)
        OR stage.meta IS NULL AND excluded.meta IS NOT NULL
        OR audit_jobs.merge_objects(stage.meta, excluded.meta) <> stage.meta;
    GET DIAGNOSTICS v_changed = ROW_COUNT;
    RETURN v_changed;
END;
$$;

COMMENT ON FUNCTION audit_jobs.record_stage_facts(json)
    IS 'Joins an array of facts, one object a run of a stage, into job_stages; gives the number of rows that changed.';

REVOKE EXECUTE ON FUNCTION audit_jobs.merge_objects(jsonb, jsonb) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION audit_jobs.record_stage_facts(json) FROM PUBLIC;
