DROP INDEX containers_lab.idx_metrics_latest;
REVOKE INSERT ON containers_lab.metrics FROM app_role;
DROP POLICY metrics_insert ON containers_lab.metrics;
