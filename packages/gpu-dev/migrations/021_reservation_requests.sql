--! requires: 020_user_limits
--! requires: 007_pgmq_queues
--
-- Asking for a reservation: the rows, the limits, the GPUs and the message to the
-- processor in one transaction.

CREATE TABLE gpu_dev.reservation_requests (
    reservation_id  varchar(255)  NOT NULL,
    request         jsonb         NOT NULL,
    requested_at    timestamptz   NOT NULL DEFAULT now(),

    CONSTRAINT pk_reservation_requests PRIMARY KEY (reservation_id),
    CONSTRAINT fk_reservation_requests_reservation_id FOREIGN KEY (reservation_id)
        REFERENCES gpu_dev.reservations (reservation_id) ON DELETE CASCADE,
    CONSTRAINT ck_reservation_requests_request CHECK (jsonb_typeof(request) = 'object')
);

COMMENT ON TABLE  gpu_dev.reservation_requests                IS 'The message that launches a reservation, kept until the reservation ends.';
COMMENT ON COLUMN gpu_dev.reservation_requests.reservation_id IS 'The reservation; of a group, its first node.';
COMMENT ON COLUMN gpu_dev.reservation_requests.request        IS 'The message; may hold secrets in env_vars.';
COMMENT ON COLUMN gpu_dev.reservation_requests.requested_at   IS 'When it was asked for.';

ALTER TABLE gpu_dev.reservations
    ADD COLUMN launch_message_id bigint;

COMMENT ON COLUMN gpu_dev.reservations.launch_message_id IS 'The message whose reader brings it up; readers of others leave it alone while that one is in the queue.';

CREATE FUNCTION gpu_dev.claim_launch(p_reservation_id text, p_message_id bigint)
    RETURNS boolean
    LANGUAGE sql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
    WITH claimed AS (
        UPDATE gpu_dev.reservations AS launched
        SET launch_message_id = p_message_id
        WHERE launched.reservation_id = p_reservation_id
            AND (
                launched.launch_message_id IS NULL
                OR launched.launch_message_id = p_message_id
                -- Its reader was done with it, or gave up.
                OR NOT EXISTS (
                    SELECT FROM pgmq.q_gpu_reservations AS message
                    WHERE message.msg_id = launched.launch_message_id
                )
            )
        RETURNING 1
    )
    SELECT EXISTS (SELECT FROM claimed);
$$;

COMMENT ON FUNCTION gpu_dev.claim_launch(text, bigint) IS 'Whether the reader of this message may bring the reservation up: of several messages for one, one.';

CREATE FUNCTION gpu_dev.forget_reservation_request()
    RETURNS trigger
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
BEGIN
    DELETE FROM gpu_dev.reservation_requests AS asked WHERE asked.reservation_id = NEW.reservation_id;
    RETURN NULL;
END;
$$;

COMMENT ON FUNCTION gpu_dev.forget_reservation_request() IS 'Trigger: what was asked for goes when the reservation ends.';

CREATE TRIGGER trg_reservations_91_request
    AFTER UPDATE OF status ON gpu_dev.reservations
    FOR EACH ROW
    WHEN (NEW.status IN ('cancelled', 'failed', 'expired', 'completed') AND NEW.status <> OLD.status)
    EXECUTE FUNCTION gpu_dev.forget_reservation_request();

COMMENT ON TRIGGER trg_reservations_91_request ON gpu_dev.reservations IS 'Forgets the request at the end.';

CREATE FUNCTION gpu_dev.insert_reservations(p_rows jsonb)
    RETURNS integer
    LANGUAGE sql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
    WITH made AS (
        INSERT INTO gpu_dev.reservations
            (reservation_id, user_id, status, gpu_type, gpu_count, instance_type, duration_hours, created_at, launched_at,
            expires_at, name, github_user, pod_name, namespace, node_ip, node_port, ssh_command, jupyter_enabled,
            ebs_volume_id, disk_name, current_detailed_status, secondary_users, is_multinode, master_reservation_id,
            node_index, total_nodes, cli_version, ebs_availability_zone, domain_name, fqdn, alb_config,
            preserve_entrypoint, node_private_ip)
        SELECT given.reservation_id, given.user_id, coalesce(given.status, 'pending'), given.gpu_type, given.gpu_count,
            given.instance_type, given.duration_hours, coalesce(given.created_at, clock_timestamp()), given.launched_at,
            given.expires_at, given.name, given.github_user, given.pod_name, coalesce(given.namespace, 'default'),
            given.node_ip, given.node_port, given.ssh_command, coalesce(given.jupyter_enabled, false),
            given.ebs_volume_id, given.disk_name, given.current_detailed_status, coalesce(given.secondary_users, '[]'),
            coalesce(given.is_multinode, false), given.master_reservation_id, given.node_index, given.total_nodes,
            given.cli_version, given.ebs_availability_zone, given.domain_name, given.fqdn, given.alb_config,
            coalesce(given.preserve_entrypoint, false), given.node_private_ip
        FROM jsonb_populate_recordset(NULL::gpu_dev.reservations, p_rows) AS given
        RETURNING 1
    )
    SELECT count(*)::integer FROM made;
$$;

COMMENT ON FUNCTION gpu_dev.insert_reservations(jsonb) IS 'Makes reservations from an array of objects with the columns'' names; all or none.';

