--! requires: 020_user_limits
--! requires: 024_disk_holders
--! requires: 007_pgmq_queues
--
-- What is to be done to disks: a row an operation, visible from the moment it is asked
-- for, kept as the disk's history. The newest one is repeated on the disk itself.

CREATE TABLE gpu_dev.disk_operations (
    operation_id  uuid         NOT NULL DEFAULT gen_random_uuid(),
    disk_id       uuid,
    user_id       text         NOT NULL,
    disk_name     text         NOT NULL,
    action        text         NOT NULL,
    size_gb       integer,
    delete_date   date,
    status        text         NOT NULL DEFAULT 'pending',
    fence         integer      NOT NULL DEFAULT 0,
    requested_at  timestamptz  NOT NULL DEFAULT clock_timestamp(),
    started_at    timestamptz,
    finished_at   timestamptz,
    error         text,

    CONSTRAINT pk_disk_operations PRIMARY KEY (operation_id),
    CONSTRAINT fk_disk_operations_disk_id FOREIGN KEY (disk_id)
        REFERENCES gpu_dev.disks (disk_id) ON DELETE SET NULL,
    CONSTRAINT ck_disk_operations_action CHECK (action IN ('create_disk', 'delete_disk')),
    CONSTRAINT ck_disk_operations_status CHECK (status IN ('pending', 'running', 'completed', 'failed')),
    CONSTRAINT ck_disk_operations_finished CHECK ((finished_at IS NOT NULL) = (status IN ('completed', 'failed')))
);

COMMENT ON TABLE  gpu_dev.disk_operations              IS 'Operations on disks, those that are over included.';
COMMENT ON COLUMN gpu_dev.disk_operations.operation_id IS 'Identifies the operation; its client asks by it.';
COMMENT ON COLUMN gpu_dev.disk_operations.disk_id      IS 'The disk; null once it was removed.';
COMMENT ON COLUMN gpu_dev.disk_operations.user_id      IS 'The owner''s user name.';
COMMENT ON COLUMN gpu_dev.disk_operations.disk_name    IS 'What the disk was called then.';
COMMENT ON COLUMN gpu_dev.disk_operations.action       IS 'create_disk or delete_disk.';
COMMENT ON COLUMN gpu_dev.disk_operations.size_gb      IS 'Size asked for, in GB.';
COMMENT ON COLUMN gpu_dev.disk_operations.delete_date  IS 'When the data is to go.';
COMMENT ON COLUMN gpu_dev.disk_operations.status       IS 'pending, running, completed or failed.';
COMMENT ON COLUMN gpu_dev.disk_operations.fence        IS 'Rises with every start; who reports names the one he was given.';
COMMENT ON COLUMN gpu_dev.disk_operations.requested_at IS 'When it was asked for.';
COMMENT ON COLUMN gpu_dev.disk_operations.started_at   IS 'When it was last started.';
COMMENT ON COLUMN gpu_dev.disk_operations.finished_at  IS 'When it was over.';
COMMENT ON COLUMN gpu_dev.disk_operations.error        IS 'Why it failed.';

-- One at a time on a disk.
CREATE UNIQUE INDEX uq_disk_operations_open ON gpu_dev.disk_operations (disk_id)
    WHERE status IN ('pending', 'running');
-- Serves the history of a disk.
CREATE INDEX idx_disk_operations_disk_id ON gpu_dev.disk_operations (disk_id, requested_at DESC);
-- Serves the history of a user.
CREATE INDEX idx_disk_operations_user ON gpu_dev.disk_operations (user_id, requested_at DESC);

CREATE FUNCTION gpu_dev.mirror_disk_operation()
    RETURNS trigger
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
BEGIN
    UPDATE gpu_dev.disks AS disk
    SET operation_id = NEW.operation_id, operation_status = NEW.status, operation_error = NEW.error
    WHERE disk.disk_id = NEW.disk_id AND (TG_OP = 'INSERT' OR disk.operation_id = NEW.operation_id);
    RETURN NULL;
END;
$$;

COMMENT ON FUNCTION gpu_dev.mirror_disk_operation() IS 'Trigger: repeats the newest operation on its disk.';

CREATE TRIGGER trg_disk_operations_10_mirror
    AFTER INSERT OR UPDATE OF status ON gpu_dev.disk_operations
    FOR EACH ROW
    EXECUTE FUNCTION gpu_dev.mirror_disk_operation();

