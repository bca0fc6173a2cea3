DROP FUNCTION containers_lab.import_content(integer, bigint, jsonb);
