--! requires: courses:003_courses
--! requires: auth:002_request_identity
--
-- What lets a course generation start in one transaction: the jobs to hand over to the
-- queue, the answers to repeat, and the trail of what happened.
--
-- Written to be run again without harm, as its document asks of every migration. No
-- object outside a table may depend on the table: an operator must be able to drop the
-- three without CASCADE.

CREATE SCHEMA IF NOT EXISTS course_outbox;

CREATE TABLE IF NOT EXISTS course_outbox.job_outbox (
    outbox_id        uuid          NOT NULL DEFAULT gen_random_uuid(),
    entity_id        uuid          NOT NULL,
    queue_name       varchar(100)  NOT NULL,
    job_data         jsonb         NOT NULL DEFAULT '{}',
    job_options      jsonb         NOT NULL DEFAULT '{}',
    created_at       timestamptz   NOT NULL DEFAULT now(),
    processed_at     timestamptz            DEFAULT NULL,
    attempts         integer       NOT NULL DEFAULT 0,
    last_error       text                   DEFAULT NULL,
    last_attempt_at  timestamptz            DEFAULT NULL,

    CONSTRAINT pk_job_outbox PRIMARY KEY (outbox_id),
    CONSTRAINT fk_job_outbox_entity_id FOREIGN KEY (entity_id)
        REFERENCES course_catalog.courses (id) ON DELETE CASCADE,
    CONSTRAINT ck_job_outbox_queue_name CHECK (btrim(queue_name) <> ''),
    CONSTRAINT ck_job_outbox_attempts CHECK (attempts >= 0)
);

COMMENT ON TABLE  course_outbox.job_outbox                 IS 'Jobs that were decided on and have yet to reach their queue; those that did stay for 30 days.';
COMMENT ON COLUMN course_outbox.job_outbox.outbox_id       IS 'Identity; also the id of the job in the queue.';
COMMENT ON COLUMN course_outbox.job_outbox.entity_id       IS 'The course the job is for; the job goes when the course does.';
COMMENT ON COLUMN course_outbox.job_outbox.queue_name      IS 'What kind of job it is; the name of the job in the queue.';
COMMENT ON COLUMN course_outbox.job_outbox.job_data        IS 'What the handler of the job is given.';
COMMENT ON COLUMN course_outbox.job_outbox.job_options     IS 'How the queue is to treat the job.';
COMMENT ON COLUMN course_outbox.job_outbox.created_at      IS 'When the transaction that decided on the job began.';
COMMENT ON COLUMN course_outbox.job_outbox.processed_at    IS 'When the queue took the job. Null: it has yet to.';
COMMENT ON COLUMN course_outbox.job_outbox.attempts        IS 'How often it was tried to hand the job over.';
COMMENT ON COLUMN course_outbox.job_outbox.last_error      IS 'Why the last attempt failed.';
COMMENT ON COLUMN course_outbox.job_outbox.last_attempt_at IS 'When the last attempt was made that failed or was leased.';

CREATE TABLE IF NOT EXISTS course_outbox.idempotency_keys (
    key         varchar(255)  NOT NULL,
    result      jsonb         NOT NULL DEFAULT '{}',
    created_at  timestamptz   NOT NULL DEFAULT now(),
    -- The one place that says for how long an answer is repeated.
    expires_at  timestamptz   NOT NULL DEFAULT (now() + interval '24 hours'),
    entity_id   uuid,

    CONSTRAINT pk_idempotency_keys PRIMARY KEY (key),
    CONSTRAINT fk_idempotency_keys_entity_id FOREIGN KEY (entity_id)
        REFERENCES course_catalog.courses (id) ON DELETE CASCADE,
    CONSTRAINT ck_idempotency_keys_key CHECK (char_length(btrim(key)) >= 8)
);

COMMENT ON TABLE  course_outbox.idempotency_keys            IS 'Requests that were answered, and the answer that a repetition gets.';
COMMENT ON COLUMN course_outbox.idempotency_keys.key        IS 'What the caller named the request; at least 8 characters.';
COMMENT ON COLUMN course_outbox.idempotency_keys.result     IS 'The answer.';
COMMENT ON COLUMN course_outbox.idempotency_keys.created_at IS 'When the request was first made.';
COMMENT ON COLUMN course_outbox.idempotency_keys.expires_at IS 'From then on the key counts as never used.';
COMMENT ON COLUMN course_outbox.idempotency_keys.entity_id  IS 'The course it was about, if any; the key goes when the course does.';

