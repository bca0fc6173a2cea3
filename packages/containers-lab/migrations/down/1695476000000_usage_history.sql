DROP VIEW containers_lab.usage_by_month;
DROP FUNCTION containers_lab.carry_usage_forward();
