ALTER TABLE gpu_dev.api_users
    DROP CONSTRAINT ck_api_users_username,
    ALTER COLUMN created_at SET DEFAULT now();

ALTER TABLE gpu_dev.api_keys
    DROP CONSTRAINT ck_api_keys_key_prefix,
    DROP CONSTRAINT ck_api_keys_key_hash,
    ALTER COLUMN user_id DROP NOT NULL;