COMMENT ON TRIGGER trg_disk_operations_10_mirror ON gpu_dev.disk_operations IS 'Repeats the newest operation on its disk.';

CREATE FUNCTION gpu_dev.send_disk_operation(p_operation_id uuid)
    RETURNS bigint
    LANGUAGE sql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
    SELECT sent.msg_id
    FROM gpu_dev.disk_operations AS asked
    CROSS JOIN LATERAL pgmq.send('disk_operations', jsonb_strip_nulls(jsonb_build_object(
        'action', asked.action,
        'operation_id', asked.operation_id,
        'user_id', asked.user_id,
        'disk_name', asked.disk_name,
        'size_gb', asked.size_gb,
        'delete_date', asked.delete_date,
        'requested_at', asked.requested_at
    ))) AS sent (msg_id)
    WHERE asked.operation_id = p_operation_id;
$$;

COMMENT ON FUNCTION gpu_dev.send_disk_operation(uuid) IS 'Sends the message of an operation; gives its id.';

CREATE FUNCTION gpu_dev.request_disk_create(p_owner text, p_disk_name text, p_size_gb integer, p_operation_id uuid DEFAULT NULL)
    RETURNS TABLE (outcome text, disk_id uuid, operation_id uuid, message_id bigint)
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
DECLARE
    v_is_over  boolean;
BEGIN
    PERFORM gpu_dev.lock_user(p_owner);
    SELECT held.disks + 1 > own.max_disks OR held.size_gb + p_size_gb > own.max_disk_gb INTO v_is_over
    FROM gpu_dev.user_limits AS own
    CROSS JOIN (
        SELECT count(*) AS disks, coalesce(sum(disk.size_gb), 0) AS size_gb
        FROM gpu_dev.disks AS disk
        WHERE disk.user_id = p_owner AND NOT disk.is_deleted
    ) AS held
    WHERE own.user_name IN (p_owner, '*')
    ORDER BY (own.user_name = '*')
    LIMIT 1;
    IF v_is_over THEN
        outcome := 'limit_exceeded';
        RETURN NEXT;
        RETURN;
    END IF;

    INSERT INTO gpu_dev.disks AS disk (user_id, disk_name, size_gb)
    VALUES (p_owner, p_disk_name, p_size_gb)
    ON CONFLICT ON CONSTRAINT disks_user_id_disk_name_key DO NOTHING
    RETURNING disk.disk_id INTO disk_id;
    IF NOT FOUND THEN
        outcome := 'name_taken';
        RETURN NEXT;
        RETURN;
    END IF;
    INSERT INTO gpu_dev.disk_operations AS made (operation_id, disk_id, user_id, disk_name, action, size_gb)
    VALUES (coalesce(p_operation_id, gen_random_uuid()), request_disk_create.disk_id, p_owner, p_disk_name, 'create_disk', p_size_gb)
    RETURNING made.operation_id INTO operation_id;
    message_id := gpu_dev.send_disk_operation(operation_id);
    outcome := 'requested';
    RETURN NEXT;
END;
$$;

COMMENT ON FUNCTION gpu_dev.request_disk_create(text, text, integer, uuid)
    IS 'Makes a disk''s row and its operation and sends the message: requested, name_taken (also by a deleted one) or limit_exceeded.';

CREATE FUNCTION gpu_dev.request_disk_delete(p_owner text, p_disk_name text, p_operation_id uuid DEFAULT NULL, p_keep_days integer DEFAULT 30)
    RETURNS TABLE (outcome text, disk_id uuid, operation_id uuid, message_id bigint, delete_date date, holder text)
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
DECLARE
    v_disk  gpu_dev.disks;
