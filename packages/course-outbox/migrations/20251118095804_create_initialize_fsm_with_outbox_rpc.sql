--! requires: 20251118094238_create_transactional_outbox_tables
--
-- Starts the generation of a course: state, jobs, event and answer in one transaction.
--
-- The order inside is what makes it safe: everything is checked before anything is
-- written; whoever holds the row of the course decides; the answer is looked for again
-- once it is held, since the one who held it before may have left it. The key is stored
-- last, together with the answer, so that no unfinished request is ever seen.
--
-- A plan made while a table was empty would read it as a whole, and stay so in the session
-- while the table grows. Functions that look rows up therefore forbid that plan.
--
-- Errors raised in this schema: OB001 an argument cannot be taken, OB002 the job list is
-- wrong, OB003 no such course, OB004 the generation is in progress, OB005 the key stands
-- for another request, 42501 the course or the user is not the caller's.

CREATE FUNCTION course_outbox.require_rights(p_entity_id uuid, p_user_id uuid, p_organization_id uuid)
    RETURNS void
    LANGUAGE plpgsql
    STABLE
    SET search_path = course_outbox, pg_temp
    SET enable_seqscan = off
AS $$
DECLARE
    v_client_roles  CONSTANT text[] := ARRAY['anon'::regrole::text, 'authenticated'::regrole::text];
    v_has_claims    CONSTANT boolean := '' <> concat(
        current_setting('request.jwt.claims', true),
        current_setting('request.jwt.claim', true),
        current_setting('request.jwt.claim.sub', true),
        current_setting('request.jwt.claim.role', true)
    );
    v_claimed_role  text;
BEGIN
    IF v_has_claims THEN
        v_claimed_role := coalesce(
            nullif(current_setting('request.jwt.claim.role', true), ''),
            auth.jwt() ->> 'role'
        );
    END IF;

    -- Claims that name no role, or cannot be read, may have been those of a client.
    IF current_setting('role') <> ALL (v_client_roles)
        AND session_user <> ALL (v_client_roles)
        AND (NOT v_has_claims OR coalesce(v_claimed_role, 'anon') <> ALL (v_client_roles || '{anon,authenticated}'))
    THEN
        RETURN;
    END IF;

    -- An unknown identity is NULL and equals nobody. A course that is not there and one
    -- that is somebody else's get the same answer.
    IF auth.uid() = p_user_id AND EXISTS (
        SELECT FROM course_catalog.courses AS course
        WHERE course.id = p_entity_id
            AND course.user_id = p_user_id
            AND course.organization_id = p_organization_id
    ) THEN
        RETURN;
    END IF;
    RAISE EXCEPTION 'Permission denied for course %', p_entity_id
        USING ERRCODE = '42501',
            HINT = 'Users start the generation of their own courses, as themselves and for the organization of the course.';
END;
$$;

COMMENT ON FUNCTION course_outbox.require_rights(uuid, uuid, uuid)
    IS 'Raises 42501 when the session speaks for a client of the API who is not that user, or the course not that user''s. Any other session passes.';

CREATE FUNCTION course_outbox.job_options_problem(p_options jsonb)
    RETURNS text
    LANGUAGE plpgsql
    IMMUTABLE
    SET search_path = course_outbox, pg_temp
AS $$
DECLARE
    -- Option to smallest and largest whole number.
    v_bounds  CONSTANT jsonb := '{
        "attempts": [1, 1000], "delay": [0, 9007199254740991], "priority": [0, 2097151],
        "timestamp": [0, 9007199254740991], "sizeLimit": [1, 9007199254740991],
        "keepLogs": [0, 2147483647], "stackTraceLimit": [0, 2147483647]
    }';
    v_name    text;
    v_value   jsonb;
