DROP FUNCTION containers_lab.repair_quota();
DROP FUNCTION containers_lab.repair_holds();