BEGIN
    SELECT disk.* INTO v_disk
    FROM gpu_dev.disks AS disk
    WHERE disk.user_id = p_owner AND disk.disk_name = p_disk_name
    FOR NO KEY UPDATE;
    disk_id := v_disk.disk_id;
    holder := v_disk.reservation_id;
    delete_date := v_disk.delete_date;
    operation_id := v_disk.operation_id;
    outcome := CASE
        WHEN v_disk.disk_id IS NULL THEN 'missing'
        WHEN v_disk.is_deleted THEN 'deleted'
        WHEN v_disk.in_use THEN 'in_use'
        WHEN v_disk.is_backing_up THEN 'backing_up'
        WHEN v_disk.operation_status IN ('pending', 'running') THEN 'busy'
        ELSE 'requested'
    END;
    IF outcome = 'requested' THEN
        delete_date := timezone('UTC', now())::date + p_keep_days;
        UPDATE gpu_dev.disks AS disk
        SET is_deleted = true, delete_date = request_disk_delete.delete_date
        WHERE disk.disk_id = v_disk.disk_id;
        INSERT INTO gpu_dev.disk_operations AS made (operation_id, disk_id, user_id, disk_name, action, delete_date)
        VALUES (coalesce(p_operation_id, gen_random_uuid()), v_disk.disk_id, p_owner, p_disk_name, 'delete_disk',
            request_disk_delete.delete_date)
        RETURNING made.operation_id INTO operation_id;
        message_id := gpu_dev.send_disk_operation(operation_id);
    END IF;
    RETURN NEXT;
END;
$$;

COMMENT ON FUNCTION gpu_dev.request_disk_delete(text, text, uuid, integer)
    IS 'Marks a free disk deleted, makes its operation and sends the message: requested, missing, deleted, in_use with the holder, backing_up or busy.';

CREATE FUNCTION gpu_dev.start_disk_operation(p_operation_id uuid)
    RETURNS TABLE (status text, fence integer)
    LANGUAGE sql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
    UPDATE gpu_dev.disk_operations AS operation
    SET status     = CASE WHEN operation.status = 'pending' THEN 'running' ELSE operation.status END,
        fence      = operation.fence + (operation.status IN ('pending', 'running'))::integer,
        started_at = CASE WHEN operation.status IN ('pending', 'running') THEN clock_timestamp() ELSE operation.started_at END
    WHERE operation.operation_id = p_operation_id
    RETURNING operation.status, operation.fence;
$$;

COMMENT ON FUNCTION gpu_dev.start_disk_operation(uuid)
    IS 'Starts an operation, or takes it over from whoever started it before, who is refused from then on; one that is over stays so. No row for an unknown one.';

CREATE FUNCTION gpu_dev.finish_disk_operation(
    p_operation_id   uuid,
    p_fence          integer,
    p_error          text  DEFAULT NULL,
    p_ebs_volume_id  text  DEFAULT NULL
)
    RETURNS boolean
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
DECLARE
    v_operation  gpu_dev.disk_operations;
BEGIN
    UPDATE gpu_dev.disk_operations AS operation
    SET status      = CASE WHEN p_error IS NULL THEN 'completed' ELSE 'failed' END,
        finished_at = clock_timestamp(),
        error       = p_error
    WHERE operation.operation_id = p_operation_id AND operation.fence = p_fence AND operation.status = 'running'
    RETURNING operation.* INTO v_operation;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    UPDATE gpu_dev.disks AS disk
    SET ebs_volume_id = coalesce(p_ebs_volume_id, disk.ebs_volume_id),
        -- What could not be deleted is still its owner's.
        is_deleted    = disk.is_deleted AND NOT (v_operation.action = 'delete_disk' AND p_error IS NOT NULL),
        delete_date   = CASE WHEN v_operation.action = 'delete_disk' AND p_error IS NOT NULL THEN NULL ELSE disk.delete_date END
    WHERE disk.disk_id = v_operation.disk_id;
    RETURN true;
END;
$$;

COMMENT ON FUNCTION gpu_dev.finish_disk_operation(uuid, integer, text, text)
    IS 'Completes an operation, or fails it where an error is given; false where the fence is not the last one or it is over.';

REVOKE ALL ON FUNCTION gpu_dev.mirror_disk_operation()                               FROM PUBLIC;
REVOKE ALL ON FUNCTION gpu_dev.send_disk_operation(uuid)                             FROM PUBLIC;
REVOKE ALL ON FUNCTION gpu_dev.request_disk_create(text, text, integer, uuid)        FROM PUBLIC;
REVOKE ALL ON FUNCTION gpu_dev.request_disk_delete(text, text, uuid, integer)        FROM PUBLIC;
REVOKE ALL ON FUNCTION gpu_dev.start_disk_operation(uuid)                            FROM PUBLIC;
REVOKE ALL ON FUNCTION gpu_dev.finish_disk_operation(uuid, integer, text, text)      FROM PUBLIC;
