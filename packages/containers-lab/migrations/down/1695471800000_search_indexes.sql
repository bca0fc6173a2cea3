DROP INDEX IF EXISTS containers_lab.users_email_trgm_idx;
DROP INDEX IF EXISTS containers_lab.users_name_trgm_idx;
DROP FUNCTION containers_lab.create_search_indexes();
