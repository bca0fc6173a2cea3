DROP FUNCTION containers_lab.usage_export_csv(bigint);
DROP FUNCTION containers_lab.usage_export_rows(bigint);
DROP FUNCTION containers_lab.generate_usage_export(date, date, integer);
DROP TABLE containers_lab.usage_exports;