CREATE TABLE IF NOT EXISTS course_outbox.fsm_events (
    event_id    uuid         NOT NULL DEFAULT gen_random_uuid(),
    entity_id   uuid         NOT NULL,
    event_type  varchar(50)  NOT NULL,
    event_data  jsonb        NOT NULL DEFAULT '{}',
    created_at  timestamptz  NOT NULL DEFAULT now(),
    created_by  varchar(20)  NOT NULL,
    user_id     uuid                  DEFAULT NULL,

    CONSTRAINT pk_fsm_events PRIMARY KEY (event_id),
    CONSTRAINT fk_fsm_events_entity_id FOREIGN KEY (entity_id)
        REFERENCES course_catalog.courses (id) ON DELETE CASCADE,
    -- The trail outlives the person: what happened stays, who it was goes.
    CONSTRAINT fk_fsm_events_user_id FOREIGN KEY (user_id)
        REFERENCES auth.users (id) ON DELETE SET NULL,
    CONSTRAINT ck_fsm_events_event_type CHECK (btrim(event_type) <> ''),
    CONSTRAINT ck_fsm_events_created_by CHECK (created_by IN ('API', 'QUEUE', 'WORKER'))
);

COMMENT ON TABLE  course_outbox.fsm_events            IS 'What happened to the generation of each course; kept as long as the course.';
COMMENT ON COLUMN course_outbox.fsm_events.event_id   IS 'Identity.';
COMMENT ON COLUMN course_outbox.fsm_events.entity_id  IS 'The course it happened to.';
COMMENT ON COLUMN course_outbox.fsm_events.event_type IS 'FSM_INITIALIZED, STATE_TRANSITIONED, JOB_CREATED, JOB_COMPLETED, JOB_FAILED, ERROR_OCCURRED, or one of the application''s.';
COMMENT ON COLUMN course_outbox.fsm_events.event_data IS 'Particulars, by type.';
COMMENT ON COLUMN course_outbox.fsm_events.created_at IS 'When it happened.';
COMMENT ON COLUMN course_outbox.fsm_events.created_by IS 'Which part of the system recorded it.';
COMMENT ON COLUMN course_outbox.fsm_events.user_id    IS 'Who asked for it. Null: nobody in particular, or somebody since erased.';

-- Serves the count of pending jobs and the document's look at the oldest of them.
CREATE INDEX IF NOT EXISTS idx_job_outbox_unprocessed
    ON course_outbox.job_outbox (created_at)
    WHERE processed_at IS NULL;

-- Serves the deletion of a course, and its jobs.
CREATE INDEX IF NOT EXISTS idx_job_outbox_entity
    ON course_outbox.job_outbox (entity_id);

-- Serves the clean-up, and what was processed lately.
CREATE INDEX IF NOT EXISTS idx_job_outbox_cleanup
    ON course_outbox.job_outbox (processed_at)
    WHERE processed_at IS NOT NULL;

-- Serves the clean-up.
CREATE INDEX IF NOT EXISTS idx_idempotency_expires
    ON course_outbox.idempotency_keys (expires_at);

-- Serves the deletion of a course.
CREATE INDEX IF NOT EXISTS idx_idempotency_entity
    ON course_outbox.idempotency_keys (entity_id);

-- Serves the history of a course, newest first, and its deletion.
CREATE INDEX IF NOT EXISTS idx_fsm_events_entity
    ON course_outbox.fsm_events (entity_id, created_at DESC);

-- Serves the counts by type.
CREATE INDEX IF NOT EXISTS idx_fsm_events_type
    ON course_outbox.fsm_events (event_type);

-- Serves the erasure of a user, and the policy below.
CREATE INDEX IF NOT EXISTS idx_fsm_events_user
    ON course_outbox.fsm_events (user_id);

COMMENT ON INDEX course_outbox.idx_job_outbox_unprocessed IS 'Jobs that have yet to reach their queue.';
COMMENT ON INDEX course_outbox.idx_job_outbox_entity      IS 'Jobs of a course.';
COMMENT ON INDEX course_outbox.idx_job_outbox_cleanup     IS 'Processed jobs by age.';
COMMENT ON INDEX course_outbox.idx_idempotency_expires    IS 'Keys by the time they expire.';
COMMENT ON INDEX course_outbox.idx_idempotency_entity     IS 'Keys of a course.';
COMMENT ON INDEX course_outbox.idx_fsm_events_entity      IS 'History of a course, newest first.';
COMMENT ON INDEX course_outbox.idx_fsm_events_type        IS 'Events of a type.';
COMMENT ON INDEX course_outbox.idx_fsm_events_user        IS 'Events of a user.';

-- For the system only. Not forced: the functions of this schema run as the owner of the
-- tables, who must pass.
ALTER TABLE course_outbox.job_outbox       ENABLE ROW LEVEL SECURITY;
ALTER TABLE course_outbox.idempotency_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE course_outbox.fsm_events       ENABLE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS job_outbox_system_only ON course_outbox.job_outbox;
CREATE POLICY job_outbox_system_only ON course_outbox.job_outbox
    FOR ALL TO service_role USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS idempotency_keys_system_only ON course_outbox.idempotency_keys;
