DROP TRIGGER trg_containers_quota_delete ON containers_lab.containers;
DROP TRIGGER trg_containers_quota_update ON containers_lab.containers;
DROP TRIGGER trg_containers_quota_insert ON containers_lab.containers;
DROP INDEX containers_lab.idx_quota_holds_container_id;
DROP FUNCTION containers_lab.keep_container_quota();
DROP FUNCTION containers_lab.release_container(integer);
