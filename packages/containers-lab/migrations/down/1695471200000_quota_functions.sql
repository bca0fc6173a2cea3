DROP FUNCTION containers_lab.reconcile_quota();
DROP FUNCTION containers_lab.release_quota(integer, integer, integer, bigint, bigint);
DROP FUNCTION containers_lab.check_and_reserve_quota(integer, integer, integer, bigint, bigint);
DROP FUNCTION containers_lab.release_hold(bigint);
DROP FUNCTION containers_lab.hold_quota(integer, integer, integer, integer, bigint, bigint);
DROP FUNCTION containers_lab.change_user_usage(integer, integer, integer, bigint, bigint, integer, containers_lab.quotas);
DROP FUNCTION containers_lab.change_team_usage(integer, integer, bigint, bigint, integer, containers_lab.quotas);
DROP TABLE containers_lab.quota_holds;
DROP TABLE containers_lab.quota_balances;
