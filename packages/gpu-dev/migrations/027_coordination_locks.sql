--! requires: 001_users_and_keys
--
-- Locks of processes that work together: on the nodes of a group, on all disks. They
-- outlive connections and may be taken from a holder that fell silent.

CREATE TABLE gpu_dev.coordination_locks (
    lock_name    text         NOT NULL,
    owner_token  uuid         NOT NULL,
    owner_name   text,
    acquired_at  timestamptz  NOT NULL DEFAULT clock_timestamp(),
    expires_at   timestamptz  NOT NULL,

    CONSTRAINT pk_coordination_locks PRIMARY KEY (lock_name),
    CONSTRAINT ck_coordination_locks_lock_name CHECK (btrim(lock_name) <> '')
);

COMMENT ON TABLE  gpu_dev.coordination_locks             IS 'Locks that processes hold, a row each.';
COMMENT ON COLUMN gpu_dev.coordination_locks.lock_name   IS 'What is locked.';
COMMENT ON COLUMN gpu_dev.coordination_locks.owner_token IS 'Known to the holder only; new with every acquisition.';
COMMENT ON COLUMN gpu_dev.coordination_locks.owner_name  IS 'Who it is, for people.';
COMMENT ON COLUMN gpu_dev.coordination_locks.acquired_at IS 'Since when it is held.';
COMMENT ON COLUMN gpu_dev.coordination_locks.expires_at  IS 'From when on others may take it.';
