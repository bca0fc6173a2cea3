--! requires: 1695471700000_container_lifecycle
--
-- A container holds quota while its state says so, and only then.
--
-- reserve_container_row takes the hold before the row is there; a row that is written
-- otherwise takes it now, and is refused where the quota does not suffice. Stopping,
-- failing and deleting give it back, starting takes it again, and a change of size or
-- owner exchanges it.

CREATE FUNCTION containers_lab.release_container(p_container_id integer)
    RETURNS boolean
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
BEGIN
    RETURN coalesce(
        (
            SELECT containers_lab.release_hold(hold.id)
            FROM containers_lab.quota_holds AS hold
            WHERE hold.container_id = p_container_id AND hold.released_at IS NULL
        ),
        false
    );
END;
$$;

COMMENT ON FUNCTION containers_lab.release_container(integer)
    IS 'Gives back what a container holds; false when it holds nothing. Its triggers do so by themselves.';

CREATE FUNCTION containers_lab.keep_container_quota()
    RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_holds    boolean;
    v_team_id  integer;
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM containers_lab.release_container(OLD.id);
        RETURN NULL;
    END IF;
    SELECT status.holds_quota INTO v_holds FROM containers_lab.container_statuses AS status WHERE status.id = NEW.status_id;
    IF v_holds IS NOT TRUE THEN
        PERFORM containers_lab.release_container(NEW.id);
        RETURN NULL;
    END IF;
    -- Nobody's container goes on under the hold it has, until somebody owns it.
    IF NEW.owner_user_id IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM
    FROM containers_lab.quota_holds AS hold
    WHERE hold.container_id = NEW.id AND hold.released_at IS NULL
        AND (hold.user_id, hold.cores, hold.memory_mb, hold.disk_mb)
            = (NEW.owner_user_id, NEW.cpu, NEW.memory_mb, NEW.disk_mb);
    IF FOUND THEN
        RETURN NULL;
    END IF;
    PERFORM containers_lab.release_container(NEW.id);
    SELECT hold.team_id INTO v_team_id
    FROM containers_lab.quota_holds AS hold
    WHERE hold.container_id = NEW.id AND hold.user_id = NEW.owner_user_id
    ORDER BY hold.id DESC
    LIMIT 1;
    IF containers_lab.hold_quota(NEW.owner_user_id, v_team_id, NEW.id, NEW.cpu, NEW.memory_mb, NEW.disk_mb) IS NULL THEN
        RAISE EXCEPTION 'Container % of user % needs % cores, % MB of memory and % MB of disk, more than the quota has left.',
            NEW.id, NEW.owner_user_id, NEW.cpu, NEW.memory_mb, NEW.disk_mb
            USING ERRCODE = 'LB005', HINT = 'Stop or delete another container first, or raise the quota.';
    END IF;
    RETURN NULL;
END;
$$;

COMMENT ON FUNCTION containers_lab.keep_container_quota() IS 'Makes the hold of a container follow its state, size and owner.';

REVOKE EXECUTE ON FUNCTION
    containers_lab.release_container(integer),
    containers_lab.keep_container_quota()
FROM PUBLIC;

-- Serves the team under which a stopped container was held.
CREATE INDEX idx_quota_holds_container_id ON containers_lab.quota_holds (container_id, id) WHERE container_id IS NOT NULL;

-- What runs already is held from now on, whether the quota suffices or not.
INSERT INTO containers_lab.quota_holds (user_id, container_id, cores, memory_mb, disk_mb)
SELECT container.owner_user_id, container.id, container.cpu, container.memory_mb, container.disk_mb
FROM containers_lab.containers AS container
JOIN containers_lab.container_statuses AS status ON status.id = container.status_id AND status.holds_quota
WHERE container.owner_user_id IS NOT NULL
    AND NOT EXISTS (
        SELECT FROM containers_lab.quota_holds AS hold WHERE hold.container_id = container.id AND hold.released_at IS NULL
    );

INSERT INTO containers_lab.quota_balances AS balance (user_id, cores_used, memory_mb_used, storage_mb_used, concurrent_containers)
SELECT hold.user_id, sum(hold.cores), sum(hold.memory_mb), sum(hold.disk_mb), count(hold.container_id)
FROM containers_lab.quota_holds AS hold
JOIN containers_lab.users AS holder ON holder.id = hold.user_id
WHERE hold.released_at IS NULL
GROUP BY hold.user_id
ON CONFLICT (user_id) DO UPDATE
SET cores_used            = excluded.cores_used,
    memory_mb_used        = excluded.memory_mb_used,
    storage_mb_used       = excluded.storage_mb_used,
    concurrent_containers = excluded.concurrent_containers;

INSERT INTO containers_lab.usage_counters AS counter (
    user_id, period_start, cores_used, memory_mb_used, storage_mb_used, concurrent_containers
)
SELECT
    balance.user_id, CURRENT_DATE, balance.cores_used, balance.memory_mb_used, balance.storage_mb_used,
    balance.concurrent_containers
FROM containers_lab.quota_balances AS balance
WHERE balance.user_id IS NOT NULL
ON CONFLICT (user_id, period_start) DO UPDATE
SET cores_used            = excluded.cores_used,
    memory_mb_used        = excluded.memory_mb_used,
    storage_mb_used       = excluded.storage_mb_used,
    concurrent_containers = excluded.concurrent_containers;

CREATE TRIGGER trg_containers_quota_insert
    AFTER INSERT ON containers_lab.containers
    FOR EACH ROW
    EXECUTE FUNCTION containers_lab.keep_container_quota();

CREATE TRIGGER trg_containers_quota_update
    AFTER UPDATE ON containers_lab.containers
    FOR EACH ROW
    WHEN (
        (OLD.status_id, OLD.owner_user_id, OLD.cpu, OLD.memory_mb, OLD.disk_mb)
        IS DISTINCT FROM (NEW.status_id, NEW.owner_user_id, NEW.cpu, NEW.memory_mb, NEW.disk_mb)
    )
    EXECUTE FUNCTION containers_lab.keep_container_quota();

CREATE TRIGGER trg_containers_quota_delete
    AFTER DELETE ON containers_lab.containers
    FOR EACH ROW
    EXECUTE FUNCTION containers_lab.keep_container_quota();