CREATE FUNCTION gpu_dev.request_reservation(p_rows jsonb, p_request jsonb, p_when_full text DEFAULT 'later')
    RETURNS TABLE (
        outcome          text,
        current_status   text,
        queue_position   integer,
        message_id       bigint,
        limit_name       text,
        allowed          double precision,
        wanted           double precision
    )
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
DECLARE
    v_first   CONSTANT jsonb := p_rows -> 0;
    v_id      CONSTANT text := v_first ->> 'reservation_id';
    v_active  boolean;
    v_gpus    integer;
BEGIN
    SELECT sum(coalesce((node ->> 'gpu_count')::integer, 0))::integer INTO v_gpus
    FROM jsonb_array_elements(p_rows) AS node;
    PERFORM gpu_dev.lock_user(v_first ->> 'user_id');

    SELECT kind.is_active INTO v_active
    FROM gpu_dev.gpu_types AS kind
    WHERE kind.gpu_type = v_first ->> 'gpu_type';
    IF v_first ->> 'gpu_type' IS NOT NULL AND v_active IS NOT TRUE THEN
        outcome := CASE WHEN v_active IS NULL THEN 'unknown_gpu_type' ELSE 'inactive_gpu_type' END;
        RETURN NEXT;
        RETURN;
    END IF;

    SELECT over.limit_name, over.allowed, over.wanted INTO limit_name, allowed, wanted
    FROM gpu_dev.exceeded_limit(
        v_first ->> 'user_id', 1, v_gpus, v_gpus * (v_first ->> 'duration_hours')::double precision
    ) AS over;
    IF limit_name IS NOT NULL THEN
        outcome := 'limit_exceeded';
        RETURN NEXT;
        RETURN;
    END IF;

    PERFORM gpu_dev.insert_reservations(p_rows);
    outcome := 'requested';
    current_status := 'pending';
    IF p_when_full <> 'later' THEN
        SELECT started.outcome, started.current_status, started.queue_position
        INTO outcome, current_status, queue_position
        FROM gpu_dev.start_reservation(v_id) AS started;
        IF outcome <> 'started' AND p_when_full = 'refuse' THEN
            -- The nodes of a group go with its first.
            DELETE FROM gpu_dev.reservations AS refused WHERE refused.reservation_id = v_id;
            outcome := 'no_capacity';
            current_status := NULL;
            RETURN NEXT;
            RETURN;
        END IF;
    END IF;

    IF p_request IS NOT NULL THEN
        INSERT INTO gpu_dev.reservation_requests (reservation_id, request) VALUES (v_id, p_request);
        -- Who waits gets its message when its turn comes.
        IF outcome <> 'waiting' THEN
            SELECT sent INTO message_id FROM pgmq.send('gpu_reservations', p_request) AS sent;
        END IF;
    END IF;
    RETURN NEXT;
END;
$$;

COMMENT ON FUNCTION gpu_dev.request_reservation(jsonb, jsonb, text)
    IS 'Makes a reservation, or a group, within its owner''s limits and sends its message. When there are too few GPUs: later leaves that to the processor, queue queues it, refuse makes nothing.';

CREATE FUNCTION gpu_dev.admit_reservations(p_gpu_type text DEFAULT NULL, p_limit integer DEFAULT 100)
    RETURNS SETOF text
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
DECLARE
    v_type     text;
    v_head     text;
    v_outcome  text;
    v_left     integer := p_limit;
BEGIN
    FOR v_type IN
        SELECT kind.gpu_type FROM gpu_dev.gpu_types AS kind
        WHERE (p_gpu_type IS NULL OR kind.gpu_type = p_gpu_type) AND EXISTS (
            SELECT FROM gpu_dev.reservations AS waiting
            WHERE waiting.gpu_type = kind.gpu_type AND waiting.status = 'queued'
        )
        -- One order for all callers.
        ORDER BY kind.gpu_type
    LOOP
        WHILE v_left > 0 LOOP
            PERFORM gpu_dev.lock_gpu_type(v_type);
            SELECT coalesce(waiting.master_reservation_id, waiting.reservation_id) INTO v_head
            FROM gpu_dev.reservations AS waiting
            WHERE waiting.gpu_type = v_type AND waiting.status = 'queued'
            ORDER BY waiting.created_at, waiting.reservation_id
            LIMIT 1;
            EXIT WHEN NOT FOUND;
            SELECT started.outcome INTO v_outcome FROM gpu_dev.start_reservation(v_head) AS started;
            EXIT WHEN v_outcome <> 'started';
            PERFORM pgmq.send('gpu_reservations', asked.request)
            FROM gpu_dev.reservation_requests AS asked
            WHERE asked.reservation_id = v_head;
            RETURN NEXT v_head;
            v_left := v_left - 1;
        END LOOP;
    END LOOP;
END;
$$;

COMMENT ON FUNCTION gpu_dev.admit_reservations(text, integer)
    IS 'Starts queued reservations, first come first served, while there are GPUs, and sends their messages; gives their ids.';

REVOKE ALL ON FUNCTION gpu_dev.claim_launch(text, bigint)               FROM PUBLIC;
REVOKE ALL ON FUNCTION gpu_dev.forget_reservation_request()             FROM PUBLIC;
REVOKE ALL ON FUNCTION gpu_dev.insert_reservations(jsonb)               FROM PUBLIC;
REVOKE ALL ON FUNCTION gpu_dev.request_reservation(jsonb, jsonb, text)  FROM PUBLIC;
REVOKE ALL ON FUNCTION gpu_dev.admit_reservations(text, integer)        FROM PUBLIC;