BEGIN
    FOR v_name, v_value IN SELECT option.key, option.value FROM jsonb_each(p_options) AS option LOOP
        IF v_bounds ? v_name THEN
            IF jsonb_typeof(v_value) <> 'number'
                OR v_value::numeric <> trunc(v_value::numeric)
                OR NOT v_value::numeric BETWEEN (v_bounds -> v_name ->> 0)::numeric AND (v_bounds -> v_name ->> 1)::numeric
            THEN
                RETURN format('option %s is not a whole number from %s to %s',
                    v_name, v_bounds -> v_name ->> 0, v_bounds -> v_name ->> 1);
            END IF;
        ELSIF v_name = 'lifo' THEN
            IF jsonb_typeof(v_value) <> 'boolean' THEN
                RETURN 'option lifo is neither true nor false';
            END IF;
        ELSIF v_name IN ('removeOnComplete', 'removeOnFail') THEN
            IF jsonb_typeof(v_value) NOT IN ('boolean', 'number', 'object') THEN
                RETURN format('option %s is neither a boolean, a number nor an object', v_name);
            END IF;
        ELSIF v_name = 'backoff' THEN
            IF jsonb_typeof(v_value) NOT IN ('number', 'object') THEN
                RETURN 'option backoff is neither a number nor an object';
            END IF;
        ELSIF v_name = 'telemetry' THEN
            IF jsonb_typeof(v_value) <> 'object' THEN
                RETURN 'option telemetry is not an object';
            END IF;
        -- Taken and overridden: the id of the job is always that of its row.
        ELSIF v_name <> 'jobId' THEN
            RETURN format('option %s is not among those a job may have', v_name);
        END IF;
    END LOOP;
    RETURN NULL;
END;
$$;

COMMENT ON FUNCTION course_outbox.job_options_problem(jsonb)
    IS 'What is wrong with the options of a job; NULL when nothing is.';

CREATE FUNCTION course_outbox.check_job_list(p_jobs jsonb)
    RETURNS void
    LANGUAGE plpgsql
    STABLE
    SET search_path = course_outbox, pg_temp
AS $$
DECLARE
    v_position  bigint;
    v_problem   text;
BEGIN
    IF jsonb_typeof(p_jobs) IS DISTINCT FROM 'array' THEN
        RAISE EXCEPTION 'The job list is not an array but %', coalesce(jsonb_typeof(p_jobs), 'missing')
            USING ERRCODE = 'OB002', HINT = 'Pass [] to start without jobs.';
    END IF;

    -- Most jobs of a list have the same options, which are looked at once: hence MATERIALIZED.
    WITH options AS MATERIALIZED (
        SELECT min(item.ordinality) - 1 AS position, item.job -> 'options' AS options
        FROM jsonb_array_elements(p_jobs) WITH ORDINALITY AS item (job, ordinality)
        WHERE jsonb_typeof(item.job -> 'options') = 'object'
        GROUP BY item.job -> 'options'
    )
    SELECT examined.position, examined.problem
    INTO v_position, v_problem
    FROM (
        SELECT item.ordinality - 1 AS position,
            CASE
                WHEN jsonb_typeof(item.job) <> 'object'
                    THEN 'it is not an object'
                WHEN jsonb_typeof(item.job -> 'queue') IS DISTINCT FROM 'string' OR btrim(item.job ->> 'queue') = ''
                    THEN 'queue is not a name'
                WHEN char_length(item.job ->> 'queue') > 100
                    THEN 'queue is longer than 100 characters'
                WHEN jsonb_typeof(item.job -> 'data') IS DISTINCT FROM 'object'
                    THEN 'data is not an object'
                WHEN item.job ? 'target'
                    AND (jsonb_typeof(item.job -> 'target') <> 'string'
                        OR char_length(btrim(item.job ->> 'target')) NOT BETWEEN 1 AND 100
                        OR char_length(item.job ->> 'target') > 100
                        OR strpos(item.job ->> 'target', ':') > 0)
                    THEN 'target is not the name of a queue, of 1 to 100 characters and without a colon'
                WHEN coalesce(jsonb_typeof(item.job -> 'options'), 'null') NOT IN ('object', 'null')
                    THEN 'options is not an object'
            END AS problem
        FROM jsonb_array_elements(p_jobs) WITH ORDINALITY AS item (job, ordinality)
        UNION ALL
        SELECT options.position, course_outbox.job_options_problem(options.options)
        FROM options
    ) AS examined
    WHERE examined.problem IS NOT NULL
    ORDER BY examined.position
    LIMIT 1;

    IF FOUND THEN
        RAISE EXCEPTION 'Job % of the list cannot be taken: %', v_position, v_problem
            USING ERRCODE = 'OB002',
                HINT = 'Jobs are counted from 0; each is {"queue": name, "data": object, "options": object}, the last one optional.';
    END IF;
