--! requires: 001_users_and_keys
--
-- What holds for users and keys. A key without an owner could never be used: such rows go.

DELETE FROM gpu_dev.api_keys WHERE user_id IS NULL;

ALTER TABLE gpu_dev.api_keys
    ALTER COLUMN user_id SET NOT NULL,
    ADD CONSTRAINT ck_api_keys_key_hash CHECK (btrim(key_hash) <> ''),
    ADD CONSTRAINT ck_api_keys_key_prefix CHECK (btrim(key_prefix) <> '');

-- Without a zone, now() would be the session's wall clock.
ALTER TABLE gpu_dev.api_users
    ALTER COLUMN created_at SET DEFAULT timezone('UTC', now()),
    ADD CONSTRAINT ck_api_users_username CHECK (btrim(username) <> '');