CREATE POLICY idempotency_keys_system_only ON course_outbox.idempotency_keys
    FOR ALL TO service_role USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS fsm_events_system_write ON course_outbox.fsm_events;
CREATE POLICY fsm_events_system_write ON course_outbox.fsm_events
    FOR ALL TO service_role USING (true) WITH CHECK (true);

-- Does nothing until the application grants SELECT on the table: see the README.
DROP POLICY IF EXISTS fsm_events_user_read ON course_outbox.fsm_events;
CREATE POLICY fsm_events_user_read ON course_outbox.fsm_events
    FOR SELECT TO authenticated USING (user_id = (SELECT auth.uid()));

COMMENT ON POLICY job_outbox_system_only ON course_outbox.job_outbox             IS 'Nobody but the service role.';
COMMENT ON POLICY idempotency_keys_system_only ON course_outbox.idempotency_keys IS 'Nobody but the service role.';
COMMENT ON POLICY fsm_events_system_write ON course_outbox.fsm_events            IS 'Nobody but the service role.';
COMMENT ON POLICY fsm_events_user_read ON course_outbox.fsm_events               IS 'Users, where they may read the table at all, see what they asked for themselves.';

-- A host may grant its API roles everything on every new table; here they get nothing.
REVOKE ALL ON TABLE course_outbox.job_outbox       FROM PUBLIC, anon, authenticated;
REVOKE ALL ON TABLE course_outbox.idempotency_keys FROM PUBLIC, anon, authenticated;
REVOKE ALL ON TABLE course_outbox.fsm_events       FROM PUBLIC, anon, authenticated, service_role;

GRANT USAGE ON SCHEMA course_outbox TO authenticated, service_role;
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE course_outbox.job_outbox       TO service_role;
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE course_outbox.idempotency_keys TO service_role;
GRANT SELECT, INSERT                 ON TABLE course_outbox.fsm_events       TO service_role;

-- Each run takes at most a million rows, in steps that pass over what others hold, so
-- that one transaction neither waits nor grows without bound. The next run goes on.

CREATE OR REPLACE FUNCTION course_outbox.cleanup_expired_idempotency_keys()
    RETURNS void
    LANGUAGE plpgsql
    VOLATILE
    SECURITY DEFINER
    SET search_path = course_outbox, pg_temp
AS $$
DECLARE
    v_step     CONSTANT integer := 5000;
    v_deleted  bigint;
BEGIN
    FOR v_round IN 1 .. 200 LOOP
        DELETE FROM course_outbox.idempotency_keys AS stored
        WHERE stored.key = ANY (ARRAY(
            SELECT expired.key
            FROM course_outbox.idempotency_keys AS expired
            WHERE expired.expires_at <= now()
            ORDER BY expired.expires_at
            LIMIT v_step
            FOR UPDATE SKIP LOCKED
        ));
        GET DIAGNOSTICS v_deleted = ROW_COUNT;
        EXIT WHEN v_deleted < v_step;
    END LOOP;
END;
$$;

COMMENT ON FUNCTION course_outbox.cleanup_expired_idempotency_keys()
    IS 'Deletes keys that have expired. Scheduled daily.';

CREATE OR REPLACE FUNCTION course_outbox.cleanup_old_outbox_entries()
    RETURNS void
    LANGUAGE plpgsql
    VOLATILE
    SECURITY DEFINER
    SET search_path = course_outbox, pg_temp
AS $$
DECLARE
    v_step     CONSTANT integer := 5000;
    v_deleted  bigint;
BEGIN
    FOR v_round IN 1 .. 200 LOOP
        DELETE FROM course_outbox.job_outbox AS job
        WHERE job.outbox_id = ANY (ARRAY(
            SELECT old.outbox_id
            FROM course_outbox.job_outbox AS old
            WHERE old.processed_at < now() - interval '30 days'
                -- A later step adds the column; what it awaits a receipt of may have to go again.
                AND to_jsonb(old) ->> 'receipt_due_at' IS NULL
            ORDER BY old.processed_at
            LIMIT v_step
            FOR UPDATE SKIP LOCKED
        ));
        GET DIAGNOSTICS v_deleted = ROW_COUNT;
        EXIT WHEN v_deleted < v_step;
    END LOOP;
END;
$$;

COMMENT ON FUNCTION course_outbox.cleanup_old_outbox_entries()
    IS 'Deletes jobs that were processed more than 30 days ago and await no receipt, and no other. Scheduled weekly.';

REVOKE ALL ON FUNCTION course_outbox.cleanup_expired_idempotency_keys() FROM PUBLIC, anon, authenticated;
REVOKE ALL ON FUNCTION course_outbox.cleanup_old_outbox_entries()       FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION course_outbox.cleanup_expired_idempotency_keys() TO service_role;
GRANT EXECUTE ON FUNCTION course_outbox.cleanup_old_outbox_entries()       TO service_role;
