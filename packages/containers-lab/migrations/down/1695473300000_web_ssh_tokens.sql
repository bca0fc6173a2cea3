DROP FUNCTION containers_lab.delete_expired_web_ssh_sessions();
DROP FUNCTION containers_lab.revoke_web_ssh_session(bigint);
DROP FUNCTION containers_lab.use_web_ssh_session(text);
DROP FUNCTION containers_lab.open_web_ssh_session(integer, integer, interval, text, text);