END;
$$;

COMMENT ON FUNCTION course_outbox.check_job_list(jsonb)
    IS 'Raises OB002 naming the first job that cannot be taken and why.';

CREATE FUNCTION course_outbox.insert_jobs(p_entity_id uuid, p_jobs jsonb)
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

COMMENT ON FUNCTION course_outbox.insert_jobs(uuid, jsonb)
    IS 'Queues a list of jobs that was checked, in its order, and gives what was stored.';

CREATE FUNCTION course_outbox.lock_course(p_entity_id uuid)
    RETURNS course_catalog.generation_status
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = course_outbox, pg_temp
    SET enable_seqscan = off
AS $$
DECLARE
    v_status  course_catalog.generation_status;
BEGIN
    SELECT course.generation_status
    INTO v_status
    FROM course_catalog.courses AS course
    WHERE course.id = p_entity_id
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Course not found: %', p_entity_id
            USING ERRCODE = 'OB003', HINT = 'Create the course first; it may also have been deleted in the meantime.';
    END IF;
    RETURN v_status;
END;
$$;

COMMENT ON FUNCTION course_outbox.lock_course(uuid)
    IS 'Locks the row of a course until the transaction ends and gives its state; raises OB003 when there is no such course.';

CREATE FUNCTION course_outbox.state_version(p_entity_id uuid)
    RETURNS bigint
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = course_outbox, pg_temp
    SET enable_seqscan = off
AS $$
BEGIN
    -- Events are never deleted, so the count of those that changed the state only grows.
    RETURN (
        SELECT count(*)
        FROM course_outbox.fsm_events AS event
        WHERE event.entity_id = p_entity_id
            AND event.event_type IN ('FSM_INITIALIZED', 'STATE_TRANSITIONED')
    );
END;
$$;

COMMENT ON FUNCTION course_outbox.state_version(uuid)
    IS 'How often the state of a course was changed; 0 for one that was never started.';

CREATE FUNCTION course_outbox.enter_state(
    p_entity_id   uuid,
    p_state       course_catalog.generation_status,
    p_event_type  text,
    p_event_data  jsonb,
    p_created_by  text,
    p_user_id     uuid
)
    RETURNS jsonb
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = course_outbox, pg_temp
    SET enable_seqscan = off
AS $$
DECLARE
    -- The transaction may have begun long before it got the course.
    v_entered_at  CONSTANT timestamptz := clock_timestamp();
    v_version     bigint;
BEGIN
    UPDATE course_catalog.courses
    SET generation_status = p_state, updated_at = now()
    WHERE id = p_entity_id;

    v_version := course_outbox.state_version(p_entity_id) + 1;
    INSERT INTO course_outbox.fsm_events (entity_id, event_type, event_data, created_at, created_by, user_id)
    VALUES (
        p_entity_id, p_event_type, p_event_data || jsonb_build_object('version', v_version),
        v_entered_at, p_created_by, p_user_id
    );

    RETURN jsonb_build_object(
        'entity_id', p_entity_id,
        'state', p_state,
        'version', v_version,
        'created_by', p_user_id,
        'created_at', v_entered_at
    );
END;
$$;

