-- Reserving a container: its quota and its row, in one transaction.
--
-- The balance of the person is the lock, held until the transaction ends; no advisory
-- lock is taken, so none can be left behind.

CREATE FUNCTION containers_lab.reserve_container_row(
    p_user_id      integer,
    p_team_id      integer,
    p_template_id  integer,
    p_image        text,
    p_cpu          integer,
    p_memory_mb    integer,
    p_disk_mb      integer
)
    RETURNS integer
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
    SET lock_timeout = '5s'
AS $$
DECLARE
    v_id integer := nextval('containers_lab.containers_id_seq'::regclass);
BEGIN
    IF containers_lab.hold_quota(p_user_id, p_team_id, v_id, p_cpu, p_memory_mb, p_disk_mb) IS NULL THEN
        RETURN NULL;
    END IF;
    INSERT INTO containers_lab.containers (
        id, lxc_name, owner_user_id, template_id, image, cpu, memory_mb, disk_mb, metadata, created_at
    )
    VALUES (
        v_id, 'plab-' || v_id, p_user_id, p_template_id, p_image, p_cpu, p_memory_mb, p_disk_mb, '{}', now()
    );
    RETURN v_id;
EXCEPTION
    WHEN lock_not_available THEN
        RAISE EXCEPTION 'Could not reserve a container for user % within 5 s: another reservation is not finished.', p_user_id
            USING ERRCODE = 'LB004', HINT = 'Try again; nothing has been reserved.';
END;
$$;

COMMENT ON FUNCTION containers_lab.reserve_container_row(integer, integer, integer, text, integer, integer, integer)
    IS 'Reserves quota and makes the row of a container in state creating: its id, or null when the quota does not suffice.';

REVOKE EXECUTE ON FUNCTION containers_lab.reserve_container_row(integer, integer, integer, text, integer, integer, integer) FROM PUBLIC;
