DROP FUNCTION containers_lab.release_quota(integer, integer, integer, bigint, bigint);
DROP FUNCTION containers_lab.release_hold(bigint);