COMMENT ON FUNCTION course_outbox.enter_state(uuid, course_catalog.generation_status, text, jsonb, text, uuid)
    IS 'Puts a course, whose row the caller has locked, into a state and records the event; gives the state with its version, which counts up from 1.';

CREATE FUNCTION course_outbox.find_answer(p_key text, p_entity_id uuid, p_user_id uuid, p_initial_state text)
    RETURNS jsonb
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = course_outbox, pg_temp
    SET enable_seqscan = off
AS $$
DECLARE
    v_stored  record;
BEGIN
    SELECT stored.result, stored.entity_id
    INTO v_stored
    FROM course_outbox.idempotency_keys AS stored
    WHERE stored.key = p_key AND stored.expires_at > clock_timestamp();

    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    -- The job list is left out on purpose: a repetition may well leave it empty.
    IF v_stored.entity_id IS DISTINCT FROM p_entity_id
        OR v_stored.result #>> '{fsmState,created_by}' IS DISTINCT FROM p_user_id::text
        OR v_stored.result #>> '{fsmState,state}' IS DISTINCT FROM p_initial_state
    THEN
        RAISE EXCEPTION 'The idempotency key stands for another request'
            USING ERRCODE = 'OB005',
                HINT = 'A key is for one course, one user and one initial state; make a new one for another request.';
    END IF;
    RETURN v_stored.result;
END;
$$;

COMMENT ON FUNCTION course_outbox.find_answer(text, uuid, uuid, text)
    IS 'The answer stored for this request, NULL when there is none or it has expired; raises OB005 when the key stands for another request.';

CREATE FUNCTION course_outbox.initialize_fsm_with_outbox(
    p_entity_id        uuid,
    p_user_id          uuid,
    p_organization_id  uuid,
    p_idempotency_key  text,
    p_initiated_by     text,
    p_initial_state    text,
    p_job_data         jsonb,
    p_metadata         jsonb DEFAULT '{}'
)
    RETURNS jsonb
    LANGUAGE plpgsql
    VOLATILE
    SECURITY DEFINER
    SET search_path = course_outbox, pg_temp
AS $$
DECLARE
    v_key      CONSTANT text := btrim(p_idempotency_key, E' \t\r\n');
    v_status   course_catalog.generation_status;
    v_state    course_catalog.generation_status;
    v_result   jsonb;
    v_problem  CONSTANT text := CASE
        WHEN p_entity_id IS NULL THEN 'p_entity_id is null'
        WHEN p_user_id IS NULL THEN 'p_user_id is null'
        WHEN v_key IS NULL OR char_length(v_key) NOT BETWEEN 8 AND 255
            THEN 'p_idempotency_key, blanks at its ends aside, does not have 8 to 255 characters'
        WHEN p_initiated_by IS NULL OR p_initiated_by NOT IN ('API', 'QUEUE', 'WORKER', 'ADMIN', 'TEST')
            THEN 'p_initiated_by is none of API, QUEUE, WORKER, ADMIN, TEST'
        WHEN p_initial_state IS NULL OR p_initial_state !~ '^stage_[0-9]+_init$'
            THEN 'p_initial_state is not the first state of a stage, such as stage_2_init'
        WHEN jsonb_typeof(p_metadata) IS DISTINCT FROM 'object' THEN 'p_metadata is not an object'
    END;
