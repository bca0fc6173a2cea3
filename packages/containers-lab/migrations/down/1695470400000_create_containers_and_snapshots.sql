DROP TABLE containers_lab.snapshots;
DROP TABLE containers_lab.containers;
DROP FUNCTION containers_lab.creating_status_id();
DROP TABLE containers_lab.container_statuses;
