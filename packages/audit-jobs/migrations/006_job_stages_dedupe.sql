--! requires: 005_ms_durations
--
-- One row for each run of a stage.
--
-- Of rows with the same job, name and start, the most complete one stays: an ended
-- one before an open one, then the one that tells more, then the oldest.

-- Locks the table until the step is committed: nobody may write while this goes on, or a
-- new duplicate would fail the constraint. LOCK TABLE would refuse a file that psql runs
-- outside a transaction.
ALTER TABLE audit_jobs.job_stages
    DROP CONSTRAINT IF EXISTS uq_job_stages_job_id_stage_name_started_at;

DELETE FROM audit_jobs.job_stages AS stage
USING (
    SELECT
        copy.id,
        row_number() OVER (
            PARTITION BY copy.job_id, copy.stage_name, copy.started_at
            ORDER BY
                (copy.ended_at IS NOT NULL) DESC,
                (copy.status <> 'start') DESC,
                (copy.meta IS NOT NULL)::integer + (copy.error IS NOT NULL)::integer DESC,
                copy.id
        ) AS place
    FROM audit_jobs.job_stages AS copy
) AS ranked
WHERE ranked.id = stage.id AND ranked.place > 1;

-- No nullable column in the key: nulls are distinct, and duplicates would come back.
ALTER TABLE audit_jobs.job_stages
    ADD CONSTRAINT uq_job_stages_job_id_stage_name_started_at UNIQUE (job_id, stage_name, started_at);
