-- Who may call the service, and the keys they call it with.
--
-- Repeatable, as are the steps up to 009: over tables that an earlier system made they do
-- nothing, and `schemata verify` says what differs. Constraint names are those PostgreSQL
-- gives, so that such tables are the same ones.

CREATE SCHEMA IF NOT EXISTS gpu_dev;

CREATE TABLE IF NOT EXISTS gpu_dev.api_users (
    user_id     serial        NOT NULL,
    username    varchar(255)  NOT NULL,
    email       varchar(255),
    created_at  timestamp     DEFAULT now(),
    is_active   boolean       DEFAULT true,

    CONSTRAINT api_users_pkey PRIMARY KEY (user_id),
    CONSTRAINT api_users_username_key UNIQUE (username)
);

COMMENT ON TABLE  gpu_dev.api_users            IS 'People who may call the service.';
COMMENT ON COLUMN gpu_dev.api_users.user_id    IS 'Identifies the user; keys refer to it.';
COMMENT ON COLUMN gpu_dev.api_users.username   IS 'The GitHub name. Reservations and disks refer to users by it.';
COMMENT ON COLUMN gpu_dev.api_users.email      IS 'Where to write to, if known.';
COMMENT ON COLUMN gpu_dev.api_users.created_at IS 'When the account was made, in UTC; without zone, as its document says.';
COMMENT ON COLUMN gpu_dev.api_users.is_active  IS 'False for a disabled account, whose keys are refused.';

CREATE TABLE IF NOT EXISTS gpu_dev.api_keys (
    key_id        serial        NOT NULL,
    user_id       integer,
    key_hash      varchar(128)  NOT NULL,
    key_prefix    varchar(16)   NOT NULL,
    created_at    timestamptz   DEFAULT now(),
    expires_at    timestamptz,
    last_used_at  timestamptz,
    is_active     boolean       DEFAULT true,
    description   text,

    CONSTRAINT api_keys_pkey PRIMARY KEY (key_id),
    CONSTRAINT api_keys_user_id_fkey FOREIGN KEY (user_id)
        REFERENCES gpu_dev.api_users (user_id) ON DELETE CASCADE,
    CONSTRAINT api_keys_key_hash_key UNIQUE (key_hash)
);

COMMENT ON TABLE  gpu_dev.api_keys              IS 'Keys of users; the keys themselves are stored nowhere.';
COMMENT ON COLUMN gpu_dev.api_keys.key_id       IS 'Identifies the key, for revocation.';
COMMENT ON COLUMN gpu_dev.api_keys.user_id      IS 'Whose key it is.';
COMMENT ON COLUMN gpu_dev.api_keys.key_hash     IS 'SHA-256 of the key, in hex.';
COMMENT ON COLUMN gpu_dev.api_keys.key_prefix   IS 'Its first characters, for people to tell keys apart; not unique.';
COMMENT ON COLUMN gpu_dev.api_keys.created_at   IS 'When it was issued.';
COMMENT ON COLUMN gpu_dev.api_keys.expires_at   IS 'From when on it is refused; null for never.';
COMMENT ON COLUMN gpu_dev.api_keys.last_used_at IS 'When it was last accepted, to the minute.';
COMMENT ON COLUMN gpu_dev.api_keys.is_active    IS 'False once it is revoked.';
COMMENT ON COLUMN gpu_dev.api_keys.description  IS 'What it is for.';

-- Serves the keys of a user.
CREATE INDEX IF NOT EXISTS idx_api_keys_user_id ON gpu_dev.api_keys (user_id) WHERE is_active;

-- Serves the clean-up of expired keys.
CREATE INDEX IF NOT EXISTS idx_api_keys_expires_at ON gpu_dev.api_keys (expires_at)
    WHERE is_active AND expires_at IS NOT NULL;
