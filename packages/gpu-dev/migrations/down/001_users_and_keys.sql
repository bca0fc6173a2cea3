DROP TABLE gpu_dev.api_keys;
DROP TABLE gpu_dev.api_users;
DROP SCHEMA gpu_dev;
