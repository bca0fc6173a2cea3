DROP TABLE containers_lab.user_teams;
DROP TABLE containers_lab.users;
DROP TABLE containers_lab.teams;
DROP TABLE containers_lab.role_permissions;
DROP TABLE containers_lab.permissions;
DROP TABLE containers_lab.roles;
DROP SCHEMA containers_lab;
