DROP FUNCTION containers_lab.check_and_reserve_quota(integer, integer, integer, bigint, bigint);
DROP FUNCTION containers_lab.hold_quota(integer, integer, integer, integer, bigint, bigint);
DROP FUNCTION containers_lab.raise_team_usage(integer, integer, bigint, bigint, integer, containers_lab.quotas);
DROP FUNCTION containers_lab.lower_usage(integer, integer, integer, bigint, bigint, integer);
DROP FUNCTION containers_lab.open_usage(integer, integer);
DROP TABLE containers_lab.quota_holds;
DROP TABLE containers_lab.quota_balances;
