DROP FUNCTION containers_lab.reconcile_quota();
