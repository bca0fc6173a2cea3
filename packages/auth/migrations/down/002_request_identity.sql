REVOKE USAGE ON SCHEMA auth FROM anon, authenticated, service_role;

DROP FUNCTION auth.email();
DROP FUNCTION auth.role();
DROP FUNCTION auth.uid();
DROP FUNCTION auth.jwt();