BEGIN
    IF v_problem IS NOT NULL THEN
        RAISE EXCEPTION 'Cannot initialize: %', v_problem
            USING ERRCODE = 'OB001', HINT = 'Nothing was changed; correct the argument and call again.';
    END IF;
    v_state := p_initial_state::course_catalog.generation_status;
    PERFORM course_outbox.check_job_list(p_job_data);
    PERFORM course_outbox.require_rights(p_entity_id, p_user_id, p_organization_id);

    v_result := course_outbox.find_answer(v_key, p_entity_id, p_user_id, p_initial_state);
    IF v_result IS NOT NULL THEN
        RETURN v_result;
    END IF;

    v_status := course_outbox.lock_course(p_entity_id);
    v_result := course_outbox.find_answer(v_key, p_entity_id, p_user_id, p_initial_state);
    IF v_result IS NOT NULL THEN
        RETURN v_result;
    END IF;
    IF v_status NOT IN ('pending', 'completed', 'failed', 'cancelled') THEN
        RAISE EXCEPTION 'Course generation already in progress for course %', p_entity_id
            USING ERRCODE = 'OB004',
                DETAIL = format('It is in the state %s.', v_status),
                HINT = 'Wait for it to end, or cancel it first.';
    END IF;

    v_result := jsonb_build_object(
        'fsmState', course_outbox.enter_state(
            p_entity_id,
            v_state,
            'FSM_INITIALIZED',
            jsonb_build_object(
                'initial_state', p_initial_state,
                'initiated_by', p_initiated_by,
                'metadata', p_metadata,
                'idempotency_key', v_key,
                'organization_id', p_organization_id
            ),
            CASE WHEN p_initiated_by IN ('QUEUE', 'WORKER') THEN p_initiated_by ELSE 'API' END,
            p_user_id
        ),
        'outboxEntries', CASE
            WHEN p_job_data = '[]' THEN '[]'
            ELSE course_outbox.insert_jobs(p_entity_id, p_job_data)
        END
    );

    INSERT INTO course_outbox.idempotency_keys (key, result, entity_id)
    VALUES (v_key, v_result, p_entity_id)
    ON CONFLICT (key) DO UPDATE
    SET result     = excluded.result,
        entity_id  = excluded.entity_id,
        created_at = excluded.created_at,
        expires_at = excluded.expires_at
    WHERE idempotency_keys.expires_at <= clock_timestamp();
    IF NOT FOUND THEN
        -- Only for another course: those for this one have waited for its row.
        RAISE EXCEPTION 'The idempotency key stands for another request'
            USING ERRCODE = 'OB005',
                HINT = 'A key is for one course, one user and one initial state; make a new one for another request.';
    END IF;
    RETURN v_result;
END;
$$;

COMMENT ON FUNCTION course_outbox.initialize_fsm_with_outbox(uuid, uuid, uuid, text, text, text, jsonb, jsonb)
    IS 'Starts the generation of a course and queues its first jobs, all or nothing. A repetition with the same key gets the answer of the first call and changes nothing.';

REVOKE ALL ON FUNCTION course_outbox.require_rights(uuid, uuid, uuid)    FROM PUBLIC, anon, authenticated;
REVOKE ALL ON FUNCTION course_outbox.job_options_problem(jsonb)          FROM PUBLIC, anon, authenticated;
REVOKE ALL ON FUNCTION course_outbox.check_job_list(jsonb)               FROM PUBLIC, anon, authenticated;
REVOKE ALL ON FUNCTION course_outbox.insert_jobs(uuid, jsonb)            FROM PUBLIC, anon, authenticated;
REVOKE ALL ON FUNCTION course_outbox.lock_course(uuid)                   FROM PUBLIC, anon, authenticated;
REVOKE ALL ON FUNCTION course_outbox.state_version(uuid)                 FROM PUBLIC, anon, authenticated;
REVOKE ALL ON FUNCTION course_outbox.find_answer(text, uuid, uuid, text) FROM PUBLIC, anon, authenticated;
REVOKE ALL ON FUNCTION course_outbox.enter_state(uuid, course_catalog.generation_status, text, jsonb, text, uuid)
    FROM PUBLIC, anon, authenticated;
REVOKE ALL ON FUNCTION course_outbox.initialize_fsm_with_outbox(uuid, uuid, uuid, text, text, text, jsonb, jsonb)
    FROM PUBLIC, anon;
GRANT EXECUTE ON FUNCTION course_outbox.initialize_fsm_with_outbox(uuid, uuid, uuid, text, text, text, jsonb, jsonb)
    TO authenticated, service_role;
