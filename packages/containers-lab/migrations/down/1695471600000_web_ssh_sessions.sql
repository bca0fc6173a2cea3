DROP TABLE containers_lab.web_ssh_sessions;
DROP FUNCTION containers_lab.hash_web_ssh_token();
