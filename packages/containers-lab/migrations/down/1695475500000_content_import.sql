DROP FUNCTION containers_lab.release_import_jobs(integer[], bigint[]);
DROP FUNCTION containers_lab.import_content(integer, bigint, jsonb);
