--! requires: 018_capacity
--
-- What is kept of reservations that ended long ago, without secrets and logs.

CREATE TABLE gpu_dev.archived_reservations (
    reservation_id     varchar(255)  NOT NULL,
    user_id            varchar(255)  NOT NULL,
    gpu_type           varchar(50),
    gpu_count          integer,
    status             varchar(50)   NOT NULL,
    created_at         timestamptz   NOT NULL,
    launched_at        timestamptz,
    reservation_ended  timestamptz   NOT NULL,
    record             jsonb         NOT NULL,
    archived_at        timestamptz   NOT NULL DEFAULT now(),

    CONSTRAINT pk_archived_reservations PRIMARY KEY (reservation_id),
    CONSTRAINT ck_archived_reservations_record CHECK (jsonb_typeof(record) = 'object')
);

COMMENT ON TABLE  gpu_dev.archived_reservations                   IS 'Reservations that ended long ago, for reports.';
COMMENT ON COLUMN gpu_dev.archived_reservations.reservation_id    IS 'As it was in reservations.';
COMMENT ON COLUMN gpu_dev.archived_reservations.user_id           IS 'The owner''s user name.';
COMMENT ON COLUMN gpu_dev.archived_reservations.gpu_type          IS 'Which GPUs it had.';
COMMENT ON COLUMN gpu_dev.archived_reservations.gpu_count         IS 'How many GPUs it had.';
COMMENT ON COLUMN gpu_dev.archived_reservations.status            IS 'How it ended.';
COMMENT ON COLUMN gpu_dev.archived_reservations.created_at        IS 'When it was requested.';
COMMENT ON COLUMN gpu_dev.archived_reservations.launched_at       IS 'When it became usable; null if never.';
COMMENT ON COLUMN gpu_dev.archived_reservations.reservation_ended IS 'When it ended.';
COMMENT ON COLUMN gpu_dev.archived_reservations.record            IS 'The whole row but for the notebook''s token and the pod''s log.';
COMMENT ON COLUMN gpu_dev.archived_reservations.archived_at       IS 'When it was moved here.';

-- Serves usage reports of one user.
CREATE INDEX idx_archived_reservations_user_ended ON gpu_dev.archived_reservations (user_id, reservation_ended);

CREATE FUNCTION gpu_dev.archive_reservations(p_older_than interval, p_limit integer DEFAULT 1000)
    RETURNS integer
    LANGUAGE sql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
    WITH old AS MATERIALIZED (
        SELECT ended.reservation_id
        FROM gpu_dev.reservations AS ended
        WHERE ended.reservation_ended < now() - p_older_than
            AND gpu_dev.is_final_status(ended.status)
            -- A group goes as one: its nodes with the first of them.
            AND (ended.master_reservation_id IS NULL OR ended.master_reservation_id = ended.reservation_id)
            AND NOT EXISTS (
                SELECT FROM gpu_dev.reservations AS node
                WHERE node.master_reservation_id = ended.reservation_id AND NOT gpu_dev.is_final_status(node.status)
            )
        ORDER BY ended.reservation_ended
        LIMIT p_limit
        FOR UPDATE SKIP LOCKED
    ),
    gone AS (
        DELETE FROM gpu_dev.reservations AS ended
        WHERE ended.reservation_id = ANY (ARRAY(SELECT old.reservation_id FROM old))
            OR ended.master_reservation_id = ANY (ARRAY(SELECT old.reservation_id FROM old))
        RETURNING ended.reservation_id, ended.user_id, ended.gpu_type, ended.gpu_count, ended.status, ended.created_at,
            ended.launched_at, ended.reservation_ended, to_jsonb(ended) - 'jupyter_token' - 'pod_logs' AS record
    ),
    kept AS (
        INSERT INTO gpu_dev.archived_reservations
            (reservation_id, user_id, gpu_type, gpu_count, status, created_at, launched_at, reservation_ended, record)
        SELECT gone.reservation_id, gone.user_id, gone.gpu_type, gone.gpu_count, gone.status, gone.created_at,
            gone.launched_at, gone.reservation_ended, gone.record
        FROM gone
        RETURNING 1
    )
    SELECT count(*)::integer FROM kept;
$$;

COMMENT ON FUNCTION gpu_dev.archive_reservations(interval, integer)
    IS 'Moves reservations that ended longer ago to the archive, oldest first; gives how many. Passes over what others lock.';

REVOKE ALL ON FUNCTION gpu_dev.archive_reservations(interval, integer) FROM PUBLIC;
