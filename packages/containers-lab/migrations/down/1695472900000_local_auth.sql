DROP TABLE containers_lab.local_auth;
