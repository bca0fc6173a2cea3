DROP FUNCTION containers_lab.end_session(text);
DROP FUNCTION containers_lab.rotate_session(text, text, interval);
DROP FUNCTION containers_lab.use_session(text);
DROP FUNCTION containers_lab.open_session(integer, text, text, interval, text, text, jsonb);
DROP INDEX containers_lab.idx_sessions_token_expires_at;
DROP INDEX containers_lab.uq_sessions_refresh_token_hash;
ALTER TABLE containers_lab.sessions DROP COLUMN revoked_at;
