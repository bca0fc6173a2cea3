--! requires: 20251118095804_create_initialize_fsm_with_outbox_rpc
--
-- Which state may follow which, as rows, and the function that goes by them.
--
-- Errors raised: OB001 and OB003 as elsewhere, OB007 this state may not follow that one,
-- OB008 the course has moved on since it was read.

CREATE TABLE course_outbox.generation_transitions (
    from_state  course_catalog.generation_status  NOT NULL,
    to_state    course_catalog.generation_status  NOT NULL,

    CONSTRAINT pk_generation_transitions PRIMARY KEY (from_state, to_state)
);

COMMENT ON TABLE  course_outbox.generation_transitions            IS 'A row allows one change of state; an application may add and remove rows.';
COMMENT ON COLUMN course_outbox.generation_transitions.from_state IS 'The state a course is in.';
COMMENT ON COLUMN course_outbox.generation_transitions.to_state   IS 'A state it may go to.';

-- Written as text and kept where the host's type has both labels: an older one has fewer.
INSERT INTO course_outbox.generation_transitions (from_state, to_state)
SELECT from_label.state, to_label.state
FROM (
    VALUES
        ('stage_2_init', 'stage_2_processing'),
        ('stage_2_processing', 'stage_2_complete'),
        ('stage_2_complete', 'stage_2_awaiting_approval'),
        ('stage_2_complete', 'stage_3_init'),
        ('stage_2_awaiting_approval', 'stage_3_init'),
        ('stage_3_init', 'stage_3_summarizing'),
        ('stage_3_summarizing', 'stage_3_complete'),
        ('stage_3_complete', 'stage_3_awaiting_approval'),
        ('stage_3_complete', 'stage_4_init'),
        ('stage_3_awaiting_approval', 'stage_4_init'),
        ('stage_4_init', 'stage_4_analyzing'),
        ('stage_4_analyzing', 'stage_4_complete'),
        ('stage_4_complete', 'stage_4_awaiting_approval'),
        ('stage_4_complete', 'stage_5_init'),
        ('stage_4_awaiting_approval', 'stage_5_init'),
        ('stage_5_init', 'stage_5_generating'),
        ('stage_5_generating', 'stage_5_complete'),
        ('stage_5_complete', 'stage_5_awaiting_approval'),
        ('stage_5_complete', 'stage_6_init'),
        ('stage_5_complete', 'finalizing'),
        ('stage_5_awaiting_approval', 'stage_6_init'),
        ('stage_5_awaiting_approval', 'finalizing'),
        ('stage_6_init', 'stage_6_generating'),
        ('stage_6_generating', 'stage_6_complete'),
        ('stage_6_complete', 'finalizing'),
        ('finalizing', 'completed')
) AS allowed (from_state, to_state)
JOIN unnest(enum_range(NULL::course_catalog.generation_status)) AS from_label (state)
    ON from_label.state::text = allowed.from_state
JOIN unnest(enum_range(NULL::course_catalog.generation_status)) AS to_label (state)
    ON to_label.state::text = allowed.to_state
UNION ALL
-- Whatever has not ended may fail or be cancelled.
SELECT running.state, ended.state
FROM unnest(enum_range(NULL::course_catalog.generation_status)) AS running (state)
CROSS JOIN unnest(enum_range(NULL::course_catalog.generation_status)) AS ended (state)
WHERE running.state::text NOT IN ('completed', 'failed', 'cancelled')
    AND ended.state::text IN ('failed', 'cancelled')
UNION ALL
-- What has ended may be put back, to be started again.
SELECT ended.state, reset.state
FROM unnest(enum_range(NULL::course_catalog.generation_status)) AS ended (state)
CROSS JOIN unnest(enum_range(NULL::course_catalog.generation_status)) AS reset (state)
WHERE ended.state::text IN ('completed', 'failed', 'cancelled')
    AND reset.state::text = 'pending';

ALTER TABLE course_outbox.generation_transitions ENABLE ROW LEVEL SECURITY;

CREATE POLICY generation_transitions_system_only ON course_outbox.generation_transitions
    FOR ALL TO service_role USING (true) WITH CHECK (true);

COMMENT ON POLICY generation_transitions_system_only ON course_outbox.generation_transitions IS 'Nobody but the service role.';

REVOKE ALL ON TABLE course_outbox.generation_transitions FROM PUBLIC, anon, authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE course_outbox.generation_transitions TO service_role;

CREATE FUNCTION course_outbox.transition_generation(
    p_entity_id         uuid,
    p_to_state          text,
    p_expected_version  integer  DEFAULT NULL,
    p_created_by        text     DEFAULT 'WORKER',
    p_user_id           uuid     DEFAULT NULL,
    p_metadata          jsonb    DEFAULT '{}'
)
    RETURNS jsonb
    LANGUAGE plpgsql
    VOLATILE
    SECURITY DEFINER
    SET search_path = course_outbox, pg_temp
AS $$
DECLARE
    v_from     course_catalog.generation_status;
    v_to       course_catalog.generation_status;
    v_version  bigint;
BEGIN
    IF p_to_state IS NULL OR coalesce(p_created_by, '') NOT IN ('API', 'QUEUE', 'WORKER')
        OR jsonb_typeof(p_metadata) IS DISTINCT FROM 'object'
    THEN
        RAISE EXCEPTION 'Cannot transition: the state is null, the origin none of API, QUEUE, WORKER, or the metadata no object'
            USING ERRCODE = 'OB001', HINT = 'Nothing was changed; correct the argument and call again.';
    END IF;
    v_to := p_to_state::course_catalog.generation_status;

    v_from := course_outbox.lock_course(p_entity_id);

    -- The version first: who read an older state must not be told what may follow it.
    IF p_expected_version IS NOT NULL THEN
        v_version := course_outbox.state_version(p_entity_id);
        IF v_version <> p_expected_version THEN
            RAISE EXCEPTION 'Course % is at version %, not %', p_entity_id, v_version, p_expected_version
                USING ERRCODE = 'OB008', HINT = 'Read the state again and decide again.';
        END IF;
    END IF;

    IF NOT EXISTS (
        SELECT FROM course_outbox.generation_transitions AS allowed
        WHERE allowed.from_state = v_from AND allowed.to_state = v_to
    ) THEN
        RAISE EXCEPTION 'Course % cannot go from % to %', p_entity_id, coalesce(v_from::text, 'no state'), v_to
            USING ERRCODE = 'OB007', HINT = 'The table generation_transitions says which state may follow which.';
    END IF;

    RETURN course_outbox.enter_state(
        p_entity_id,
        v_to,
        'STATE_TRANSITIONED',
        jsonb_build_object('from_state', v_from, 'to_state', v_to, 'metadata', p_metadata),
        p_created_by,
        p_user_id
    );
END;
$$;

COMMENT ON FUNCTION course_outbox.transition_generation(uuid, text, integer, text, uuid, jsonb)
    IS 'Moves a course to a state that may follow its present one, and records the event; gives the new state with its version. Where a version is expected, any other refuses.';

REVOKE ALL ON FUNCTION course_outbox.transition_generation(uuid, text, integer, text, uuid, jsonb)
    FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION course_outbox.transition_generation(uuid, text, integer, text, uuid, jsonb)
    TO service_role;
