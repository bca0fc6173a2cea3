DROP TABLE containers_lab.metrics;
DROP TABLE containers_lab.import_errors;
DROP TABLE containers_lab.import_jobs;
DROP TABLE containers_lab.audit_logs;
