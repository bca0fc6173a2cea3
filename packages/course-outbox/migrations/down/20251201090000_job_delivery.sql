CREATE OR REPLACE FUNCTION course_outbox.insert_jobs(p_entity_id uuid, p_jobs jsonb)
    RETURNS jsonb
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = course_outbox, pg_temp
AS $$
DECLARE
    v_entries  jsonb;
BEGIN
    WITH inserted AS (
        INSERT INTO course_outbox.job_outbox (entity_id, queue_name, job_data, job_options)
        SELECT p_entity_id,
            item.job ->> 'queue',
            item.job -> 'data',
            coalesce(nullif(item.job -> 'options', 'null'), '{}')
        FROM jsonb_array_elements(p_jobs) WITH ORDINALITY AS item (job, ordinality)
        ORDER BY item.ordinality
        RETURNING outbox_id, queue_name, entity_id, job_data, job_options, processed_at, created_at
    )
    SELECT coalesce(jsonb_agg(to_jsonb(inserted)), '[]')
    INTO v_entries
    FROM inserted;
    RETURN v_entries;
END;
$$;

ALTER TABLE course_outbox.job_outbox RESET (
    fillfactor,
    autovacuum_vacuum_threshold,
    autovacuum_vacuum_scale_factor,
    autovacuum_vacuum_cost_delay
);

DROP INDEX course_outbox.idx_job_outbox_order;
DROP INDEX course_outbox.idx_job_outbox_dead;
DROP INDEX course_outbox.idx_job_outbox_leases;
DROP INDEX course_outbox.idx_job_outbox_due;
DROP INDEX course_outbox.idx_job_outbox_ready;

ALTER TABLE course_outbox.job_outbox
    DROP CONSTRAINT ck_job_outbox_dead,
    DROP CONSTRAINT ck_job_outbox_max_attempts,
    DROP CONSTRAINT ck_job_outbox_aggregate,
    DROP CONSTRAINT ck_job_outbox_order_key,
    DROP CONSTRAINT ck_job_outbox_target_queue,
    DROP CONSTRAINT ck_job_outbox_job_options,
    DROP CONSTRAINT ck_job_outbox_job_data,
    DROP COLUMN dead_reason,
    DROP COLUMN failed_at,
    DROP COLUMN lease_until,
    DROP COLUMN claimed_by,
    DROP COLUMN fence,
    DROP COLUMN max_attempts,
    DROP COLUMN next_attempt_at,
    DROP COLUMN aggregate_id,
    DROP COLUMN aggregate_type,
    DROP COLUMN order_key,
    DROP COLUMN target_queue,
    DROP COLUMN seq;
