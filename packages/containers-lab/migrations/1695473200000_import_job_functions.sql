--! requires: 1695472000000_import_job_improvements
--! requires: 1695473110000_operation_outcomes
--
-- The life of an import: claimed, counted along the way, done or failed.
--
-- Every function that writes for a worker takes the fence of its claim and answers
-- whether it still fitted. An attempt starts its counts and its list of errors anew.

CREATE FUNCTION containers_lab.claim_import_jobs(p_worker text, p_limit integer DEFAULT 1, p_lease interval DEFAULT '5 minutes')
    RETURNS TABLE (
        id            integer,
        uploaded_by   integer,
        file_name     text,
        storage_path  text,
        attempts      integer,
        fence         bigint,
        lease_until   timestamptz
    )
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    IF p_worker IS NULL OR (p_limit BETWEEN 1 AND 1000 AND p_lease > '0') IS NOT TRUE THEN
        RAISE EXCEPTION 'A claim of % import jobs for % was made by worker %, expected 1 to 1000 and a time above 0.',
            coalesce(p_limit::text, 'null'), coalesce(p_lease::text, 'null'), coalesce(p_worker, 'null')
            USING ERRCODE = 'LB010', HINT = 'Pass the name of the worker, how many it can take, and for how long.';
    END IF;
    UPDATE containers_lab.import_jobs AS due
    SET not_before = NULL
    WHERE due.id = ANY (ARRAY(
        SELECT waiting.id
        FROM containers_lab.import_jobs AS waiting
        WHERE waiting.status = 'pending' AND waiting.not_before <= clock_timestamp()
        ORDER BY waiting.not_before
        LIMIT p_limit
        FOR UPDATE SKIP LOCKED
    ));
    RETURN QUERY
    WITH claimed AS (
        UPDATE containers_lab.import_jobs AS job
        SET status        = 'processing',
            attempts      = job.attempts + 1,
            fence         = job.fence + 1,
            claimed_by    = p_worker,
            lease_until   = clock_timestamp() + p_lease,
            started_at    = clock_timestamp(),
            rows_imported = 0,
            rows_failed   = 0
        -- An array, not a join: a join may be planned as a scan of the whole table.
        WHERE job.id = ANY (ARRAY(
            SELECT ready.id
            FROM containers_lab.import_jobs AS ready
            WHERE ready.status = 'pending' AND ready.not_before IS NULL
            ORDER BY ready.id
            LIMIT p_limit
            FOR UPDATE SKIP LOCKED
        ))
        RETURNING job.id, job.uploaded_by, job.file_name, job.storage_path, job.attempts, job.fence, job.lease_until
    ), cleared AS (
        DELETE FROM containers_lab.import_errors AS error USING claimed WHERE error.import_job_id = claimed.id
    )
    SELECT
        claimed.id, claimed.uploaded_by, claimed.file_name, claimed.storage_path, claimed.attempts, claimed.fence,
        claimed.lease_until
    FROM claimed
    ORDER BY claimed.id;
END;
$$;

COMMENT ON FUNCTION containers_lab.claim_import_jobs(text, integer, interval)
    IS 'Gives a worker the oldest ready imports, each to one worker only; what another is taking is passed over.';

CREATE FUNCTION containers_lab.heartbeat_import_job(
    p_id             integer,
    p_fence          bigint,
    p_rows_imported  integer DEFAULT NULL,
    p_rows_total     integer DEFAULT NULL,
    p_lease          interval DEFAULT '5 minutes'
)
    RETURNS boolean
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
BEGIN
    UPDATE containers_lab.import_jobs AS job
    SET lease_until   = clock_timestamp() + p_lease,
        rows_imported = coalesce(p_rows_imported, job.rows_imported),
        rows_total    = coalesce(p_rows_total, job.rows_total)
    WHERE job.id = p_id AND job.fence = p_fence AND job.status = 'processing';
    RETURN FOUND;
END;
$$;

COMMENT ON FUNCTION containers_lab.heartbeat_import_job(integer, bigint, integer, integer, interval)
    IS 'Prolongs the lease of an import and records how far it has come; false when the worker has lost it.';

CREATE FUNCTION containers_lab.record_import_error(
    p_id          integer,
    p_fence       bigint,
    p_row_number  integer,
    p_message     text,
    p_payload     jsonb DEFAULT NULL
)
    RETURNS boolean
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
BEGIN
    WITH counted AS (
        UPDATE containers_lab.import_jobs AS job
        SET rows_failed = job.rows_failed + 1
        WHERE job.id = p_id AND job.fence = p_fence AND job.status = 'processing'
        RETURNING job.id
    )
    INSERT INTO containers_lab.import_errors (import_job_id, row_number, error_message, payload)
    SELECT counted.id, p_row_number, p_message, p_payload
    FROM counted;
    RETURN FOUND;
END;
$$;

COMMENT ON FUNCTION containers_lab.record_import_error(integer, bigint, integer, text, jsonb)
    IS 'Records a row that could not be imported; false when the worker has lost the job.';

