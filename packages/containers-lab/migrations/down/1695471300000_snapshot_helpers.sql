DROP FUNCTION containers_lab.record_snapshot(integer, text, integer, text);
DROP TRIGGER trg_snapshots_mirror ON containers_lab.snapshots;
DROP FUNCTION containers_lab.mirror_snapshot();
DROP INDEX containers_lab.snapshots_container_id_created_at_index;
DROP TABLE containers_lab.snapshots_metadata;