CREATE FUNCTION containers_lab.complete_import_job(p_id integer, p_fence bigint, p_summary text DEFAULT NULL)
    RETURNS boolean
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
BEGIN
    UPDATE containers_lab.import_jobs AS job
    SET status         = 'completed',
        completed_at   = clock_timestamp(),
        result_summary = p_summary,
        claimed_by     = NULL,
        lease_until    = NULL,
        dead_reason    = NULL
    WHERE job.id = p_id AND job.fence = p_fence AND job.status = 'processing';
    RETURN FOUND;
END;
$$;

COMMENT ON FUNCTION containers_lab.complete_import_job(integer, bigint, text)
    IS 'Ends an import well; false when the worker has lost it, and then nothing is written.';

CREATE FUNCTION containers_lab.fail_import_job(p_id integer, p_fence bigint, p_reason text, p_retry boolean DEFAULT true)
    RETURNS text
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_status text;
BEGIN
    UPDATE containers_lab.import_jobs AS job
    SET status      = CASE WHEN p_retry AND job.attempts < job.max_attempts THEN 'pending' ELSE 'failed' END,
        not_before  = CASE
            WHEN p_retry AND job.attempts < job.max_attempts THEN clock_timestamp() + containers_lab.retry_delay(job.attempts)
        END,
        dead_at     = CASE WHEN p_retry AND job.attempts < job.max_attempts THEN NULL ELSE clock_timestamp() END,
        failed_at   = clock_timestamp(),
        dead_reason = p_reason,
        claimed_by  = NULL,
        lease_until = NULL
    WHERE job.id = p_id AND job.fence = p_fence AND job.status = 'processing'
    RETURNING job.status INTO v_status;
    RETURN v_status;
END;
$$;

COMMENT ON FUNCTION containers_lab.fail_import_job(integer, bigint, text, boolean)
    IS 'Ends an attempt badly: pending when it will be tried again, failed when it is given up, null when the worker has lost it.';

CREATE FUNCTION containers_lab.redrive_import_job(p_id integer)
    RETURNS boolean
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
BEGIN
    UPDATE containers_lab.import_jobs AS job
    SET status      = 'pending',
        attempts    = 0,
        not_before  = NULL,
        dead_at     = NULL,
        dead_reason = NULL
    WHERE job.id = p_id AND job.status = 'failed';
    RETURN FOUND;
END;
$$;

COMMENT ON FUNCTION containers_lab.redrive_import_job(integer)
    IS 'Puts an import that was given up back into the queue; false when it was not. Its fence goes on counting.';

-- Any process may run it at any time; rows that another is sweeping are passed over.
CREATE FUNCTION containers_lab.sweep_import_jobs(p_limit integer DEFAULT 500)
    RETURNS TABLE (requeued bigint, given_up bigint, made_ready bigint)
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
BEGIN
    WITH expired AS (
        UPDATE containers_lab.import_jobs AS job
        SET status      = CASE WHEN job.attempts < job.max_attempts THEN 'pending' ELSE 'failed' END,
            not_before  = CASE
                WHEN job.attempts < job.max_attempts THEN clock_timestamp() + containers_lab.retry_delay(job.attempts)
            END,
            dead_at     = CASE WHEN job.attempts < job.max_attempts THEN NULL ELSE clock_timestamp() END,
            failed_at   = clock_timestamp(),
            dead_reason = format('The lease of worker %s ran out.', job.claimed_by),
            claimed_by  = NULL,
            lease_until = NULL
        WHERE job.id = ANY (ARRAY(
            SELECT leased.id
            FROM containers_lab.import_jobs AS leased
            WHERE leased.status = 'processing' AND leased.lease_until < clock_timestamp()
            ORDER BY leased.lease_until
            LIMIT p_limit
            FOR UPDATE SKIP LOCKED
        ))
        RETURNING job.status
    )
    SELECT
        count(*) FILTER (WHERE expired.status = 'pending'), count(*) FILTER (WHERE expired.status = 'failed')
    INTO requeued, given_up
    FROM expired;

    UPDATE containers_lab.import_jobs AS due
    SET not_before = NULL
    WHERE due.id = ANY (ARRAY(
        SELECT waiting.id
        FROM containers_lab.import_jobs AS waiting
        WHERE waiting.status = 'pending' AND waiting.not_before <= clock_timestamp()
        ORDER BY waiting.not_before
        LIMIT p_limit
        FOR UPDATE SKIP LOCKED
    ));
    GET DIAGNOSTICS made_ready = ROW_COUNT;
    RETURN NEXT;
END;
$$;

COMMENT ON FUNCTION containers_lab.sweep_import_jobs(integer)
    IS 'Takes back what workers have lost, gives up what was tried often enough, and makes ready what is due.';

REVOKE EXECUTE ON FUNCTION
    containers_lab.claim_import_jobs(text, integer, interval),
    containers_lab.heartbeat_import_job(integer, bigint, integer, integer, interval),
    containers_lab.record_import_error(integer, bigint, integer, text, jsonb),
    containers_lab.complete_import_job(integer, bigint, text),
    containers_lab.fail_import_job(integer, bigint, text, boolean),
    containers_lab.redrive_import_job(integer),
    containers_lab.sweep_import_jobs(integer)
FROM PUBLIC;
